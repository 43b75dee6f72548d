"""A translation is begun, saved, published for one authentic text, confirmed for the next, taken off."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from campaign import journal
from campaign.drafting import content as drafted
from campaign.drafting import glyphs
from campaign.drafting import operations as drafting
from campaign.drafting import rules as drafting_rules
from campaign.drafting.content import Content
from campaign.drafting.models import Letter
from campaign.drafting.rules import Problem
from campaign.organisers.models import Organiser
from campaign.parliament import languages
from campaign.translating import content as contents
from campaign.translating import queries, rules
from campaign.translating.content import Block, Wording
from campaign.translating.models import Translation, TranslationRevision
from campaign.translating.queries import Version
from campaign.translating.rules import Standing, Why
from campaign.web.refusals import Refusal

SENTENCES = {
    Why.NO_AUTHENTIC_TEXT: _("Open the letter first: a translation is published beside the text that Members sign."),
    Why.SAME_LANGUAGE: _("The letter itself is in this language. Choose another one."),
    Why.THERE_ALREADY: _("There is a translation into this language already. Go on with that one."),
    Why.NOT_READY: _("The translation is not complete yet. The list beside it says what is missing."),
    Why.CHANGED: _("One of the two texts was changed meanwhile. Compare them once more."),
    Why.OUT_OF_DATE: _(
        "Only a published translation of the text that is signed now is printed. Publish, confirm or revise it first."
    ),
    Why.NOT_PUBLISHED: _("This translation is shown to nobody. There is nothing to take off."),
}


class CannotTranslate(Refusal):
    """The translation does not stand where this act is possible."""

    def __init__(self, reason: Why) -> None:
        """Give the reason its sentence."""
        super().__init__(reason, SENTENCES[reason])


def begin(session: Session, letter: Letter, language: str, *, by: Organiser, now: datetime) -> Translation:
    """An empty translation into this language; the caller commits. Raises CannotTranslate with the reason."""
    drafting.locked(session, letter)
    if not rules.may_have_translations(letter.state) or language not in languages.CODES:
        raise CannotTranslate(Why.NO_AUTHENTIC_TEXT)
    authentic, _revision = queries.authentic(session, letter)
    if language == authentic.language:
        raise CannotTranslate(Why.SAME_LANGUAGE)
    if any(each.translation.language == language for each in queries.versions(session, letter)):
        raise CannotTranslate(Why.THERE_ALREADY)
    empty = Wording(addressees=tuple(Block() for _each in authentic.addressees))
    translation = Translation(letter=letter, language=language, written=contents.to_dict(empty), saved_at=now)
    translation.saved_by_id = by.id
    session.add(translation)
    session.flush()
    facts = {"translation": translation.public_id, "language": language, "by": by.public_id}
    journal.record(session, "translation.started", letter.public_id, now=now, **facts)
    return translation


def save(
    session: Session, translation: Translation, wording: Wording, *, version: int, by: Organiser, now: datetime
) -> bool:
    """Write what was typed unless somebody saved since `version`; the caller commits. False when somebody did."""
    drafting.locked(session, translation.letter)
    session.refresh(translation)
    typed = contents.to_dict(wording)
    if contents.from_dict(translation.written) == wording:
        return True
    if translation.version != version:
        return False
    translation.written, translation.version = typed, translation.version + 1
    translation.saved_at, translation.saved_by_id = now, by.id
    session.flush()
    return True


def problems(content: Content, now: datetime) -> list[Problem]:
    """What keeps this translation from being published."""
    return rules.lacking(drafting_rules.problems(content, now, now=now, missing_glyphs=glyphs.missing))


def publish(
    session: Session, translation: Translation, *, digest: str, by: Organiser, now: datetime
) -> TranslationRevision:
    """Freeze the translation, or confirm it unchanged, for the authentic text of now; the caller commits.

    `digest` is that of the text the organiser looked at. Raises CannotTranslate with the reason.
    """
    letter = translation.letter
    drafting.locked(session, letter)
    authentic, revision = queries.authentic(session, letter)
    if revision is None:
        raise CannotTranslate(Why.NO_AUTHENTIC_TEXT)
    content = contents.of(authentic, contents.from_dict(translation.written), translation.language)
    if problems(content, now):
        raise CannotTranslate(Why.NOT_READY)
    text = contents.canonical_text(content, revision.digest)
    if contents.digest(text) != digest:
        raise CannotTranslate(Why.CHANGED)
    latest = translation.revisions[0] if translation.revisions else None
    translation.taken_off_at = None
    if latest is not None and latest.digest == digest:
        return latest
    frozen = TranslationRevision(
        number=latest.number + 1 if latest else 1,
        revision_id=revision.id,
        text=text,
        digest=digest,
        content=drafted.to_dict(content),
        frozen_at=now,
        frozen_by_id=by.id,
    )
    translation.revisions.insert(0, frozen)
    session.flush()
    facts = {"translation": translation.public_id, "language": translation.language, "authentic": revision.digest}
    journal.record(session, "translation.published", letter.public_id, now=now, digest=digest, by=by.public_id, **facts)
    return frozen


def take_off(session: Session, translation: Translation, *, by: Organiser, now: datetime) -> None:
    """Show the translation to nobody any more, until it is published again; the caller commits.

    Raises CannotTranslate when it was not published.
    """
    drafting.locked(session, translation.letter)
    if not translation.revisions or translation.taken_off_at is not None:
        raise CannotTranslate(Why.NOT_PUBLISHED)
    translation.taken_off_at = now
    session.flush()
    facts = {"translation": translation.public_id, "by": by.public_id}
    journal.record(session, "translation.taken_off", translation.letter.public_id, now=now, **facts)


def to_print(version: Version) -> TranslationRevision:
    """The frozen text of this translation. Raises CannotTranslate where it is not of the authentic text of now."""
    if version.latest is None or version.standing is not Standing.CURRENT:
        raise CannotTranslate(Why.OUT_OF_DATE)
    return version.latest
