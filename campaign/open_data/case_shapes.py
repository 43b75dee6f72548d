"""The answers about a case: its letters in short, questions, documents, missions, and what happened."""

from dataclasses import dataclass
from datetime import date, datetime

from campaign.campaigns.models import CampaignOutcome
from campaign.missions.models import Occasion
from campaign.open_data.letter_shapes import LetterSummary
from campaign.open_data.shapes import Code, Group, Pages, Sha256, Url, says
from campaign.questions.models import Institution, Part
from campaign.questions.rules import Stage
from campaign.timeline.models import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionMember:
    """A Member on a written question."""

    ep_id: int = says("The Parliament's number of the person.")
    name: str = says("As the question prints it.")
    part: Part = says("Author or supporter.")
    country: str = says("The Union's two letters.")
    group: Group = says("The political group of that day.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A tabled question for written answer."""

    id: Code = says("Our number.")
    reference: str | None = says("As the Parliament prints it: E-007095/2017.")
    institution: Institution = says("Whom it is for.")
    subject: str = says("Its title.")
    is_priority: bool = says("To be answered within three weeks instead of six.")
    term: int = says("The parliamentary term.")
    members: tuple[QuestionMember, ...] = says("Authors first.")
    tabled_on: date = says("When it was tabled.")
    forwarded_on: date | None = says("When it went to the institution, where that is known.")
    due_on: date | None = says("When the answer is due.")
    answered_on: date | None = says("When it was answered.")
    state: Stage = says("Where it stands today.")
    question_url: Url | None = says("At the Parliament.")
    answer_url: Url | None = says("At the Parliament.")
    source_url: Url | None = says("Where it was published, for one that is known from others.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file or page that belongs to the case."""

    id: Code = says("Our number.")
    kind: DocumentKind = says("What it is; a reply of an addressee is one of them.")
    title: str = says("Its title.")
    language: str = says("BCP 47; may be empty.")
    dated_on: date | None = says("The date it bears.")
    published_by: str = says("Who published it, for what is not the organisers' own; may be empty.")
    url: Url = says("The page, or where the file can be downloaded.")
    file_digest: Sha256 | None = says("SHA-256 of the file; null for a page elsewhere.")
    file_type: str | None = says("Media type of the file.")
    size: int | None = says("Bytes of the file.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission:
    """A visit to the Parliament."""

    id: Code = says("Our number.")
    place: str = says("Where.")
    occasion: Occasion = says("Why Members were there.")
    starts_on: date = says("First day.")
    ends_on: date = says("Last day.")
    delegation: tuple[str, ...] = says("Who went, as the page prints it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSummary:
    """A case in short."""

    slug: str = says("The last part of its address.")
    title: str = says("Its title.")
    public_from: datetime = says("Since when it is public.")
    closed_on: date | None = says("When it was closed with an outcome.")
    outcome: CampaignOutcome | None = says("How it ended.")
    page_url: Url = says("Its page for people.")
    api_url: Url = says("Everything about it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The public cases, the newest first."""

    cases: tuple[CaseSummary, ...] = says("Those of this page.")
    pages: Pages = says("Which page this is.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case and what belongs to it, as far as it is published."""

    slug: str = says("The last part of its address.")
    title: str = says("Its title.")
    story: str = says("What it is about, in the organisers' words of today; plain text, may be empty.")
    public_from: datetime = says("Since when it is public.")
    closed_on: date | None = says("When it was closed with an outcome.")
    outcome: CampaignOutcome | None = says("How it ended.")
    outcome_text: str = says("The organisers' words about it; may be empty.")
    letters: tuple[LetterSummary, ...] = says("Closed letters, the oldest first.")
    questions: tuple[Question, ...] = says("Written questions, the newest first.")
    documents: tuple[Document, ...] = says("Files and pages, the newest first.")
    missions: tuple[Mission, ...] = says("Visits, the newest first.")
    page_url: Url = says("Its page for people.")
    timeline_url: Url = says("What happened.")
    feed_url: Url = says("News of it, as an Atom feed.")
    calendar_url: Url = says("Its days, as iCalendar.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened in the case."""

    on: date = says("The day, or the first one.")
    until: date | None = says("The last day, where there were several.")
    title: str = says("What happened.")
    text: str = says("More about it; may be empty.")
    url: Url | None = says("Where there is more about it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What happened in the case, the oldest first."""

    case: str = says("The last part of the case's address.")
    entries: tuple[Entry, ...] = says("Those of this page.")
    pages: Pages = says("Which page this is.")
