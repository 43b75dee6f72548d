"""A Member's name as another language writes it: given by the operator, printed in translations, never made up."""

import pytest
from flask import Flask
from sqlalchemy import select

from campaign.db import reading, transaction
from campaign.delivering import listing
from campaign.organisers import operations as accounts
from campaign.parliament.names import PersonName
from campaign.roster import queries
from campaign.roster.models import Member, NameForm
from tests import factories
from tests.browser import Browser, Page


@pytest.fixture
def page(app: Flask, now: object) -> Page:
    """A Member's page, opened by an operator."""
    with transaction() as session:
        member = factories.make_member(session, given="Ada", surname="ALMBERG")
        operator = factories.make_organiser(session)
        accounts.make_operator(session, operator, now=factories.NOON)
    return Browser(app).logged_in(operator).open("roster.show", ep_id=member.ep_id)


def test_an_operator_gives_a_name_and_takes_it_back(page: Page) -> None:
    page = page.fill("Keep this name", language="ru", given="Ада", surname="АЛЬМБЕРГ")
    assert "русский (Russian)Ада АЛЬМБЕРГ" in page.text
    page = page.fill("Keep this name", language="ru", given="Ада", surname="АЛМБЕРГ")
    assert [each.surname for each in reading().scalars(select(NameForm))] == ["АЛМБЕРГ"]
    page.fill("Keep this name", language="ru", given="", surname="")
    assert list(reading().scalars(select(NameForm))) == []


def test_a_name_needs_its_language(page: Page) -> None:
    assert page.fill("Keep this name", surname="АЛЬМБЕРГ").errors == ["Choose the language."]


def test_others_read_the_names_and_change_none(app: Flask, page: Page) -> None:
    member = reading().scalars(select(Member.ep_id)).one()
    with transaction() as session:
        other = factories.make_organiser(session)
    seen = Browser(app).logged_in(other).open("roster.show", ep_id=member)
    assert "Keep this name" not in seen.text


def test_a_translation_prints_the_given_name_with_the_directorys_below(app: Flask) -> None:
    with transaction() as session:
        letter = factories.make_open_letter(session)
        member = factories.make_member(session, given="Ada", surname="ALMBERG", country="SE")
        session.add(NameForm(ep_id=member.ep_id, language="ru", given="Ада", surname="АЛЬМБЕРГ"))
        signature = factories.make_signature(session, letter, member)
        other = factories.make_signature(session, letter, factories.make_member(session, surname="TESTER"))
        forms = queries.name_forms(session, "ru", [member.ep_id, other.ep_id])
        assert forms == {member.ep_id: PersonName("Ада", "АЛЬМБЕРГ")}
        listed = listing.of(letter, [signature, other], names=listing.Names(language="ru", forms=forms))
    printed = [each for section in listed.sections for each in section.signatories]
    assert [(f"{each.given} {each.surname}", each.directory_name) for each in printed] == [
        ("Ада АЛЬМБЕРГ", ("Ada", "ALMBERG")),
        ("Ada TESTER", None),
    ]
