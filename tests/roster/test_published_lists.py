"""The published lists are read whole, merge on the person number and keep every quirk."""

from collections import Counter
from datetime import date
from itertools import pairwise

from sqlalchemy.orm import Session

from campaign.parliament import names
from campaign.roster import operations, queries, rules
from campaign.roster.states import Clash
from tests.conftest import NOON
from tests.roster.material import files_of, read

NOW = "ep_full_list_term10_2026-08-15_en.xml"
THEN = "ep_full_list_term8_2019_en.xml"
OFFICE = "mep_term8_2017-12-17_with_email.csv"
TABLES = "howtheyvote_2025-09-28"
AUGUST, JUNE, DECEMBER = date(2026, 8, 15), date(2019, 6, 20), date(2017, 12, 17)


def test_the_list_of_today_has_719_members() -> None:
    (source,) = read(*files_of(NOW), day=AUGUST)
    assert Counter(person.group for person in source.sitting) == {
        "EPP": 184, "SD": 135, "PFE": 85, "ECR": 84, "RENEW": 78, "GREENS": 53, "LEFT": 45, "NI": 28, "ESN": 27,
    }  # fmt: skip
    assert sum(person.party is None for person in source.sitting) == 16


def test_the_list_of_the_8th_term_has_748() -> None:
    (source,) = read(*files_of(THEN), day=JUNE)
    assert Counter(person.group for person in source.sitting) == {
        "EPP": 216, "SD": 184, "ECR": 77, "ALDE": 69, "GUENGL": 52, "GREENS": 52, "EFDD": 42, "ENF": 36, "NI": 20,
    }  # fmt: skip
    surnames = {str(person.name): person.name.surname for person in source.sitting if person.name}
    assert surnames["Johannes Cornelis van BAALEN"] == "van BAALEN"
    assert surnames["Ramon TREMOSA i BALCELLS"] == "TREMOSA i BALCELLS"
    assert surnames["William (The Earl of) DARTMOUTH"] == "DARTMOUTH"


def test_the_office_table_of_2017_needs_no_help() -> None:
    (source,) = read(*files_of(OFFICE), day=DECEMBER)
    assert len(source.sitting) == 750
    assert all(person.mailbox for person in source.persons)
    assert all(person.mailbox == person.mailbox.lower() for person in source.persons if person.mailbox)
    by_id = {person.ep_id: person for person in source.persons}
    assert (by_id[23791].group, by_id[124702].country) == ("ECR", "CZ")


def test_the_howtheyvote_tables_have_1268_persons_of_whom_719_sit() -> None:
    (source,) = read(*files_of(TABLES), day=AUGUST)
    assert (len(source.persons), len(source.sitting)) == (1268, 719)
    assert sum(1 for person in source.persons if person.mailbox) == 719
    assert sum(1 for person in source.persons if not person.groups) == 2


def test_the_portals_answers_are_read() -> None:
    listed, detailed = read(*files_of("ep_api_v2"), day=AUGUST)
    if not listed.sitting:
        listed, detailed = detailed, listed
    assert [str(person.name) for person in listed.sitting] == ["Tobiasz BOCHEŃSKI", "Lena DÜPONT", "Salvatore DE MEO"]
    assert [row.term for row in detailed.persons[0].mandates] == [9, 10]


def test_the_parliaments_own_order_is_ours_but_for_a_few_neighbours() -> None:
    for list_name, day, allowed in ((NOW, AUGUST, 12), (THEN, JUNE, 3)):
        (source,) = read(*files_of(list_name), day=day)
        keys = [
            names.sort_key(names.sort_name(person.name.surname, person.ep_id), person.name.given)
            for person in source.persons
            if person.name
        ]
        assert sum(one > other for one, other in pairwise(keys)) <= allowed


def test_719_members_get_their_groups_from_one_source_and_their_addresses_from_another(session: Session) -> None:
    files = files_of(NOW, TABLES)
    sources = read(*files, day=AUGUST)
    _, plan = operations.import_lists(session, sources, files=files, day=AUGUST, by="test", now=NOON)
    assert plan.is_whole
    shown = queries.members_on(session, AUGUST)
    assert len(shown) == 719
    assert sum(1 for place in shown if place.member.mailbox) == 708
    assert Counter(each.conflict.clash for each in plan.conflicts) == {Clash.NEWER_KNOWN: 11}
    assert queries.plan(session, sources, day=AUGUST).entries == ()


def test_the_signatories_of_2017_are_found_with_the_group_of_that_day(session: Session) -> None:
    for file, day in ((NOW, AUGUST), (THEN, JUNE), (OFFICE, DECEMBER)):
        files = files_of(file)
        operations.import_lists(session, read(*files, day=day), files=files, day=day, by="test", now=NOON)
    signed = date(2017, 12, 13)
    expected = {
        28306: "SD", 28424: "EPP", 124702: "EPP", 97136: "GREENS", 23791: "ECR", 124963: "SD", 124713: "EPP",
        96646: "GUENGL",
    }  # fmt: skip
    assert {ep_id: queries.group_on(session, ep_id, signed) for ep_id in expected} == expected
    assert queries.group_on(session, 23791, date(2018, 6, 1)) == "NI"
    assert all(queries.mandate_on(session, ep_id, signed) for ep_id in expected)
    sitting = {ep_id for ep_id in expected if queries.mandate_on(session, ep_id, AUGUST)}
    assert sitting == {124713}
    assert all(queries.mailbox_on(session, ep_id, AUGUST) is None for ep_id in set(expected) - sitting)
    for typed, ep_id in (("zdechovsky", 124713), ("Stetina", 124702)):
        found = queries.search(session, typed, AUGUST, former=True)
        assert [place.member.ep_id for place in found] == [ep_id]


def test_members_who_are_in_both_terms_are_one_person_under_one_number() -> None:
    (then,), (now,) = read(*files_of(THEN), day=JUNE), read(*files_of(NOW), day=AUGUST)
    first = {entry.state.ep_id: entry.state for entry in rules.plan({}, [then], day=JUNE).entries}
    plan = rules.plan(first, [now], day=AUGUST)
    both = [entry for entry in plan.entries if entry.state.ep_id in first]
    assert len(both) == 119
    assert all([seat.term for seat in entry.state.seats] == [8, 10] for entry in both)
    assert not plan.conflicts
