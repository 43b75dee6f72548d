"""An edition in its other languages: which files are due, and how they are made.

Only a translation of the very text that the edition prints is ever made, so that none says what nobody signed.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from campaign import clock, journal, tokens, vault
from campaign.delivering import assembly, pictures, queries, sealing, wording
from campaign.delivering.assembly import Issue
from campaign.delivering.listing import Names
from campaign.delivering.models import Audience, Edition, TranslatedEdition
from campaign.delivering.rules import Stand
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.roster import queries as roster
from campaign.signing import remarks
from campaign.translating import queries as translating
from campaign.translating.models import TranslationRevision
from campaign.translating.queries import Version
from campaign.translating.rules import Standing

AUDIENCES = (Audience.ADDRESSEE, Audience.PUBLIC)
"""Translations are for readers; the archive keeps these files and needs none of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """How the letter's translations stand beside its latest edition."""

    due: tuple[Version, ...] = ()
    """Published since that edition was made, or to be made with the next one."""
    out_of_date: tuple[Version, ...] = ()
    """Of an earlier text: no file is made until somebody confirms or revises them."""
    unpublished: tuple[Version, ...] = ()
    can_be_made: bool = False
    """Whether what is due can be made beside the latest edition, without a new one."""


def standing(session: Session, letter: Letter, editions: Sequence[Edition], *, is_true: bool) -> Languages:
    """The translations by what is to be done; `is_true` while the latest edition, whose files are given, holds."""
    made = {each.translated_id for each in queries.translations_of(session, editions)} if is_true else set()
    by_standing = defaultdict(list)
    for each in translating.versions(session, letter):
        by_standing[each.standing].append(each)
    due = [each for each in by_standing[Standing.CURRENT] if each.latest and each.latest.id not in made]
    return Languages(
        due=tuple(due),
        out_of_date=tuple(by_standing[Standing.OUT_OF_DATE]),
        unpublished=tuple(by_standing[Standing.DRAFT]),
        can_be_made=bool(due and editions and is_true),
    )


def _due(session: Session, letter: Letter, editions: Sequence[Edition]) -> list[TranslationRevision]:
    """The published translations of the text of now that the files of the latest number, given here, lack."""
    found = standing(session, letter, editions, is_true=True)
    return [each.latest for each in found.due if each.latest is not None]


def issue(
    session: Session, letter: Letter, editions: Sequence[Edition], stand: Stand, *, by: Organiser, now: datetime
) -> list[TranslatedEdition]:
    """Typeset and seal every translation that is due beside these files of one number; the caller commits.

    The caller holds the letter, and `stand` is what the files print. Raises Refusal where one cannot be printed.
    """
    return [
        each
        for translated in _due(session, letter, editions)
        for each in _issued(session, letter, editions, translated, stand, by=by, now=now)
    ]


def _issued(
    session: Session,
    letter: Letter,
    editions: Sequence[Edition],
    translated: TranslationRevision,
    stand: Stand,
    *,
    by: Organiser,
    now: datetime,
) -> Iterator[TranslatedEdition]:
    language = translated.translation.language
    forms = roster.name_forms(session, language, [each.ep_id for each in stand.signatures])
    moved = remarks.moved(session, stand.signatures, on=clock.brussels_day(editions[0].issued_at))
    names = Names(language=language, forms=forms, moved=moved)
    files = {}
    for edition in editions:
        if edition.audience in AUDIENCES:
            made = _made(letter, edition, translated, stand, names, now=now)
            session.add(made)
            files[edition.audience.value] = made.file_digest
            yield made
    session.flush()
    facts = {"number": editions[0].number, "language": language, "files": files, "digest": translated.digest}
    facts |= {"translation": translated.translation.public_id, "authentic": translated.revision.digest}
    journal.record(session, "translation.issued", letter.public_id, now=now, by=by.public_id, **facts)


def _made(
    letter: Letter, edition: Edition, translated: TranslationRevision, stand: Stand, names: Names, *, now: datetime
) -> TranslatedEdition:
    issue = Issue(
        number=edition.number,
        audience=edition.audience,
        code=tokens.new_public_id(),
        notes=tuple(wording.departure(each, names.language) for each in stand.departures),
        merkle_root=edition.merkle_root,
        listed_at=edition.issued_at,
        translated=translated,
        names=names,
    )
    pdf = sealing.sealed(assembly.edition(letter, edition.revision, stand.signatures, issue), now=now)
    return TranslatedEdition(
        public_id=issue.code,
        edition=edition,
        translated=translated,
        language=names.language,
        file_digest=vault.store(pdf),
        size=len(pdf),
        pages=pictures.page_count(pdf),
        issued_at=now,
    )
