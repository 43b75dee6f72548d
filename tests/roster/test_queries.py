"""Who sat on a day; each question in a fixed number of queries."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from campaign.parliament import names
from campaign.roster import queries
from campaign.roster.models import CommitteeMembership, GroupMembership, Mandate, Member
from campaign.roster.queries import Wish
from tests import factories
from tests.conftest import NOON
from tests.queries import count_queries

TODAY = date(2026, 11, 23)


def add(session: Session, name: str, *, mandates: list[Mandate], groups: list[GroupMembership]) -> Member:
    split = names.split(name)
    ep_id = 9_500_000 + len(name) * 1000 + sum(map(ord, name)) % 1000
    member = Member(
        ep_id=ep_id,
        given=split.given,
        surname=split.surname,
        sort_name=split.surname,
        sort_key=names.sort_key(split.surname, split.given, ep_id),
        folded=names.search_text(split),
        mailbox=None,
        updated_at=NOON,
    )
    member.mandates.extend(mandates)
    member.groups.extend(groups)
    session.add(member)
    session.flush()
    return member


def sitting(session: Session, name: str, country: str = "BE") -> Member:
    return add(
        session,
        name,
        mandates=[Mandate(term=10, country=country, starts_on=date(2024, 7, 16))],
        groups=[GroupMembership(group_code="SD", starts_on=date(2024, 7, 16))],
    )


@pytest.mark.parametrize(
    ("day", "term", "group"),
    [
        (date(2019, 7, 1), 8, "ALDE"),
        (date(2019, 7, 2), None, "RENEW"),
        (date(2024, 7, 15), None, "RENEW"),
        (date(2024, 7, 16), 10, "RENEW"),
        (date(2026, 11, 22), 10, "RENEW"),
        (date(2026, 11, 23), 10, "NI"),
        (date(2014, 6, 30), None, "ALDE"),
    ],
)
def test_mandate_and_group_are_those_of_the_day(session: Session, day: date, term: int | None, group: str) -> None:
    member = add(
        session,
        "Ada EXAMPLE",
        mandates=[Mandate(term=8, country="BE", ends_on=date(2019, 7, 1)), Mandate(term=10, country="BE")],
        groups=[
            GroupMembership(group_code="RENEW", ends_on=date(2026, 11, 22)),
            GroupMembership(group_code="ALDE", ends_on=date(2019, 7, 1)),
            GroupMembership(group_code="NI", starts_on=TODAY),
        ],
    )
    mandate = queries.mandate_on(session, member.ep_id, day)
    assert (mandate.term if mandate else None) == term
    assert queries.group_on(session, member.ep_id, day) == group


def test_a_mandate_ends_with_its_last_day_and_the_mailbox_with_it(session: Session) -> None:
    member = factories.make_member(session)
    member.mandates[0].ends_on = date(2026, 11, 22)
    session.flush()
    assert queries.mailbox_on(session, member.ep_id, date(2026, 11, 22)) == member.mailbox
    assert queries.mailbox_on(session, member.ep_id, TODAY) is None


@pytest.mark.parametrize("typed", ["zdechovsky", "ZDECHOVSKÝ", "tomas zdech", "zdechovsky tomas"])
def test_search_folds_diacritics_and_takes_words_in_any_order(session: Session, typed: str) -> None:
    sitting(session, "Tomáš ZDECHOVSKÝ")
    sitting(session, "Ada OTHER")
    assert [place.member.surname for place in queries.search(session, typed, TODAY)] == ["ZDECHOVSKÝ"]


@pytest.mark.parametrize(
    ("typed", "found"), [("Stetina", "ŠTĚTINA"), ("thun", "THUN UND HOHENSTEIN"), ("damato", "D'AMATO")]
)
def test_search_finds_what_people_type(session: Session, typed: str, found: str) -> None:
    for name in ("Jaromír ŠTĚTINA", "Róża THUN UND HOHENSTEIN", "Rosa D'AMATO"):
        sitting(session, name)
    assert [place.member.surname for place in queries.search(session, typed, TODAY)] == [found]


def test_former_members_are_shown_only_when_asked_for(session: Session) -> None:
    sitting(session, "Ada EXAMPLE")
    add(
        session,
        "Bo FORMER",
        mandates=[Mandate(term=8, country="UK", ends_on=date(2019, 7, 1))],
        groups=[GroupMembership(group_code="ECR", ends_on=date(2019, 7, 1))],
    )
    assert [place.member.surname for place in queries.members_on(session, TODAY)] == ["EXAMPLE"]
    everyone = queries.members_on(session, TODAY, Wish(former=True))
    assert [(each.member.surname, each.sits, each.mandate.country, each.group) for each in everyone] == [
        ("EXAMPLE", True, "BE", "SD"),
        ("FORMER", False, "UK", "ECR"),
    ]


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (Wish(country="BE"), {"ONE"}),
        (Wish(group="EPP"), {"TWO"}),
        (Wish(party="Red"), {"ONE"}),
        (Wish(committee="DROI"), {"TWO"}),
        (Wish(country="BE", group="EPP"), set()),
        (Wish(text="tw"), {"TWO"}),
    ],
)
def test_members_are_chosen_by_country_group_party_committee_and_name(
    session: Session, wish: Wish, found: set[str]
) -> None:
    factories.make_member(session, surname="ONE", country="BE", group="SD", party="Red")
    two = factories.make_member(session, surname="TWO", country="FR", group="EPP", party="Blue")
    session.add(CommitteeMembership(ep_id=two.ep_id, committee="DROI", role="member", starts_on=date(2024, 7, 19)))
    session.add(CommitteeMembership(ep_id=two.ep_id, committee="AFET", role="member", ends_on=date(2025, 1, 31)))
    session.flush()
    assert {place.member.surname for place in queries.members_on(session, TODAY, wish)} == found
    assert queries.members_on(session, TODAY, Wish(committee="AFET")) == ()


def test_pages_hold_everybody_once(session: Session) -> None:
    for number in range(7):
        factories.make_member(session, surname=f"EXAMPLE{number}")
    pages = [queries.page_on(session, TODAY, Wish(), page=page, size=3) for page in (1, 2, 3)]
    assert [len(page.places) for page in pages] == [3, 3, 1]
    assert (pages[0].total, pages[0].pages) == (7, 3)
    assert len({place.member.ep_id for page in pages for place in page.places}) == 7


@pytest.mark.parametrize("asked", [0, -5, 99])
def test_a_page_that_is_not_there_is_the_nearest_one(session: Session, asked: int) -> None:
    factories.make_member(session)
    assert len(queries.page_on(session, TODAY, Wish(), page=asked).places) == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda session: queries.members_on(session, TODAY, Wish(text="e")),
        lambda session: queries.page_on(session, TODAY, Wish(former=True)),
        queries.states,
    ],
)
def test_seven_and_seventy_members_take_the_same_number_of_queries(
    session: Session, ask: Callable[[Session], object]
) -> None:
    def queries_with(number: int) -> int:
        for _ in range(number):
            factories.make_member(session)
        session.expire_all()
        with count_queries() as statements:
            ask(session)
        return len(statements)

    assert queries_with(7) == queries_with(63)
