"""The statement behind a secret or a code; those that hold about a letter or a file."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from campaign import tokens
from campaign.drafting.models import Letter
from campaign.journal import Event
from campaign.roster.models import Member
from campaign.signing.models import Signature
from campaign.statements.models import Statement

DAY = timedelta(days=1)


def plain_code(typed: str) -> str:
    """A code as it is stored, however it was typed."""
    return typed.strip().lower().replace("-", "").replace(" ", "")


def issued_letter(session: Session, code: str) -> Letter | None:
    """The letter with this code, only if an edition of it was issued: of all others nobody learns anything.

    Editions stand beside this folder; the journal is known to all.
    """
    issued = exists().where(Event.kind == "edition.issued", Event.subject == Letter.public_id)
    return session.scalar(select(Letter).where(Letter.public_id == code, issued))


def asked_lately(session: Session, ep_id: int, *, now: datetime) -> int:
    """How many statements were asked for in this Member's name within a day."""
    query = select(func.count(Statement.id)).where(Statement.ep_id == ep_id, Statement.asked_at > now - DAY)
    return session.scalar(query) or 0


def by_secret(session: Session, secret: str, *, to_write: bool = False) -> Statement | None:
    """The statement whose mail held this secret; None for an unknown one. `to_write` locks it."""
    digest = tokens.digest(secret)
    query = select(Statement).where(Statement.link_digest == digest)
    found = session.scalar(query.with_for_update(of=Statement) if to_write else query)
    return found if found is not None and tokens.same(found.link_digest, digest) else None


def standing_signature(session: Session, statement: Statement, *, to_write: bool = False) -> Signature | None:
    """The Member's signature that stands under the statement's letter; `to_write` holds the letter as it is."""
    if statement.letter_id is None:
        return None
    if to_write:
        session.execute(select(Letter.id).where(Letter.id == statement.letter_id).with_for_update(read=True))
    return session.scalar(select(Signature).where(_stands(statement.letter_id, statement.ep_id)))


def stated_at(session: Session, letter: Letter, member: Member) -> datetime | None:
    """When this Member last stated not to stand under this letter; None where no such statement holds."""
    mine = Statement.letter_id == letter.id, Statement.ep_id == member.ep_id, Statement.taken_back_at.is_(None)
    return session.scalar(select(func.max(Statement.confirmed_at)).where(*mine))


def by_code(session: Session, typed: str) -> Statement | None:
    """The made statement with this code, whether it still holds or not."""
    return session.scalar(_made().where(Statement.public_id == plain_code(typed)))


def by_file(session: Session, digest: str) -> Statement | None:
    """The statement whose sealed PDF has exactly these bytes, whether it still holds or not."""
    return session.scalar(_made().where(Statement.file_digest == digest))


def beginning(session: Session, pdf: bytes) -> Statement | None:
    """The statement whose sealed PDF this file begins with: others may have added seals behind it."""
    sizes = session.scalars(select(Statement.size).where(Statement.size < len(pdf)).distinct())
    for size in sizes:
        if found := by_file(session, hashlib.sha256(pdf[:size]).hexdigest()):
            return found
    return None


def holds(session: Session, statement: Statement) -> bool:
    """Whether a made statement is true now: neither taken back nor followed by a signature under the letter."""
    return statement.taken_back_at is None and standing_signature(session, statement) is None


def without_file(session: Session) -> Sequence[Statement]:
    """Made statements that hold and whose PDF could not be made yet."""
    lacking = Statement.file_digest.is_(None), Statement.taken_back_at.is_(None)
    return session.scalars(_made().where(*lacking).order_by(Statement.id)).all()


def published(session: Session, typed: str) -> Statement | None:
    """The statement with this code that the Member shows to everybody and that holds."""
    query = _made().where(Statement.public_id == plain_code(typed), _shown())
    return session.scalar(query)


def published_about(session: Session, *, letter: Letter | None, document_digest: str | None) -> Sequence[Statement]:
    """Statements shown to everybody about this letter, or about exactly this file, oldest first."""
    about: list[ColumnElement[bool]] = []
    if letter is not None:
        about.append(Statement.letter_id == letter.id)
    if document_digest is not None:
        about.append(Statement.document_digest == document_digest)
    if not about:
        return ()
    return session.scalars(_made().where(or_(*about), _shown()).order_by(Statement.confirmed_at)).all()


def _made() -> Select[Statement]:
    return select(Statement).where(Statement.confirmed_at.is_not(None)).options(joinedload(Statement.letter))


def _shown() -> ColumnElement[bool]:
    return and_(Statement.is_published, Statement.taken_back_at.is_(None), ~_overtaken())


def _overtaken() -> ColumnElement[bool]:
    """The Member signed the letter after stating not to stand under it."""
    return exists().where(_stands(Statement.letter_id, Statement.ep_id))


def _stands(letter_id: Any, ep_id: Any) -> ColumnElement[bool]:
    return and_(Signature.letter_id == letter_id, Signature.ep_id == ep_id, Signature.standing.is_(True))
