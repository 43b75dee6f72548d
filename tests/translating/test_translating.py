"""Translations beside the authentic text: own digest, marked, out of date when the authentic text changes."""

import hashlib
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.db import transaction
from campaign.drafting import content as drafted
from campaign.drafting import draft as drafts
from campaign.drafting import glyphs, saving
from campaign.drafting.models import Letter, RevisionKind
from campaign.organisers.models import Organiser
from campaign.revising import operations as revising
from campaign.revising import queries as changes
from campaign.translating import content as contents
from campaign.translating import operations, queries, rules, words
from campaign.translating.content import Block, Wording
from campaign.translating.operations import CannotTranslate
from campaign.translating.rules import Standing
from tests import factories
from tests.browser import Browser
from tests.translating.rows import FRENCH, digest, make_translation


def publish_change(session: Session, letter: Letter, now: datetime) -> None:
    """The authentic text gets a new revision."""
    by = letter.campaign.team[0].organiser
    saving.prepare_change(session, letter, by=by, now=now)
    draft = replace(drafts.of_letter(letter), body="Another text altogether.")
    saving.save(session, letter, draft, version=letter.version, by=by, now=now)
    prepared = changes.prepared(session, letter)
    assert prepared is not None
    read = {"over": prepared.current.digest, "read": drafted.digest(prepared.after)}
    revising.publish(session, letter, RevisionKind.MATERIAL, "New facts.", **read, by=by, now=now)


def test_a_translation_says_whose_it_is_before_anything_else(session: Session) -> None:
    letter = factories.make_open_letter(session)
    _translation, revision = make_translation(session, letter, letter.campaign.team[0].organiser)
    authentic = queries.authentic(session, letter)[1]
    assert authentic is not None
    start = f"Undersigned translation text, format 1\nAuthentic text, SHA-256\n  {authentic.digest}\nLanguage\n  fr\n"
    assert revision.text.startswith(start)
    assert revision.digest == hashlib.sha256(revision.text.encode()).hexdigest() != authentic.digest


def test_what_is_not_translated_stands_as_in_the_authentic_text(session: Session) -> None:
    letter = factories.make_open_letter(session)
    _translation, revision = make_translation(session, letter, letter.campaign.team[0].organiser)
    content = drafted.from_dict(revision.content)
    assert content.addressees[0].name == "H.E. Mr Anton Varga"
    assert content.addressees[0].office == "Président de la Sarovie"
    assert content.dated == "23 novembre 2026"


def test_a_new_authentic_text_makes_every_translation_out_of_date_until_it_is_confirmed(
    session: Session, now: datetime
) -> None:
    letter = factories.make_open_letter(session)
    by = letter.campaign.team[0].organiser
    translation, before = make_translation(session, letter, by)
    make_translation(session, letter, by, language="it")
    publish_change(session, letter, now)
    assert {each.standing for each in queries.versions(session, letter)} == {Standing.OUT_OF_DATE}
    confirmed = operations.publish(session, translation, digest=digest(session, translation), by=by, now=now)
    assert confirmed.digest != before.digest
    standings = {each.translation.language: each.standing for each in queries.versions(session, letter)}
    assert standings == {"fr": Standing.CURRENT, "it": Standing.OUT_OF_DATE}


