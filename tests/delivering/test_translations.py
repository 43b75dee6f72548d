"""A translation in print: marked in its own script, sealed beside the edition, never of a text that was changed."""

import io
import json
import re
from datetime import datetime, timedelta

import pikepdf
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import vault
from campaign.db import reading, transaction
from campaign.delivering import documents, languages, listing, operations, queries, sealing, translated
from campaign.delivering.listing import Names
from campaign.delivering.models import Audience, Channel, Edition, TranslatedEdition
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.journal import Event
from campaign.roster.models import NameForm
from campaign.signing import queries as signing
from campaign.signing.models import Signature
from campaign.translating import operations as translating
from campaign.translating import queries as translations
from campaign.translating.content import Block, Wording
from campaign.translating.models import TranslationRevision
from campaign.web.refusals import Refusal
from letters.checking import inspect
from letters.checks.report import Verdict
from letters.seals import keys
from tests import factories
from tests.delivering.conftest import Case, everything_in, words
from tests.translating.rows import FRENCH, digest, make_translation
from tests.translating.test_translating import publish_change

pytestmark = pytest.mark.one_engine
TEXTS = {
    "ru": ("Задержание Ильи Брандта", "Мы пишем вам об Илье Брандте.", "Бельгия"),
    "uk": ("Затримання Іллі Брандта", "Ми пишемо вам про Іллю Брандта.", "Бельгія"),
    "el": ("Κράτηση του Ίλια Μπραντ", "Σας γράφουμε για τον Ίλια Μπραντ.", "Βέλγιο"),
    "kk": ("Илья Брандттың қамауы", "Сізге Илья Брандт туралы жазамыз.", "Бельгия"),
    "ka": ("ილია ბრანდტის დაკავება", "გწერთ ილია ბრანდტის შესახებ.", "ბელგია"),
    "hy": ("Իլյա Բրանդտի ձերբակալումը", "Գրում ենք ձեզ Իլյա Բրանդտի մասին։", "Բելգիա"),
}
RUSSIAN = Wording(
    subject=TEXTS["ru"][0], body=TEXTS["ru"][1], closing="С уважением,", addressees=(Block(salutation="Господин,"),)
)


def drafted(session: Session, language: str, *, beside: bool) -> tuple[str, TranslationRevision]:
    """How a translation of a letter with one Belgian signatory would print."""
    letter = factories.make_open_letter(session)
    subject, body, _country = TEXTS[language]
    wording = Wording(subject=subject, body=body, addressees=(Block(salutation=subject),))
    _translation, revision = make_translation(session, letter, letter.campaign.team[0].organiser, wording, language)
    factories.make_signature(session, letter, factories.make_member(session, given="Vera", surname="STANDS"))
    signatures = signing.standing_signatures(session, letter)
    if beside:
        return words(translated.draft(letter, revision, signatures, Names(language=language), beside=True)), revision
    listed = listing.of(letter, signatures, names=Names(language=language))
    return words(documents.typeset(translated.document(letter, revision), signatures=listed)), revision


@pytest.mark.parametrize("language", TEXTS)
def test_a_translation_is_printed_in_its_script_with_its_countries(session: Session, language: str) -> None:
    text, revision = drafted(session, language, beside=False)
    subject, body, country = TEXTS[language]
    assert all(each in text for each in (subject, body, f"Vera STANDS ({country}, S&D)"))
    assert revision.digest[:16] in text.replace(" ", "")


def test_both_texts_stand_beside_each_other(session: Session) -> None:
    text, _revision = drafted(session, "ru", beside=True)
    assert "Detention of Ilja Brandt" in text
    assert "Мы пишем вам" in text
    assert "Перевод" in text
    assert "Vera STANDS (Belgium, S&D)" in text


