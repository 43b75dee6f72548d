"""Everything that is published about a case, as facts: who reads only these can tell nothing that is not public."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from campaign import clock, links
from campaign.campaigns.models import Campaign
from campaign.delivering import queries as delivering
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.handover import queries as handover
from campaign.missions import queries as missions
from campaign.open_data import queries
from campaign.open_data.facts import Fact, Kind
from campaign.public.words import OUTCOMES
from campaign.questions import queries as questions
from campaign.questions.models import Question
from campaign.timeline import queries as timeline
from campaign.timeline.models import DocumentKind


@dataclass(frozen=True, slots=True)
class _Case:
    """What every fact of a case needs: since when it can be known, and where it is told."""

    slug: str
    since: datetime
    page_url: str
    api_url: str

    def at(self, happened: date | datetime) -> datetime:
        """Since when this can be known: nothing is published before the embargo's end."""
        instant = happened if isinstance(happened, datetime) else clock.brussels_instant(happened, time.min)
        return max(instant.astimezone(UTC), self.since)


@dataclass(frozen=True, slots=True)
class _Where:
    """Where something is told, to people and to programs."""

    page_url: str
    api_url: str


def facts(session: Session, campaign: Campaign) -> tuple[Fact, ...]:
    """All that is published about a public case, as it is now."""
    assert campaign.public_from is not None
    slug = str(campaign.slug)
    here = _Case(
        slug,
        campaign.public_from,
        links.absolute("public.case", slug=slug),
        links.absolute("api.case", slug=slug),
    )
    return (
        *(fact for each in queries.letters(session, campaign) for fact in _of_letter(session, here, each)),
        *(fact for each in questions.questions(session, campaign, only_public=True) for fact in _asked(here, each)),
        *_documents(session, here, campaign),
        *_days(session, here, campaign),
        *_visits(session, here, campaign),
        *_outcome(here, campaign),
    )


def _of_letter(session: Session, here: _Case, letter: Letter) -> Iterator[Fact]:
    code = letter.public_id
    where = _Where(f"{here.page_url}#letter-{code}", links.absolute("api.letter", slug=here.slug, code=code))
    signatures = queries.names(session, letter)
    revision = drafting.current_revision(session, letter)
    closed = letter.closed_at or letter.created_at
    at = here.at(closed)
    names = ngettext("%(num)d Member signed it.", "%(num)d Members signed it.", len(signatures))
    yield Fact(
        key=f"letter:{code}", appears=Kind.LETTER_PUBLISHED, goes=Kind.LETTER_TAKEN_BACK, subject=code,
        digest=code, at=at, on=letter.dated_on or clock.brussels_day(closed),
        title=_("Letter: %(title)s", title=letter.title), text=names, page_url=where.page_url, api_url=where.api_url,
    )  # fmt: skip
    digest = queries.names_digest(signatures)
    yield _changing(f"names:{code}", Kind.LETTER_NAMES_CHANGED, code, digest, at, where)
    if revision is not None:
        yield _changing(f"text:{code}", Kind.LETTER_CORRECTED, code, revision.digest, at, where)
    editions = queries.public_editions(session, letter)
    if offered := queries.downloadable(editions, signatures):
        yield Fact(
            key=f"edition:{offered.public_id}", appears=Kind.LETTER_EDITION, subject=code, digest=offered.file_digest,
            at=here.at(offered.issued_at), page_url=where.page_url, api_url=where.api_url,
        )  # fmt: skip
    yield from _handed_over(session, here, letter, where)
    for reply in handover.public_replies(session, letter):
        yield Fact(
            key=f"reply:{reply.code}", appears=Kind.REPLY_PUBLISHED, goes=Kind.REPLY_TAKEN_BACK, subject=reply.code,
            at=here.at(reply.on), on=reply.on, title=_("Reply from %(addressee)s", addressee=reply.addressee),
            page_url=where.page_url, api_url=where.api_url,
        )  # fmt: skip


def _changing(key: str, kind: Kind, subject: str, digest: str, at: datetime, where: _Where) -> Fact:
    """What is told only when it changes."""
    return Fact(
        key=key, appears=None, changes=kind, subject=subject, digest=digest, at=at,
        page_url=where.page_url, api_url=where.api_url,
    )  # fmt: skip


