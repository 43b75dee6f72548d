"""What a second person sees of the evidence: read again from the vault, checked again with what was kept beside it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import vault
from campaign.claims import mail_seals, messages, signed_files
from campaign.claims.messages import Report
from campaign.claims.models import Claim, Method, Paper
from campaign.claims.signed_files import Signed


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What there is to look at, by kind."""

    mail: Report | None = None
    file: Signed | None = None
    paper: str = ""
    """The heading of the sheet that the row is on."""


def shown(session: Session, claim: Claim) -> Shown:
    """The evidence behind this claim. Raises FileDamaged where it is not what was brought."""
    if claim.method is Method.MAIL_REPLY and claim.file_digest:
        return Shown(mail=_mail(claim, claim.file_digest))
    if claim.method is Method.PDF_SIGNATURE and "report" in claim.evidence:
        return Shown(file=signed_files.again(claim.evidence, member_name=claim.member.name))
    if claim.method is Method.PAPER_SHEET:
        found = session.scalar(select(Paper.title).where(Paper.public_id == claim.evidence.get("paper")))
        return Shown(paper=found or "")
    return Shown()


def _mail(claim: Claim, file_digest: str) -> Report | None:
    """The mail, verified once more and offline, with the key record of the day it was brought; None for no mail.

    Without a record kept beside it no seal can be verified, and the checks say so.
    """
    raw, record = vault.read_sealed(file_digest), claim.evidence.get("dkim", {}).get("record", "")
    asked = {"mailbox": claim.member.mailbox or "", "code": claim.letter.public_id, "digest": claim.revision.digest}
    try:
        return messages.examine(raw, **asked, now=claim.brought_at, resolve=mail_seals.kept(record))
    except messages.Unreadable:
        return None
