"""The PDF of a translation: marked, in its own script, with the countries in its language."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from campaign.delivering import assembly
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.signing import queries as signing
from campaign.translating import operations, queries
from campaign.translating.content import Block, Wording
from campaign.translating.models import TranslationRevision
from tests import factories
from tests.delivering.conftest import words
from tests.translating.rows import make_translation
from tests.translating.test_translating import publish_change

TEXTS = {
    "ru": ("Задержание Ильи Брандта", "Мы пишем вам об Илье Брандте.", "Бельгия"),
    "uk": ("Затримання Іллі Брандта", "Ми пишемо вам про Іллю Брандта.", "Бельгія"),
    "el": ("Κράτηση του Ίλια Μπραντ", "Σας γράφουμε για τον Ίλια Μπραντ.", "Βέλγιο"),
    "kk": ("Илья Брандттың қамауы", "Сізге Илья Брандт туралы жазамыз.", "Бельгия"),
    "ka": ("ილია ბრანდტის დაკავება", "გწერთ ილია ბრანდტის შესახებ.", "ბელგია"),
}


def closed(session: Session, language: str, now: datetime) -> tuple[Letter, TranslationRevision]:
    """A closed letter with one Belgian signatory and a published translation."""
    letter = factories.make_open_letter(session)
    by = letter.campaign.team[0].organiser
    subject, body, _country = TEXTS[language]
    wording = Wording(subject=subject, body=body, addressees=(Block(salutation=subject),))
    _translation, revision = make_translation(session, letter, by, wording, language)
    factories.make_signature(session, letter, factories.make_member(session, given="Vera", surname="STANDS"))
    drafting.close(session, letter, by=by, now=now)
    return letter, revision


def printed(session: Session, language: str, now: datetime, *, beside: bool) -> tuple[str, TranslationRevision]:
    letter, revision = closed(session, language, now)
    signatures = signing.standing_signatures(session, letter)
    return words(assembly.translation(letter, revision, signatures, beside=beside, is_draft=False, forms={})), revision


@pytest.mark.parametrize("language", TEXTS)
def test_a_translation_is_printed_in_its_script_with_its_countries(
    session: Session, now: datetime, language: str
) -> None:
    text, revision = printed(session, language, now, beside=False)
    subject, body, country = TEXTS[language]
    assert all(each in text for each in (subject, body, f"Vera STANDS ({country}, S&D)"))
    assert revision.revision.digest[:16] in text.replace(" ", "")


def test_a_translation_says_that_it_is_one(session: Session, now: datetime) -> None:
    text, _revision = printed(session, "ru", now, beside=False)
    assert "Перевод. Аутентичный текст: английский." in text
    assert "DRAFT" not in text


def test_both_texts_stand_beside_each_other(session: Session, now: datetime) -> None:
    text, _revision = printed(session, "ru", now, beside=True)
    assert "Detention of Ilja Brandt" in text
    assert "Мы пишем вам" in text
    assert "Перевод" in text
    assert "Vera STANDS (Belgium, S&D)" in text


def test_a_translation_that_is_out_of_date_is_not_printed(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    translation, _revision = make_translation(session, letter, letter.campaign.team[0].organiser)
    publish_change(session, letter, now)
    with pytest.raises(operations.CannotTranslate, match="out_of_date"):
        operations.to_print(queries.version_of(session, letter, translation.public_id))