def test_a_translation_is_published_only_as_it_was_looked_at(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    by = letter.campaign.team[0].organiser
    translation, _revision = make_translation(session, letter, by)
    looked_at = digest(session, translation)
    publish_change(session, letter, now)
    with pytest.raises(CannotTranslate) as refused:
        operations.publish(session, translation, digest=looked_at, by=by, now=now)
    assert refused.value.reason is rules.Why.CHANGED


def test_an_empty_translation_is_not_published(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    by = letter.campaign.team[0].organiser
    translation = operations.begin(session, letter, "fr", by=by, now=now)
    with pytest.raises(CannotTranslate) as refused:
        operations.publish(session, translation, digest=digest(session, translation), by=by, now=now)
    assert refused.value.reason is rules.Why.NOT_READY


@pytest.mark.parametrize(("language", "why"), [("en", rules.Why.SAME_LANGUAGE), ("fr", rules.Why.THERE_ALREADY)])
def test_there_is_one_text_in_each_language(session: Session, now: datetime, language: str, why: rules.Why) -> None:
    letter = factories.make_open_letter(session)
    by = letter.campaign.team[0].organiser
    make_translation(session, letter, by)
    with pytest.raises(CannotTranslate) as refused:
        operations.begin(session, letter, language, by=by, now=now)
    assert refused.value.reason is why


def test_the_mark_names_the_authentic_language_in_the_translations_own() -> None:
    assert words.mark("ru", "en") == "Перевод. Аутентичный текст: английский."
    assert words.mark("hu", "fr") == "Fordítás. Hiteles szöveg: francia."
    assert words.mark("sq", "fr") == "Translation; the French text is authentic."


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("ru", "Освободите Илью Брандта."),
        ("uk", "Звільніть Іллю Брандта, його їжа і ґрати."),
        ("el", "Απελευθερώστε τον Ίλια Μπραντ."),
        ("kk", "Илья Брандтты босатыңыз: Ә Ғ Қ Ң Ө Ұ Ү Һ І."),
        ("ka", "გაათავისუფლეთ ილია ბრანდტი."),
    ],
)
def test_every_script_of_the_addressees_can_be_printed(app: Flask, language: str, body: str) -> None:
    assert glyphs.missing(body) == []


def test_paragraphs_are_set_beside_each_other_and_a_missing_one_shows() -> None:
    assert contents.pairs("One.\n\nTwo.\n\nThree.", "Un.\n\nDeux.") == [
        ("One.", "Un."),
        ("Two.", "Deux."),
        ("Three.", ""),
    ]


@pytest.fixture
def letter_id(app: Flask, organiser: Organiser) -> str:
    with transaction() as session:
        return factories.make_open_letter(session, factories.make_campaign(session, organiser)).public_id


def test_a_translation_is_written_and_published_in_the_browser(organiser_browser: Browser, letter_id: str) -> None:
    page = organiser_browser.open("translating.index", letter_id=letter_id)
    page = page.fill("Start a translation", language="fr")
    page = page.fill("Save", subject="Sujet", body="Le texte.", **{"addressees-0-office": "Président"})
    page = page.press("Publish the translation")
    assert "published" in page.text
    shown = page.follow("français").follow("As readers see it")
    assert "Traduction. Texte faisant foi : anglais." in shown.text
    assert "Le texte." in shown.text


def test_typed_text_is_never_written_over(organiser_browser: Browser, letter_id: str) -> None:
    page = organiser_browser.open("translating.index", letter_id=letter_id).fill("Start a translation", language="fr")
    stale = organiser_browser.get(page.path)
    page.fill("Save", body="Le premier.")
    answer = stale.fill("Save", body="Le second.")
    assert answer.status == 409
    assert "Le premier." in answer.text
    assert "Saved." in answer.press("Save").text


def test_the_signing_page_leads_to_translations_and_says_they_are_not_signed(app: Flask) -> None:
    with transaction() as session:
        invitation, secret = factories.make_invitation(session)
        make_translation(session, invitation.letter, invitation.letter.campaign.team[0].organiser)
    page = Browser(app).open("signing.read", secret=secret)
    assert "Translations to read; they are not what is signed: français" in page.text
    read = page.follow("français")
    assert "Set-Cookie" not in read.response.headers


def test_a_translation_taken_off_is_reached_by_nobody(app: Flask, organiser: Organiser, letter_id: str) -> None:
    with transaction() as session:
        letter = session.scalars(select(Letter)).one()
        translation, revision = make_translation(session, letter, organiser)
        operations.take_off(session, translation, by=organiser, now=factories.NOON)
        address = revision.public_id
    assert Browser(app).open("translating.read", translated_id=address).status == 404


def test_block_of_an_addressee_that_is_no_more_is_left_out(session: Session) -> None:
    letter = factories.make_open_letter(session)
    authentic, _revision = queries.authentic(session, letter)
    more = replace(FRENCH, addressees=(*FRENCH.addressees, Block(name="Personne")))
    assert len(contents.of(authentic, more, "fr").addressees) == 1
    assert contents.of(authentic, Wording(), "fr").addressees[0].office == "President of Sarovia"
