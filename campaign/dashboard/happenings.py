"""What happened with a letter, newest first, told from rows. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from campaign.dashboard.rules import Asked, Given
from campaign.drafting.models import Letter, LetterState
from campaign.inviting.models import MailKind
from campaign.signing.models import Lapse


class Kind(StrEnum):
    """What happened."""

    OPENED = "opened"
    CLOSED = "closed"
    ASKED = "asked"
    REMINDED = "reminded"
    SIGNED = "signed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OBJECTED = "objected"
    OUTDATED = "outdated"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: to one Member by name, or to a number of them."""

    at: datetime
    kind: Kind
    name: str = ""
    ep_id: int = 0
    number: int = 0


def latest(letter: Letter, asked: Sequence[Asked], given: Sequence[Given], *, at_most: int) -> tuple[Happening, ...]:
    """The latest happenings; mails that were queued together are one."""
    if letter.state is LetterState.RECORD:
        return ()
    found = [*_of_letter(letter), *_of_mails(asked), *_of_answers(asked), *_of_signatures(given)]
    return tuple(sorted(found, key=lambda each: (each.at, each.kind, each.ep_id), reverse=True)[:at_most])


def _of_letter(letter: Letter) -> Iterator[Happening]:
    if letter.opened_at:
        yield Happening(letter.opened_at, Kind.OPENED)
    if letter.closed_at:
        yield Happening(letter.closed_at, Kind.CLOSED)


def _of_mails(asked: Sequence[Asked]) -> Iterator[Happening]:
    for at, number in Counter(each.invited_at for each in asked).items():
        yield Happening(at, Kind.ASKED, number=number)
    reminders = (mail for each in asked for mail in each.mails if mail.kind is MailKind.REMINDER)
    for at, number in Counter(mail.queued_at for mail in reminders).items():
        yield Happening(at, Kind.REMINDED, number=number)


def _of_answers(asked: Sequence[Asked]) -> Iterator[Happening]:
    for each in asked:
        if each.declined_at:
            yield Happening(each.declined_at, Kind.DECLINED, each.name, each.ep_id)
        last = each.last_settled
        if each.is_bounced and last and last.settled_at:
            yield Happening(last.settled_at, Kind.BOUNCED, each.name, each.ep_id)


def _of_signatures(given: Sequence[Given]) -> Iterator[Happening]:
    ended = Counter(each.lapsed_at for each in given if each.lapsed_because is Lapse.TEXT_CHANGED)
    yield from (Happening(at, Kind.OUTDATED, number=number) for at, number in ended.items() if at)
    for each in given:
        yield Happening(each.signed_at, Kind.SIGNED, each.name, each.ep_id)
        if each.lapsed_at and each.lapsed_because is Lapse.OBJECTED:
            yield Happening(each.lapsed_at, Kind.OBJECTED, each.name, each.ep_id)
        elif each.hidden_at and not each.counts:
            yield Happening(each.hidden_at, Kind.WITHDRAWN, each.name, each.ep_id)
