"""The code that a Member scans with the own phone, and what it leads to.

It is no secret of the Member and proves nothing: whoever scans it, over a shoulder or from a photograph, can only have
a mail sent to the Member's registered mailbox, a few times a day, for half an hour. The signing link is in that mail.
"""

from datetime import datetime

import segno

from campaign import links, tokens
from campaign.desk import rules
from campaign.desk.models import Desk

_LENGTH = 32


def address(desk: Desk, ep_id: int, *, now: datetime) -> str:
    """The page that mails this Member's own link."""
    ends = int((now + rules.PHONE_LINK_LIVES).timestamp())
    told = f"{desk.public_id}.{ep_id}.{ends}"
    return links.absolute("phone.ask", ticket=f"{told}.{_seal(told)}")


def read(ticket: str, *, now: datetime) -> tuple[str, int] | None:
    """The desk's number and the Member's; None for a ticket that is not ours or is too old."""
    told, _dot, seal = ticket.rpartition(".")
    if not tokens.same(seal, _seal(told)):
        return None
    desk, ep_id, ends = told.split(".")
    return (desk, int(ep_id)) if now.timestamp() < int(ends) else None


def path(address: str) -> tuple[str, int]:
    """The code as an SVG path of one unit a module, and how many units wide it is with its quiet zone of four."""
    rows = segno.make(address, error="m", micro=False).matrix
    dark = (f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return "".join(dark), len(rows) + 8


def _seal(told: str) -> str:
    return tokens.keyed_digest("desk phone", told)[:_LENGTH]
