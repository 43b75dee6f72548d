"""Every signatory hears of a change, with the words that changed: one mail each, in the publishing transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from campaign import db, tokens
from campaign.drafting import changes
from campaign.drafting import content as contents
from campaign.drafting.content import Content
from campaign.drafting.models import Letter, Revision, RevisionKind
from campaign.inviting.models import Invitation, MailKind, PersonalLink
from campaign.outbox import operations as outbox
from campaign.revising import mails, queries
from campaign.revising.models import ObjectionLink
from campaign.signing.models import Signature


def show_correction(
    session: Session,
    letter: Letter,
    revision: Revision,
    before: Content,
    signatures: Sequence[Signature],
    *,
    now: datetime,
) -> None:
    """Show the correction to everybody whose signature stands, each with a link to object."""
    after = contents.of_revision(revision)
    shown = changes.as_json(changes.between(before, after))
    invitations = _invitations(session, signatures)
    queued = []
    for each in signatures:
        session.add(
            ObjectionLink(
                signature_id=each.id,
                revision_id=revision.id,
                digest=tokens.digest(mails.objection_secret(each, revision)),
                told_at=now,
            )
        )
        if mailbox := mails.mailbox(invitations.get(each.invitation_id)):
            queued.append(mails.corrected(each, letter, revision, changes=shown, to=mailbox))
    session.flush()
    outbox.enqueue_all(session, queued, now=now)


def show_missed(session: Session, *, now: datetime) -> int:
    """Show corrections to signatories who were recorded after them, on the text before; gives to how many.

    A signature on paper or by mail may be approved when its text was corrected already: its Member is told like all
    others. The caller commits.
    """
    db.one_at_a_time(session, "corrections")
    missed: dict[Revision, list[Signature]] = {}
    for signature, correction in session.execute(_missed()):
        missed.setdefault(correction, []).append(signature)
    for correction, signatures in missed.items():
        before = contents.of_revision(queries.revision_before(session, correction))
        letter = session.get_one(Letter, correction.letter_id)
        show_correction(session, letter, correction, before, signatures, now=now)
    return sum(map(len, missed.values()))


def _missed() -> Select[Signature, Revision]:
    signed, correction = aliased(Revision), aliased(Revision)
    shown = select(ObjectionLink.id).where(
        ObjectionLink.signature_id == Signature.id, ObjectionLink.revision_id == correction.id
    )
    later = and_(correction.letter_id == signed.letter_id, correction.number > signed.number)
    query = select(Signature, correction).join(signed, signed.id == Signature.revision_id).join(correction, later)
    query = query.where(correction.kind == RevisionKind.CORRECTION, Signature.standing.is_(True), ~shown.exists())
    return query.order_by(correction.id, Signature.id)


def ask_again(
    session: Session, letter: Letter, revision: Revision, signatures: Sequence[Signature], *, now: datetime
) -> None:
    """Tell everybody who had signed that the text is another one, each with a fresh personal link to sign it anew.

    They have not answered any more: reminders may go to them like to everybody else.
    """
    after = contents.of_revision(revision)
    invitations = _invitations(session, signatures)
    shown = {each: changes.as_json(changes.between(contents.of_revision(each), after)) for each in _texts(signatures)}
    asked = []
    for each in signatures:
        invitation = invitations.get(each.invitation_id)
        mailbox = mails.mailbox(invitation)
        if invitation is None or not mailbox:
            continue
        secret = tokens.new_token()
        invitation.answered_at = None
        mail = mails.changed(each, letter, revision, changes=shown[each.signed_text], secret=secret, to=mailbox)
        asked.append((invitation, secret, mail))
    rows = outbox.enqueue_all(session, [mail for *_rest, mail in asked], now=now)
    session.add_all(
        PersonalLink(
            invitation_id=invitation.id,
            digest=tokens.digest(secret),
            kind=MailKind.CHANGED,
            mailbox=row.recipient,
            mail_id=row.id,
            made_at=now,
        )
        for (invitation, secret, _mail), row in zip(asked, rows, strict=True)
    )
    session.flush()


def _texts(signatures: Sequence[Signature]) -> set[Revision]:
    return {each.signed_text for each in signatures}


def _invitations(session: Session, signatures: Sequence[Signature]) -> dict[int | None, Invitation]:
    """The invitations behind these signatures, with their Members and links: a fixed number of queries."""
    query = select(Invitation).where(Invitation.id.in_([each.invitation_id for each in signatures]))
    query = query.options(joinedload(Invitation.member), selectinload(Invitation.links))
    return {each.id: each for each in session.scalars(query)}