def test_a_translation_that_is_out_of_date_is_not_printed(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    translation, _revision = make_translation(session, letter, letter.campaign.team[0].organiser)
    publish_change(session, letter, now)
    with pytest.raises(translating.CannotTranslate, match="out_of_date"):
        translating.to_print(translations.version_of(session, letter, translation.public_id))


def translate(case: Case, wording: Wording = RUSSIAN, language: str = "ru") -> None:
    """A finished translation of the closed letter."""
    with transaction() as session:
        make_translation(session, session.get_one(Letter, case.letter_id), case.organiser, wording, language)


def revise(case: Case, body: str) -> None:
    """Another wording of the Russian translation is published."""
    with transaction() as session:
        letter = session.get_one(Letter, case.letter_id)
        version = translations.versions(session, letter)[0]
        now, typed = {"by": case.organiser, "now": case.at(3)}, Wording(**{**vars(RUSSIAN), "body": body})
        translating.save(session, version.translation, typed, version=version.translation.version, **now)
        translating.publish(session, version.translation, digest=digest(session, version.translation), **now)


def made(case: Case, number: int = 1) -> dict[Audience, TranslatedEdition]:
    """The newest files of the translation that belong to this number."""
    query = select(TranslatedEdition).join(Edition).where(Edition.letter_id == case.letter_id, Edition.number == number)
    return {each.edition.audience: each for each in reading().scalars(query.order_by(TranslatedEdition.id))}


def test_every_finished_translation_is_sealed_with_the_edition_for_authority_and_public(case: Case) -> None:
    with transaction() as session:
        session.add(NameForm(ep_id=_ep_id(session, "ZUIDHOEK"), language="ru", given="Йон", surname="ЗЕЙДХУК"))
    translate(case)
    translate(case, FRENCH, "fr")
    edition = case.issue()
    assert (
        {each.edition.audience for each in _of(case, "ru")}
        == {Audience.ADDRESSEE, Audience.PUBLIC}
        == {each.edition.audience for each in _of(case, "fr")}
    )
    for each in _of(case, "ru"):
        pdf = vault.read(each.file_digest)
        text = words(pdf)
        for part in ("Перевод. Аутентичный текст: английский.", "Йон ЗЕЙДХУК", "Jon ZUIDHOEK", "Edition 1"):
            assert part in text, part
        assert edition.revision.digest in text.replace(" ", "")
        assert f"/check/{each.public_id}".encode() in everything_in(pdf)
        assert "DRAFT" not in text
    event = reading().scalars(select(Event).where(Event.kind == "translation.issued")).all()[-1]
    assert {each.file_digest for each in _of(case, "ru")} == set(event.facts["files"].values())


def test_the_list_inside_names_the_text_that_was_signed_and_the_directorys_names(case: Case, now: datetime) -> None:
    with transaction() as session:
        session.add(NameForm(ep_id=_ep_id(session, "ZUIDHOEK"), language="ru", given="Йон", surname="ЗЕЙДХУК"))
    translate(case)
    edition = case.issue()
    pdf = vault.read(made(case)[Audience.PUBLIC].file_digest)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        listed = json.loads(opened.Root.AF[0].EF.F.read_bytes())
    assert listed["translation_of"] == {"language": "en", "sha256": edition.revision.digest}
    assert listed["revision"]["sha256"] == made(case)[Audience.PUBLIC].translated.digest
    assert [each["surname"] for each in listed["signatories"]] == ["ACKERSTEIN", "KARAMOUTSOS", "ZUIDHOEK"]
    assert [each.get("printed_as") for each in listed["signatories"]] == [None, None, "Йон ЗЕЙДХУК"]
    trusted = frozenset({keys.fingerprint(sealing.sealer(now=now).certificate)})
    assert inspect(pdf, now=now + timedelta(days=1), fingerprints=trusted).verdict is Verdict.GENUINE


def test_the_public_translation_holds_no_mail_address_and_no_evidence(case: Case) -> None:
    translate(case)
    case.issue()
    for audience, each in made(case).items():
        content = everything_in(vault.read(each.file_digest))
        assert b"198.51.100" not in content
        assert b"europarl.europa.eu" not in content
        addresses = re.findall(rb"[\w.+-]+@[\w-]+\.example", content)
        assert bool(addresses) == (audience is Audience.ADDRESSEE)


def test_a_new_edition_has_new_translations_with_the_note_and_without_the_name(case: Case) -> None:
    translate(case)
    case.deliver(case.issue(), days=1)
    case.withdraw("KARAMOUTSOS", days=2)
    case.sign_late("WESTERLUND", days=3)
    case.issue(days=4)
    assert len({each.public_id for number in (1, 2) for each in made(case, number).values()}) == 4
    text = words(vault.read(made(case, 2)[Audience.PUBLIC].file_digest))
    assert "KARAMOUTSOS" not in text
    assert "WESTERLUND" in text
    assert "As delivered on" in text


def test_a_translation_out_of_date_is_never_made(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    by = letter.campaign.team[0].organiser
    make_translation(session, letter, by)
    publish_change(session, letter, now)
    factories.make_signature(session, letter, factories.make_member(session))
    drafting.close(session, letter, by=by, now=now)
    edition = operations.issue_edition(session, letter, by=by, now=now)
    assert queries.translations_of(session, [edition]) == []
    found = languages.standing(session, letter, [edition], is_true=True)
    assert [each.translation.language for each in found.out_of_date] == ["fr"]
    assert not found.can_be_made


def test_a_translation_finished_after_the_edition_is_made_beside_it(case: Case) -> None:
    case.issue()
    translate(case)
    issue_translations(case)
    issue_translations(case)  # nothing is made twice
    assert len(_of(case, "ru")) == 2


def test_a_revised_translation_is_made_again_and_the_newer_one_is_offered(case: Case) -> None:
    translate(case)
    case.issue()
    revise(case, "Мы снова пишем вам.")
    issue_translations(case)
    edition = queries.edition_of(reading(), reading().get_one(Letter, case.letter_id), _main(case))
    offered = queries.offered_translations(reading(), edition)
    assert ["Мы снова пишем вам." in words(vault.read(each.file_digest)) for each in offered] == [True]


def test_no_translation_is_added_to_an_edition_that_is_no_longer_true(case: Case) -> None:
    case.issue()
    case.withdraw("KARAMOUTSOS", days=1)
    translate(case)
    with pytest.raises(Refusal) as refused:
        issue_translations(case)
    assert "Issue a new one" in str(refused.value.sentence)


def test_a_translation_goes_only_with_its_own_edition(case: Case) -> None:
    translate(case)
    first = case.issue()
    case.sign_late("WESTERLUND", days=2)
    second = case.issue(days=3)
    with pytest.raises(Refusal) as refused, transaction() as session:
        operations.record_delivery(
            session,
            session.get_one(Edition, second.id),
            translations=queries.offered_translations(session, session.get_one(Edition, first.id)),
            addressee="Somebody",
            channel=Channel.BY_HAND,
            delivered_at=case.at(4),
            by=case.organiser,
            now=case.at(4),
        )
    assert refused.value.reason == "other_edition"


def issue_translations(case: Case) -> None:
    with transaction() as session:
        letter = session.get_one(Letter, case.letter_id)
        operations.issue_translations(session, letter, by=case.organiser, now=case.at(5))


def _of(case: Case, language: str) -> list[TranslatedEdition]:
    query = select(TranslatedEdition).join(Edition).where(Edition.letter_id == case.letter_id)
    return list(reading().scalars(query.where(TranslatedEdition.language == language)))


def _main(case: Case) -> str:
    return str(reading().scalar(select(Edition.public_id).where(Edition.letter_id == case.letter_id)))


def _ep_id(session: Session, surname: str) -> int:
    return int(session.scalars(select(Signature.ep_id).where(Signature.surname == surname)).one())
