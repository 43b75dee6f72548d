"""What the page for choosing shows: each Member who sits today, and whether an invitation can go there."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from campaign.drafting.models import Letter
from campaign.inviting import queries
from campaign.outbox import queries as mailboxes
from campaign.outbox import rules as mail_rules
from campaign.roster.queries import Place


class Hindrance(StrEnum):
    """Why a Member cannot be ticked."""

    ASKED = "asked"
    NO_MAILBOX = "no_mailbox"
    BOUNCED = "bounced"
    UNSUBSCRIBED = "unsubscribed"


@dataclass(frozen=True)
class Choice:
    """One row: a Member, and what stands in the way of an invitation."""

    place: Place
    hindrance: Hindrance | None


def choices(session: Session, letter: Letter, places: Iterable[Place]) -> list[Choice]:
    """These Members as rows; two queries, however many they are."""
    shown = list(places)
    asked = queries.reached(session, letter)
    kept_out = {
        key: Hindrance(row.reason)
        for key, row in mailboxes.suppressed(session, [each.member.mailbox or "" for each in shown]).items()
    }
    return [Choice(each, _hindrance(each, asked, kept_out)) for each in shown]


def _hindrance(place: Place, asked: set[int], kept_out: dict[str, Hindrance]) -> Hindrance | None:
    if place.member.ep_id in asked:
        return Hindrance.ASKED
    if not place.member.mailbox:
        return Hindrance.NO_MAILBOX
    return kept_out.get(mail_rules.mailbox_key(place.member.mailbox))
