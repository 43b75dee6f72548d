"""The order of names under a letter, and each name's line."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy.orm import Session

from campaign.drafting.models import Initiator, Letter, ListOrder
from campaign.parliament import countries, groups
from campaign.roster import queries as roster
from campaign.signing import lines, printing, queries
from campaign.signing.models import Assurance, Signature
from letters.document import SignatoryLine, Words
from letters.wording import line_of
from tests import factories
from tests.queries import count_queries

NUMBERS = count(1)
PEOPLE = [
    # given, surname, country, group
    ("Ana", "ZELENÁ", "SK", "NI"),
    ("Bo", "ÅBERG", "SE", "EPP"),
    ("Cora", "VAN DEN BERG", "BE", "GREENS"),
    ("Dan", "ŠIMEK", "CZ", "SD"),
]


def put_signature(session: Session, letter: Letter, **changes: Any) -> Signature:
    """A signature as its row stands, without the act."""
    member = changes.pop("member", None) or factories.make_member(session, **changes)
    revision = letter.revisions[0]
    row = Signature(
        letter_id=letter.id,
        revision=revision,
        ep_id=member.ep_id,
        signed_at=factories.NOON,
        assurance=Assurance.LINK,
        given=member.given,
        surname=member.surname,
        sort_name=member.sort_name,
        sort_key=member.sort_key,
        country=member.mandates[0].country,
        group_code=member.groups[0].group_code,
        consent_version="test",
        evidence={},
    )
    session.add(row)
    session.flush()
    return row


@pytest.fixture
def letter(session: Session) -> Letter:
    made = factories.make_open_letter(session)
    for given, surname, country, group in PEOPLE:
        put_signature(session, made, given=given, surname=surname, country=country, group=group)
    return made


@pytest.mark.parametrize(
    ("order", "surnames"),
    [
        (ListOrder.ALPHABETICAL, "ÅBERG ŠIMEK VAN-DEN-BERG ZELENÁ"),
        (ListOrder.COUNTRY_PROTOCOL, "VAN-DEN-BERG ŠIMEK ZELENÁ ÅBERG"),
        (ListOrder.COUNTRY_ALPHABET, "VAN-DEN-BERG ŠIMEK ZELENÁ ÅBERG"),
        (ListOrder.GROUP_SIZE, "ÅBERG ŠIMEK VAN-DEN-BERG ZELENÁ"),
        (ListOrder.GROUP_ALPHABET, "ÅBERG ŠIMEK VAN-DEN-BERG ZELENÁ"),
    ],
)
def test_names_stand_in_the_order_of_the_list(session: Session, letter: Letter, order: str, surnames: str) -> None:
    letter.list_order = ListOrder(order)
    printed = [each.surname.replace(" ", "-") for each in queries.standing_signatures(session, letter)]
    assert " ".join(printed) == surnames


def test_countries_stand_in_the_alphabet_of_the_letters_language(session: Session, letter: Letter) -> None:
    letter.list_order, letter.language = ListOrder.COUNTRY_ALPHABET, "fr"
    printed = [each.country for each in queries.standing_signatures(session, letter)]
    assert printed == ["BE", "SK", "SE", "CZ"]  # Belgique, Slovaquie, Suède, Tchéquie


def _make_initiators(session: Session, letter: Letter) -> None:
    standing = queries.standing_signatures(session, letter)
    for position, signature in enumerate([standing[3], standing[1]]):
        letter.initiators.append(Initiator(ep_id=signature.ep_id, position=position))
    session.flush()


def test_initiators_stand_first_in_their_own_order(session: Session, letter: Letter) -> None:
    _make_initiators(session, letter)
    printed = [each.surname for each in queries.standing_signatures(session, letter)]
    assert printed == ["ZELENÁ", "ŠIMEK", "ÅBERG", "VAN DEN BERG"]


def test_initiators_stand_among_the_others_when_the_letter_says_so(session: Session, letter: Letter) -> None:
    _make_initiators(session, letter)
    letter.initiators_first = False
    assert queries.standing_signatures(session, letter)[0].surname == "ÅBERG"


def test_a_hidden_name_is_on_no_list(session: Session, letter: Letter) -> None:
    hidden = queries.standing_signatures(session, letter)[0]
    hidden.standing = None
    session.flush()
    assert hidden not in queries.standing_signatures(session, letter)


def test_a_longer_list_takes_no_more_queries(session: Session, letter: Letter) -> None:
    def counted() -> int:
        session.flush()
        session.expire_all()
        with count_queries() as asked:
            for each in queries.standing_signatures(session, letter, with_autographs=True):
                assert each.autograph is None
        return len(asked)

    few = counted()
    for _number in range(20):
        put_signature(session, letter)
    assert counted() == few


@pytest.mark.parametrize("form", lines.FORMATS)
def test_the_page_prints_a_name_as_the_pdf_does(session: Session, form: Any) -> None:
    member = factories.make_member(session, given="Róża", surname="THUN UND HOHENSTEIN", country="PL", group="EPP")
    mandate = roster.mandate_on(session, member.ep_id, factories.NOON.date())
    assert mandate is not None
    person = lines.snapshot(member, mandate, "EPP")
    line = SignatoryLine(
        ep_id=member.ep_id,
        given=person.given,
        surname=person.surname,
        country_code=person.country,
        country=countries.get(person.country).label("fr"),
        group_code=person.group_code,
        group=groups.get(person.group_code).official,
        party=person.party,
    )
    set_in_pdf = " ".join(line_of(line, form, Words()))
    assert lines.printed_line(person, form, language="fr", on=factories.NOON.date()) == set_in_pdf


def test_a_country_is_called_as_it_was_on_the_day_of_signing(session: Session) -> None:
    member = factories.make_member(session, given="Jan", surname="NOVÁK", country="CZ", group="EPP")
    person = lines.snapshot(member, member.mandates[0], "EPP")
    assert "Czech Republic" in lines.printed_line(person, "A", language="en", on=date(2015, 5, 1))


def test_a_signature_after_the_close_is_late(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    early = factories.make_signature(session, letter, signed_at=now)
    assert printing.split(letter, [early]) == ([early], [])
    letter.closed_at = now
    late = factories.make_signature(session, letter, signed_at=now + timedelta(seconds=1))
    assert printing.split(letter, [late, early]) == ([early], [late])
