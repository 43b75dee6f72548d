"""The timeline of the public page: the organisers' entries, and what the letters, questions and missions tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from campaign.delivering.naming import CHANNELS
from campaign.missions.models import Mission
from campaign.public.shown import ShownLetter
from campaign.public.words import INSTITUTIONS, REPLIES
from campaign.questions.models import Question
from campaign.timeline.models import CaseDocument, CaseEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the timeline, from whatever part of the case."""

    on: date
    until: date | None = None
    title: str
    text: str = ""
    url: str = ""
    document: CaseDocument | None = None


def timeline(
    events: Sequence[CaseEvent], letters: Sequence[ShownLetter], asked: Sequence[Question], visits: Sequence[Mission]
) -> tuple[Entry, ...]:
    """All entries, the oldest first."""
    entries = [*_told(events), *_of_letters(letters), *_of_questions(asked), *_of_missions(visits)]
    return tuple(sorted(entries, key=lambda entry: (entry.on, entry.title)))


def _told(events: Sequence[CaseEvent]) -> Iterator[Entry]:
    for each in events:
        document = each.document if each.document and each.document.is_public else None
        yield Entry(
            on=each.starts_on,
            until=each.ends_on,
            title=each.title,
            text=each.text,
            url=each.url or "",
            document=document,
        )


def _of_letters(letters: Sequence[ShownLetter]) -> Iterator[Entry]:
    for each in letters:
        yield Entry(on=each.on or each.day, title=_("Letter: %(title)s", title=each.title))
        for one in each.delivered:
            about = _("The letter reaches %(addressee)s", addressee=one.addressee)
            yield Entry(on=one.on, title=about, text=str(CHANNELS[one.channel]), url=one.url)
        for reply in each.replies:
            yield Entry(on=reply.on, title=f"{REPLIES[reply.kind]}: {reply.addressee}")


def _of_questions(asked: Sequence[Question]) -> Iterator[Entry]:
    for each in asked:
        about = each.reference or each.subject or str(INSTITUTIONS[each.institution])
        by = ", ".join(author.printed_name for author in each.authors)
        if each.tabled_on:
            yield Entry(
                on=each.tabled_on,
                title=_("Written question tabled: %(about)s", about=about),
                text=_("By %(authors)s.", authors=by) if by else "",
            )
        if each.answered_on:
            yield Entry(on=each.answered_on, title=_("Written question answered: %(about)s", about=about))


def _of_missions(visits: Sequence[Mission]) -> Iterator[Entry]:
    for each in visits:
        until = each.ends_on if each.ends_on != each.starts_on else None
        yield Entry(on=each.starts_on, until=until, title=_("Mission to %(place)s", place=each.place))
