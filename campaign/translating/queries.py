"""A letter's translations and where they stand."""

from dataclasses import dataclass

from babel import Locale
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from campaign.drafting import content as contents
from campaign.drafting import queries as drafting
from campaign.drafting.content import Content
from campaign.drafting.models import Letter, LetterState, Revision
from campaign.translating import rules
from campaign.translating.models import Translation, TranslationRevision
from campaign.translating.rules import Standing
from campaign.web.refusals import NotFound


@dataclass(frozen=True)
class Version:
    """One translation of a letter, with its latest revision."""

    translation: Translation
    latest: TranslationRevision | None
    standing: Standing

    @property
    def name(self) -> str:
        """The language's name in itself."""
        return language_name(self.translation.language, self.translation.language)


def language_name(code: str, language: str) -> str:
    """The name of the language `code` in another one."""
    return Locale.parse(code).get_display_name(language) or code


def versions(session: Session, letter: Letter) -> list[Version]:
    """All translations of the letter, by language; three queries, however many they are."""
    query = select(Translation).where(Translation.letter_id == letter.id).options(selectinload(Translation.revisions))
    current = drafting.current_revision(session, letter)
    return [_version(each, current) for each in session.scalars(query.order_by(Translation.language))]


def published(session: Session, letter: Letter) -> list[Version]:
    """Those that readers see: published, and not taken off; each says whether it is out of date."""
    shown = (Standing.CURRENT, Standing.OUT_OF_DATE)
    return [each for each in versions(session, letter) if each.standing in shown]


def version_of(session: Session, letter: Letter, public_id: str) -> Version:
    """One translation of this letter.

    Raises NotFound.
    """
    query = select(Translation).where(Translation.letter_id == letter.id, Translation.public_id == public_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound("translation", _("There is no such translation. Choose one from the letter's list."))
    return _version(found, drafting.current_revision(session, letter))


def revision_by(session: Session, public_id: str) -> tuple[TranslationRevision, Standing]:
    """A frozen translation by its number, and whether it is current; an earlier revision is out of date.

    Raises NotFound, also for one that was taken off.
    """
    query = select(TranslationRevision).where(TranslationRevision.public_id == public_id)
    options = joinedload(TranslationRevision.translation), joinedload(TranslationRevision.revision)
    found = session.scalar(query.options(*options))
    if found is None or found.translation.taken_off_at is not None:
        raise NotFound("translation", _("There is no such text. Check the address."))
    current = drafting.current_revision(session, found.translation.letter)
    is_latest = found is found.translation.revisions[0]
    return found, rules.standing(found.translation, found, current) if is_latest else Standing.OUT_OF_DATE


def authentic(session: Session, letter: Letter) -> tuple[Content, Revision | None]:
    """The text that is translated: the one that is signed now, or the draft before there is one."""
    revision = drafting.current_revision(session, letter)
    if revision is None or letter.state is LetterState.DRAFT:
        return contents.of_letter(letter), None
    return contents.of_revision(revision), revision


def _version(translation: Translation, current: Revision | None) -> Version:
    latest = translation.revisions[0] if translation.revisions else None
    return Version(translation, latest, rules.standing(translation, latest, current))
