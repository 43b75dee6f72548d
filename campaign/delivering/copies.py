"""The copy of the letter that a receipt brings along: letter-copy:<revision>."""

from sqlalchemy import select

from campaign.db import reading
from campaign.delivering import assembly
from campaign.drafting.models import Letter, Revision
from campaign.outbox import attachments


def init_app() -> None:
    """Let mails refer to a revision's copy."""
    attachments.register("letter-copy", _copy)


def _copy(public_id: str) -> tuple[str, str, bytes]:
    query = select(Revision, Letter).join(Letter, Letter.id == Revision.letter_id)
    revision, letter = reading().execute(query.where(Revision.public_id == public_id)).one()
    return f"{assembly.file_name(letter)}.pdf", "application/pdf", assembly.copy(letter, revision)
