"""What an import would change: decided on plain values."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.parliament import names, terms
from campaign.roster import hearing, rules, timelines
from campaign.roster.plans import Detail, Effect, Plan
from campaign.roster.sources.records import Kind, MandateRow, Person, Source, Spell
from campaign.roster.states import Clash, Moment, Seat, Span, State
from tests.roster.material import TODAY

BEGIN = date(2024, 7, 16)
YESTERDAY = TODAY - timedelta(days=1)


def sitting(ep_id: int = 9_000_001, **changes: object) -> State:
    state = State(
        ep_id,
        "Ada",
        "EXAMPLE",
        "EXAMPLE",
        f"ada{ep_id}@europarl.europa.eu",
        (Seat(10, "BE", "Example Party", BEGIN, None, row=1),),
        (Span("SD", BEGIN, None, row=1),),
    )
    return replace(state, **changes)  # type: ignore[arg-type]


def former() -> State:
    seat, group = Seat(10, "BE", None, BEGIN, YESTERDAY, row=1), Span("SD", BEGIN, YESTERDAY, row=1)
    return sitting(mailbox=None, seats=(seat,), groups=(group,))


def row(ep_id: int | None = 9_000_001, **changes: object) -> Person:
    person = Person(
        "line 2",
        ep_id,
        names.split("Ada EXAMPLE"),
        sits=True,
        country="BE",
        group="SD",
        party="Example Party",
        party_known=True,
    )
    return replace(person, **changes)  # type: ignore[arg-type]


def a_list(*persons: Person, kind: Kind = Kind.FULL_LIST, as_of: date = TODAY) -> Source:
    return Source(kind, "list", persons, as_of)


def planned(known: list[State], *sources: Source, whole: bool | None = None, newest: date | None = None) -> Plan:
    roster = {state.ep_id: state for state in known}
    return rules.plan(roster, sources, day=TODAY, whole=whole, newest=newest)


def whole_parliament(kind: Kind = Kind.FULL_LIST, as_of: date = TODAY) -> Source:
    """A published list with every seat filled."""
    term = terms.on(as_of)
    assert term is not None
    countries = [country.code for country, seats in term.seats_on(as_of).items() for _ in range(seats)]
    rows = [
        Person(f"entry {at}", 9_100_000 + at, names.split(f"Ada X{at}"), sits=True, country=country, group="SD")
        for at, country in enumerate(countries)
    ]
    return Source(kind, "whole", tuple(rows), as_of)


def test_a_person_nobody_knew_is_new() -> None:
    plan = planned([], a_list(row()))
    (entry,) = plan.of(Effect.NEW)
    assert entry.state.seats == (Seat(10, "BE", "Example Party", None, None),)
    assert entry.state.groups == (Span("SD", None, None),)


def test_a_list_that_says_what_is_known_changes_nothing() -> None:
    plan = planned([sitting()], a_list(row()))
    assert (plan.entries, plan.unchanged) == ((), 1)


def test_a_change_of_group_ends_the_old_one_the_day_before() -> None:
    (entry,) = planned([sitting()], a_list(row(group="RENEW"))).of(Effect.CHANGED)
    assert entry.state.groups == (Span("SD", BEGIN, YESTERDAY, row=1), Span("RENEW", TODAY, None))
    assert [(change.detail, change.before, change.after) for change in entry.changes] == [(Detail.GROUP, "SD", "RENEW")]


def test_a_second_list_of_the_same_day_corrects_the_group_in_place() -> None:
    known = sitting(groups=(Span("SD", BEGIN, YESTERDAY, row=1), Span("RENEW", TODAY, None, row=2)))
    (entry,) = planned([known], a_list(row(group="ECR"))).entries
    assert entry.state.groups[-1] == Span("ECR", TODAY, None, row=2)


def test_a_partial_list_ends_nobody() -> None:
    plan = planned([sitting(), sitting(9_000_002)], a_list(row()))
    assert not plan.is_whole
    assert (plan.of(Effect.ENDED), plan.absent) == ((), 1)


def test_a_whole_list_ends_whoever_is_missing_the_day_before_and_voids_the_mailbox() -> None:
    plan = planned([sitting()], whole_parliament())
    assert plan.is_whole
    (entry,) = plan.of(Effect.ENDED)
    assert entry.state.mailbox is None
    assert entry.state.seats[0].ends_on == entry.state.groups[0].ends_on == YESTERDAY


@pytest.mark.parametrize("missing", ["a country", "too many seats", "a group", "an office's table"])
def test_a_list_that_lacks_something_is_not_believed_to_be_whole(missing: str) -> None:
    known = [sitting()]
    source = whole_parliament()
    if missing == "a country":
        source = replace(source, persons=tuple(each for each in source.persons if each.country != "MT"))
    elif missing == "too many seats":
        source = replace(source, persons=source.persons[: int(720 * 0.96)])
    elif missing == "a group":
        known = [sitting(groups=(Span("NI", BEGIN, None, row=1),))]
    else:
        source = whole_parliament(Kind.TABLE)
    assert planned(known, source).of(Effect.ENDED) == ()


def test_the_operators_word_decides_what_is_whole() -> None:
    known = [sitting(), sitting(9_000_002)]
    assert len(planned(known, a_list(row()), whole=True).of(Effect.ENDED)) == 1
    assert planned(known, whole_parliament(), whole=False).of(Effect.ENDED) == ()


def test_addresses_alone_end_nobody_even_when_called_complete() -> None:
    addresses = a_list(row(sits=False, country=None, group=None), kind=Kind.TABLE)
    assert planned([sitting(), sitting(9_000_002)], addresses, whole=True).of(Effect.ENDED) == ()


def test_a_list_of_a_new_term_ends_the_old_one_with_its_last_day() -> None:
    known = sitting(seats=(Seat(9, "BE", None, date(2019, 7, 2), None, row=1),))
    (entry,) = planned([known], a_list(row())).entries
    assert [(seat.term, seat.ends_on) for seat in entry.state.seats] == [(9, date(2024, 7, 15)), (10, None)]


def test_groups_come_from_one_source_and_addresses_from_another() -> None:
    address = row(sits=False, country=None, group=None, party_known=False, mailbox="ada@europarl.europa.eu")
    plan = planned([], a_list(row()), a_list(address, kind=Kind.TABLE))
    (entry,) = plan.entries
    assert (entry.state.mailbox, entry.state.groups[0].code) == ("ada@europarl.europa.eu", "SD")


def test_the_parliaments_word_counts_more_than_anybody_elses_and_the_other_is_a_conflict() -> None:
    plan = planned([], a_list(row(group="ECR"), kind=Kind.TABLE), a_list(row(group="SD")))
    assert plan.entries[0].state.groups[0].code == "SD"
    assert [(each.conflict.clash, each.conflict.refused) for each in plan.conflicts] == [(Clash.GROUP, "ECR")]


def test_the_parliaments_own_list_corrects_a_country_and_an_office_does_not() -> None:
    (entry,) = planned([sitting()], a_list(row(country="NL"))).entries
    assert entry.state.seats == (Seat(10, "NL", "Example Party", BEGIN, None, row=1),)
    plan = planned([sitting()], a_list(row(country="NL"), kind=Kind.TABLE))
    assert plan.entries == ()
    assert [each.conflict.clash for each in plan.conflicts] == [Clash.COUNTRY]


def test_a_row_whose_number_belongs_to_somebody_else_is_left_out() -> None:
    """A mistyped number would send the signing link of one Member to another."""
    stranger = row(name=names.split("Zoë OTHER"), mailbox="zoe@europarl.europa.eu")
    plan = planned([sitting()], a_list(stranger, kind=Kind.TABLE))
    assert plan.entries == ()
    assert [each.conflict.clash for each in plan.conflicts] == [Clash.NAME]


@pytest.mark.parametrize("written", ["Jana TOOM", "EXAMPLE Ada", "Ada-Maria Example", "Ada EXEMPLE"])
def test_other_spellings_of_a_name_are_the_same_person(written: str) -> None:
    known = sitting(given="Yana", surname="TOOM") if "TOOM" in written else sitting()
    plan = planned([known], a_list(row(name=names.split(written)), kind=Kind.TABLE))
    assert plan.conflicts == ()


def test_a_mailbox_two_members_would_share_goes_to_neither() -> None:
    shared = "office@europarl.europa.eu"
    plan = planned([], a_list(row(mailbox=shared), row(9_000_002, mailbox=shared), kind=Kind.TABLE))
    assert [entry.state.mailbox for entry in plan.entries] == [None, None]
    assert [each.conflict.clash for each in plan.conflicts] == [Clash.SHARED_MAILBOX] * 2


def test_a_mailbox_that_belongs_to_another_member_is_not_taken() -> None:
    mine, other = sitting(), sitting(9_000_002, given="Bo")
    plan = planned([mine, other], a_list(row(mailbox=other.mailbox), kind=Kind.TABLE))
    assert plan.entries == ()
    assert len(plan.conflicts) == 1


def test_a_former_member_gets_no_mailbox() -> None:
    left = former()
    address = row(sits=False, country=None, group=None, mailbox="ada@europarl.europa.eu")
    assert planned([left], a_list(address, kind=Kind.TABLE)).entries == ()


def test_a_row_without_a_number_is_matched_by_address_or_by_the_one_name_that_fits() -> None:
    known = [sitting(), sitting(9_000_002, given="Bo", mailbox=None)]
    by_address = row(None, name=None, mailbox=known[0].mailbox, party="Another Party")
    by_name = row(None, name=names.split("EXAMPLE Bo"), mailbox="bo@europarl.europa.eu")
    plan = planned(known, a_list(by_address, by_name, kind=Kind.TABLE))
    changed = {entry.state.ep_id: [change.detail for change in entry.changes] for entry in plan.entries}
    assert changed == {9_000_001: [Detail.PARTY], 9_000_002: [Detail.MAILBOX]}


def test_a_row_that_fits_two_members_is_left_out() -> None:
    plan = planned([sitting(), sitting(9_000_002)], a_list(row(None), kind=Kind.TABLE))
    assert [each.conflict.clash for each in plan.conflicts] == [Clash.UNMATCHED]


def test_dates_of_another_source_fill_what_was_unknown() -> None:
    known = sitting(seats=(Seat(10, "BE", "P", None, None, row=1),), groups=(Span("SD", None, None, row=1),))
    dated = row(sits=False, group=None, mandates=(MandateRow(10, "BE", BEGIN),), groups=(Spell("SD", BEGIN),))
    (entry,) = planned([known], a_list(replace(dated, party_known=False), kind=Kind.HOWTHEYVOTE)).entries
    assert entry.state.seats == (Seat(10, "BE", "P", BEGIN, None, row=1),)
    assert entry.state.groups == (Span("SD", BEGIN, None, row=1),)


def test_an_ended_mandate_is_not_opened_again_by_an_open_row() -> None:
    left = former()
    dated = row(sits=False, group=None, party_known=False, mandates=(MandateRow(10, "BE", BEGIN),))
    plan = planned([left], a_list(dated, kind=Kind.PORTAL_DETAIL))
    assert plan.entries == ()
    assert [each.conflict.clash for each in plan.conflicts] == [Clash.MANDATE]


def test_whoever_comes_back_in_the_same_term_gets_a_second_mandate() -> None:
    left = sitting(seats=(Seat(10, "BE", None, BEGIN, date(2025, 1, 31), row=1),), mailbox=None)
    (entry,) = planned([left], a_list(row())).of(Effect.NEW)
    assert entry.state.seats[-1] == Seat(10, "BE", "Example Party", TODAY, None)


def test_an_older_list_does_not_overrule_a_newer_one() -> None:
    older = a_list(row(group="ECR"), as_of=TODAY - timedelta(days=90))
    known = sitting()
    plan = rules.plan({known.ep_id: known}, [older], day=TODAY - timedelta(days=90), newest=TODAY)
    assert plan.of(Effect.CHANGED) == ()
    assert [each.conflict.clash for each in plan.conflicts] == [Clash.GROUP]


def test_whom_a_newer_whole_list_no_longer_shows_an_older_list_does_not_bring_back() -> None:
    gone = Person(
        "line 9",
        9_000_001,
        names.split("Ada EXAMPLE"),
        sits=True,
        country="BE",
        mandates=(MandateRow(9, "BE", date(2019, 7, 2), date(2024, 7, 15)), MandateRow(10, "BE", BEGIN)),
        groups=(Spell("SD", date(2019, 7, 2)),),
        mailbox="ada@europarl.europa.eu",
    )
    older = Source(Kind.HOWTHEYVOTE, "members.csv", (gone,), date(2025, 9, 28))
    plan = planned([], whole_parliament(), older)
    state = next(entry.state for entry in plan.entries if entry.state.ep_id == gone.ep_id)
    assert not state.sits
    assert state.mailbox is None
    assert state.groups == (Span("SD", date(2019, 7, 2), date(2024, 7, 15)),)
    assert [each.conflict.clash for each in plan.conflicts] == [Clash.NEWER_KNOWN]


def test_a_list_of_an_ended_term_adds_history_and_ends_nobody_of_today() -> None:
    day = date(2017, 12, 17)
    known = sitting()
    then = a_list(row(country="BE", group="SD"), as_of=day)
    plan = rules.plan({known.ep_id: known, 9_000_002: sitting(9_000_002)}, [then], day=day, whole=True)
    (entry,) = plan.entries
    assert Seat(8, "BE", "Example Party", None, date(2019, 7, 1)) in entry.state.seats
    assert entry.state.sits
    assert entry.state.mailbox == known.mailbox


def test_an_earlier_list_of_a_term_shows_the_group_before_the_change() -> None:
    after = a_list(row(group="NI"), as_of=date(2019, 6, 1))
    first = rules.plan({}, [after], day=date(2019, 6, 1)).entries[0].state
    before = a_list(row(group="ECR"), as_of=date(2017, 12, 17))
    (entry,) = rules.plan({first.ep_id: first}, [before], day=date(2017, 12, 17)).entries

    def group(day: date) -> str:
        term = terms.on(day)
        assert term is not None
        span = timelines.on(entry.state.groups, Moment(day, term))
        return span.code if span else ""

    assert (group(date(2017, 12, 13)), group(date(2018, 6, 1))) == ("ECR", "NI")


def test_committees_an_office_lists_replace_those_of_before() -> None:
    known = sitting(committees=(Span("AFET", BEGIN, None, row=1), Span("DROI", BEGIN, None, row=2)))
    now = a_list(row(committees_now=(Spell("DROI"), Spell("LIBE", role="substitute"))), kind=Kind.TABLE)
    (entry,) = planned([known], now).entries
    assert entry.state.committees == (
        Span("AFET", BEGIN, YESTERDAY, row=1),
        Span("DROI", BEGIN, None, row=2),
        Span("LIBE", None, None, "substitute"),
    )


def test_two_lists_of_one_day_count_together() -> None:
    source = whole_parliament()
    halves = [replace(source, persons=source.persons[:300]), replace(source, persons=source.persons[300:])]
    moment = Moment(TODAY, terms.get(10))
    assert hearing.cover(halves, {}, moment).looks_whole
    assert not hearing.cover(halves[:1], {}, moment).looks_whole


GROUPS = st.sampled_from(["EPP", "SD", "RENEW", "NI"])
COUNTRIES = st.sampled_from(["BE", "EL", "FR"])
PEOPLE = st.integers(9_000_001, 9_000_005)
ROWS = st.builds(
    lambda ep_id, country, group, party, mailbox: row(
        ep_id, country=country, group=group, party=party, mailbox=f"{mailbox}@europarl.europa.eu" if mailbox else None
    ),
    PEOPLE,
    COUNTRIES,
    GROUPS,
    st.none() | st.just("Example Party"),
    st.none() | st.sampled_from("abc"),
)
LISTS = st.lists(ROWS, max_size=5, unique_by=lambda each: each.ep_id)
DAYS = st.dates(date(2024, 7, 17), TODAY)


def apply(roster: dict[int, State], persons: list[Person], day: date, whole: bool, newest: date | None) -> Plan:
    plan = rules.plan(roster, [a_list(*persons, as_of=day)], day=day, whole=whole, newest=newest)
    for entry in plan.entries:
        roster[entry.state.ep_id] = entry.state
    return plan


@given(st.lists(st.tuples(LISTS, DAYS, st.booleans()), max_size=4))
def test_taking_the_same_list_over_twice_changes_nothing_more(imports: list[tuple[list[Person], date, bool]]) -> None:
    roster: dict[int, State] = {}
    newest: date | None = None
    for persons, day, whole in imports:
        apply(roster, persons, day, whole, newest)
        assert apply(roster, persons, day, whole, newest).entries == ()
        newest = max(newest or day, day) if whole and persons else newest


@given(st.lists(st.tuples(LISTS, DAYS, st.booleans()), max_size=4))
def test_nothing_known_is_ever_lost(imports: list[tuple[list[Person], date, bool]]) -> None:
    roster: dict[int, State] = {}
    newest: date | None = None
    for persons, day, whole in imports:
        before = dict(roster)
        apply(roster, persons, day, whole, newest)
        for ep_id, state in before.items():
            after = roster[ep_id]
            assert len(after.seats) >= len(state.seats)
            assert len(after.groups) >= len(state.groups)
        newest = max(newest or day, day) if whole and persons else newest


@given(st.lists(st.tuples(LISTS, DAYS, st.booleans()), max_size=4))
def test_whoever_sits_not_has_no_mailbox_and_no_two_members_share_one(
    imports: list[tuple[list[Person], date, bool]],
) -> None:
    roster: dict[int, State] = {}
    newest: date | None = None
    for persons, day, whole in imports:
        apply(roster, persons, day, whole, newest)
        mailboxes = [state.mailbox for state in roster.values() if state.mailbox]
        assert len(set(mailboxes)) == len(mailboxes)
        assert all(state.sits for state in roster.values() if state.mailbox)
        for state in roster.values():
            for each in (*state.seats, *state.groups):
                assert each.starts_on is None or each.ends_on is None or each.starts_on <= each.ends_on
        newest = max(newest or day, day) if whole and persons else newest