def _handed_over(session: Session, here: _Case, letter: Letter, where: _Where) -> Iterator[Fact]:
    seen: set[str] = set()
    for each in delivering.deliveries_of(session, letter):
        if each.addressee in seen:
            continue
        seen.add(each.addressee)
        yield Fact(
            key=f"delivery:{each.public_id}", appears=Kind.LETTER_DELIVERED, subject=letter.public_id,
            digest=each.edition.file_digest, at=here.at(each.recorded_at),
            on=clock.brussels_day(each.delivered_at),
            title=_("The letter reaches %(addressee)s", addressee=each.addressee),
            page_url=where.page_url, api_url=where.api_url,
        )  # fmt: skip


def _asked(here: _Case, question: Question) -> Iterator[Fact]:
    about = question.reference or question.subject
    where = _Where(f"{here.page_url}#questions", here.api_url)
    if question.tabled_on:
        yield Fact(
            key=f"question:{question.public_id}", appears=Kind.QUESTION_TABLED, goes=Kind.QUESTION_TAKEN_BACK,
            subject=question.public_id, at=here.at(question.tabled_on), on=question.tabled_on,
            title=_("Written question tabled: %(about)s", about=about), page_url=where.page_url, api_url=where.api_url,
        )  # fmt: skip
    if question.answered_on:
        yield Fact(
            key=f"answer:{question.public_id}", appears=Kind.QUESTION_ANSWERED, subject=question.public_id,
            at=here.at(question.answered_on), on=question.answered_on,
            title=_("Written question answered: %(about)s", about=about),
            page_url=where.page_url, api_url=where.api_url,
        )  # fmt: skip


def _documents(session: Session, here: _Case, campaign: Campaign) -> Iterator[Fact]:
    for each in timeline.documents(session, campaign, only_public=True):
        is_reply = each.kind is DocumentKind.REPLY
        yield Fact(
            key=f"document:{each.public_id}",
            appears=Kind.REPLY_PUBLISHED if is_reply else Kind.DOCUMENT_PUBLISHED,
            goes=Kind.REPLY_TAKEN_BACK if is_reply else Kind.DOCUMENT_TAKEN_BACK,
            subject=each.public_id,
            digest=each.file_digest or "",
            at=here.at(each.added_at),
            title=_("Reply: %(title)s", title=each.title) if is_reply else each.title,
            page_url=f"{here.page_url}#documents",
            api_url=here.api_url,
        )


def _days(session: Session, here: _Case, campaign: Campaign) -> Iterator[Fact]:
    for each in timeline.events(session, campaign, only_public=True):
        yield Fact(
            key=f"entry:{each.public_id}", appears=Kind.ENTRY_PUBLISHED, goes=Kind.ENTRY_TAKEN_BACK,
            subject=each.public_id, at=here.at(each.added_at), on=each.starts_on, until=each.ends_on, title=each.title,
            text=each.text, page_url=each.url or f"{here.page_url}#days",
            api_url=links.absolute("api.timeline", slug=here.slug),
        )  # fmt: skip


def _visits(session: Session, here: _Case, campaign: Campaign) -> Iterator[Fact]:
    for each in missions.missions(session, campaign, only_public=True):
        yield Fact(
            key=f"mission:{each.public_id}", appears=Kind.MISSION_PUBLISHED, goes=Kind.MISSION_TAKEN_BACK,
            subject=each.public_id, at=here.at(each.created_at), on=each.starts_on,
            until=each.ends_on if each.ends_on != each.starts_on else None,
            title=_("Mission to %(place)s", place=each.place), text=", ".join(each.delegates),
            page_url=f"{here.page_url}#days", api_url=here.api_url,
        )  # fmt: skip


def _outcome(here: _Case, campaign: Campaign) -> Iterator[Fact]:
    if campaign.closed_at is None or campaign.outcome is None:
        return
    said = json.dumps([campaign.outcome.value, campaign.outcome_text])
    yield Fact(
        key="outcome", appears=Kind.CASE_CLOSED, changes=Kind.CASE_CLOSED, goes=Kind.CASE_REOPENED,
        subject=campaign.public_id, digest=hashlib.sha256(said.encode()).hexdigest(), at=here.at(campaign.closed_at),
        on=clock.brussels_day(campaign.closed_at), title=str(OUTCOMES[campaign.outcome]), text=campaign.outcome_text,
        page_url=here.page_url, api_url=here.api_url,
    )  # fmt: skip
