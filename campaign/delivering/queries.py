"""Editions of a letter, what the next one would hold, and to whom they were delivered."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import case, select
from sqlalchemy.orm import Session, joinedload, selectinload

from campaign import clock
from campaign.delivering import rules, wording
from campaign.delivering.models import Audience, Delivery, Edition, TranslatedEdition
from campaign.delivering.rules import Departure, Stand
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.signing import queries as signing
from campaign.signing.models import Signature, Withdrawal
from campaign.translating.models import TranslationRevision
from campaign.web.refusals import NotFound


def editions_of(session: Session, letter: Letter) -> list[Edition]:
    """All editions, the latest number first, the addressee's before the others."""
    order = case({each: place for place, each in enumerate(Audience)}, value=Edition.audience)
    query = select(Edition).where(Edition.letter_id == letter.id).order_by(Edition.number.desc(), order)
    return list(session.scalars(query))


def latest_files(session: Session, letter: Letter) -> list[Edition]:
    """The files of the latest number, the addressee's first; none before an edition was issued."""
    found = editions_of(session, letter)
    return [each for each in found if each.number == found[0].number]


def edition_of(session: Session, letter: Letter, public_id: str) -> Edition:
    """One edition of this letter.

    Raises NotFound.
    """
    query = select(Edition).where(Edition.letter_id == letter.id, Edition.public_id == public_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound("edition", _("There is no such edition. Open the letter's PDF page and choose one there."))
    return found


def translated_edition_of(session: Session, letter: Letter, public_id: str) -> TranslatedEdition:
    """One file of this letter's editions in another language.

    Raises NotFound.
    """
    query = select(TranslatedEdition).join(TranslatedEdition.edition)
    found = session.scalar(query.where(Edition.letter_id == letter.id, TranslatedEdition.public_id == public_id))
    if found is None:
        raise NotFound("translation", _("There is no such PDF. Open the letter's PDF page and choose one there."))
    return found


def stand(session: Session, letter: Letter, *, with_autographs: bool = False) -> Stand:
    """What an edition issued now would hold: the standing signatures, the text, the notes."""
    revision = drafting.current_revision(session, letter)
    signatures = signing.standing_signatures(session, letter, with_autographs=with_autographs)
    standing = {each.public_id for each in signatures}
    gone = departures(session, letter, standing)
    return Stand(
        signatures=tuple(signatures),
        revision_id=revision.id if revision else None,
        notes=tuple(wording.departure(each, letter.language) for each in gone),
        departures=tuple(gone),
    )


def translations_of(session: Session, editions: Sequence[Edition]) -> list[TranslatedEdition]:
    """All files of these editions in other languages, by language, the newest first; those taken off too."""
    query = select(TranslatedEdition).where(TranslatedEdition.edition_id.in_([each.id for each in editions]))
    options = (
        joinedload(TranslatedEdition.edition),
        joinedload(TranslatedEdition.translated).joinedload(TranslationRevision.translation),
    )
    return list(
        session.scalars(
            query.options(*options).order_by(
                TranslatedEdition.language, TranslatedEdition.translated_id.desc(), TranslatedEdition.id
            )
        )
    )


def newest_translation(session: Session, made: TranslatedEdition) -> TranslatedEdition:
    """The newest file of the same edition in the same language: another one where the translation was revised."""
    same = [each for each in translations_of(session, [made.edition]) if each.language == made.language]
    return same[0]


def offered_translations(session: Session, edition: Edition) -> list[TranslatedEdition]:
    """What may be handed out together with this edition: the newest in each language, unless it was taken off."""
    newest: dict[str, TranslatedEdition] = {}
    for each in translations_of(session, [edition]):
        newest.setdefault(each.language, each)
    return [each for each in newest.values() if each.is_shown]


def deliveries_of(session: Session, letter: Letter) -> list[Delivery]:
    """All deliveries of the letter's editions, oldest first, with their editions."""
    query = select(Delivery).join(Delivery.edition).where(Edition.letter_id == letter.id)
    query = query.options(
        joinedload(Delivery.edition), joinedload(Delivery.recorded_by), selectinload(Delivery.translations)
    )
    return list(session.scalars(query.order_by(Delivery.delivered_at, Delivery.id)))


def departures(session: Session, letter: Letter, standing: set[str]) -> list[Departure]:
    """What went from each delivered list since, oldest delivery first; two queries."""
    by_number: dict[int, list[Delivery]] = defaultdict(list)
    for each in deliveries_of(session, letter):
        by_number[each.edition.number].append(each)
    gone = {name for found in by_number.values() for name in found[0].edition.signature_ids} - standing
    days = _days_gone(session, sorted(gone)) if gone else {}
    made = [_departure(found, days) for _number, found in sorted(by_number.items())]
    return [each for each in made if each is not None]


def _departure(deliveries: Sequence[Delivery], days: dict[str, date]) -> Departure | None:
    names = deliveries[0].edition.signature_ids
    delivered = [(clock.brussels_day(each.delivered_at), each.addressee) for each in deliveries]
    return rules.departure(names, delivered, [days[each] for each in names if each in days])


def _days_gone(session: Session, public_ids: Sequence[str]) -> dict[str, date]:
    """On which day each of these signatures stopped standing, in Brussels."""
    query = (
        select(Signature.public_id, Signature.lapsed_at, Withdrawal.hidden_at)
        .outerjoin(Withdrawal, Withdrawal.signature_id == Signature.id)
        .where(Signature.public_id.in_(public_ids))
    )
    found = {row.public_id: row.lapsed_at or row.hidden_at for row in session.execute(query)}
    return {public_id: clock.brussels_day(at) for public_id, at in found.items() if at is not None}
