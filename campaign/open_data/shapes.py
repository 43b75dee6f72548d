"""What the interface for other software answers, field by field: the one source of answers, schema and documentation.

A field is never renamed, and never means something else, within a version of the interface; fields may be added.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any

from campaign.campaigns.models import CampaignOutcome
from campaign.handover.models import ReplyKind
from campaign.missions.models import Occasion
from campaign.questions.models import Institution, Part
from campaign.questions.rules import Stage
from campaign.signing.models import Assurance
from campaign.timeline.models import DocumentKind


@dataclass(frozen=True, slots=True)
class Form:
    """What a text looks like, as JSON Schema says it."""

    keyword: str
    value: str


Url = Annotated[str, Form("format", "uri")]
Sha256 = Annotated[str, Form("pattern", "^[0-9a-f]{64}$")]
Code = Annotated[str, Form("pattern", "^[2-9a-z]{12}$")]


def _says(text: str) -> Any:
    return field(metadata={"says": text})


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why there is no answer (RFC 9457)."""

    type: str = _says("Always about:blank: the status says it all.")
    title: str = _says("The status in words.")
    status: int = _says("The HTTP status.")
    detail: str = _says("What to do next.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """The state whose voters elected the Member."""

    code: str = _says("The Union's two letters: EL, and UK for the past.")
    name: str = _says("In English, as the state was called on the day of signing.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A political group of the Parliament."""

    code: str = _says("Our code: EPP, SD, RENEW, GREENS, ECR, LEFT, PFE, ESN, NI and those of the past.")
    official: str = _says("The Parliament's abbreviation, the same in every language: PPE, Verts/ALE.")
    english: str = _says("What the English-speaking press writes: EPP, Greens/EFA.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sureness:
    """How sure it is that the Member signed."""

    code: Assurance = _says("The kind of evidence.")
    words: str = _says("The same in a few words.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A Member whose signature stands at this moment, as of the moment of signing."""

    ep_id: int = _says("The Parliament's number of the person: the key of this list.")
    ep_url: Url = _says("The person's page at the Parliament.")
    name: str = _says("Given name and FAMILY NAME as the Parliament's directory prints them.")
    given: str = _says("The given name.")
    family: str = _says("The family name; never change its capitals.")
    country: Country = _says("Where the Member was elected.")
    group: Group = _says("The political group when the Member signed.")
    party: str | None = _says("The national party when the Member signed, where it is known.")
    signed_on: date | None = _says("The day in Brussels; null for a list that others published.")
    assurance: Sureness = _says("What stands behind the name.")
    late: bool = _says("Whether the name stands in the supplement of those who signed after the close.")
    in_individual_capacity: bool = _says("Whether the Member asked for these words beside the name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Which part of a list this is."""

    page: int = _says("Counted from 1.")
    pages: int = _says("How many there are.")
    total: int = _says("How many entries all pages hold.")
    next: Url | None = _says("The next page.")
    previous: Url | None = _says("The page before.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatories:
    """The names that stand under a letter at this moment, in print order."""

    letter: Code = _says("The letter's code.")
    names_digest: Sha256 = _says(
        "Changes with every name that comes or goes. Where it differs between two pages, start again with the first."
    )
    signatories: tuple[Signatory, ...] = _says("The names of this page.")
    pages: Pages = _says("Which page this is.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedFile:
    """A sealed PDF of an edition in another language. Nobody signed it: it says which text was."""

    code: Code = _says("The code of this very file.")
    language: str = _says("BCP 47.")
    file_digest: Sha256 = _says("SHA-256 of the file.")
    size: int = _says("Bytes.")
    page_count: int = _says("Pages of the PDF.")
    file_url: Url = _says("Where it can be downloaded.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A sealed PDF that was made for the public."""

    code: Code = _says("The code of this very file.")
    number: int = _says("Counted from 1; a later one replaces an earlier one.")
    issued_on: date = _says("The day in Brussels.")
    file_digest: Sha256 = _says("SHA-256 of the file.")
    size: int = _says("Bytes.")
    page_count: int = _says("Pages of the PDF.")
    merkle_root: Sha256 | None = _says("One digest over the public facts of all its signatures (RFC 9162).")
    file_url: Url | None = _says(
        "Where it can be downloaded; null for one that was replaced, or holds a name that was taken back since."
    )
    translations: tuple[TranslatedFile, ...] = _says("The same in other languages; none where file_url is null.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Who has the letter since when."""

    on: date = _says("The day in Brussels.")
    addressee: str = _says("Name and office.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back from an addressee, as far as the organisers published it."""

    id: Code = _says("Our number.")
    addressee: str = _says("Who replied, by name and office.")
    kind: ReplyKind = _says("What came back; silence is a statement of the organisers once an answer was due.")
    on: date = _says("The day.")
    language: str = _says("BCP 47; may be empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many signatories share something."""

    code: str = _says("Of a group or a country.")
    members: int = _says("How many.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of the names that stand."""

    members: int = _says("All of them.")
    groups: int = _says("Political groups; non-attached Members are no group.")
    countries: int = _says("Member States.")
    by_group: tuple[Count, ...] = _says("The largest first.")
    by_country: tuple[Count, ...] = _says("In the Union's protocol order.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The exact wording that was signed."""

    revision: Code = _says("Its public number.")
    digest: Sha256 = _says("SHA-256 of the text.")
    url: Url = _says("The text that the digest is of.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """What the Members were told that the letter is part of; it is signed with the text."""

    title: str = _says("The case's title of that time.")
    story: str = _says("The case's story of that time; may be empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSummary:
    """A letter of a case, in short."""

    code: Code = _says("What is printed on its pages and typed on the check page.")
    title: str = _says("Its title.")
    dated_on: date | None = _says("The date it bears.")
    language: str = _says("BCP 47.")
    members: int = _says("How many names stand at this moment.")
    is_record: bool = _says("Known from a public source only: no text of ours, nothing confirmed to us.")
    api_url: Url = _says("Everything about it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A closed letter, or the record of one that others published."""

    code: Code = _says("What is printed on its pages and typed on the check page.")
    case: str = _says("The last part of the case's address.")
    title: str = _says("Its title.")
    language: str = _says("BCP 47.")
    place: str = _says("Where it is dated; may be empty.")
    dated_on: date | None = _says("The date it bears.")
    closed_on: date | None = _says("The day in Brussels after which names went to a supplement.")
    is_record: bool = _says("Known from a public source only: no text of ours, nothing confirmed to us.")
    source_url: Url | None = _says("Where a record was published.")
    addressees: tuple[str, ...] = _says("Name and office.")
    text: Text | None = _says("The wording; null for a record.")
    framing: Framing | None = _says("As what it was signed: the case may tell more by now, which nobody has signed.")
    editions: tuple[Edition, ...] = _says("The sealed PDFs made for the public, the newest first.")
    deliveries: tuple[Delivery, ...] = _says("Each addressee once, with the first day.")
    replies: tuple[Reply, ...] = _says("What came back and was published, the oldest first.")
    tally: Tally = _says("Counts of the names that stand at this moment.")
    names_digest: Sha256 = _says("Changes with every name that comes or goes.")
    signatories_url: Url = _says("The names.")
    page_url: Url = _says("The case's page for people.")
    embed_url: Url = _says("The names as a small page without script, for an iframe.")
    check_url: Url = _says("Where anybody checks a name or a file.")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionMember:
    """A Member on a written question."""

    ep_id: int = _says("The Parliament's number of the person.")
    name: str = _says("As the question prints it.")
    part: Part = _says("Author or supporter.")
    country: str = _says("The Union's two letters.")
    group: Group = _says("The political group of that day.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A tabled question for written answer."""

    id: Code = _says("Our number.")
    reference: str | None = _says("As the Parliament prints it: E-007095/2017.")
    institution: Institution = _says("Whom it is for.")
    subject: str = _says("Its title.")
    is_priority: bool = _says("To be answered within three weeks instead of six.")
    term: int = _says("The parliamentary term.")
    members: tuple[QuestionMember, ...] = _says("Authors first.")
    tabled_on: date = _says("When it was tabled.")
    forwarded_on: date | None = _says("When it went to the institution, where that is known.")
    due_on: date | None = _says("When the answer is due.")
    answered_on: date | None = _says("When it was answered.")
    state: Stage = _says("Where it stands today.")
    question_url: Url | None = _says("At the Parliament.")
    answer_url: Url | None = _says("At the Parliament.")
    source_url: Url | None = _says("Where it was published, for one that is known from others.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file or page that belongs to the case."""

    id: Code = _says("Our number.")
    kind: DocumentKind = _says("What it is; a reply of an addressee is one of them.")
    title: str = _says("Its title.")
    language: str = _says("BCP 47; may be empty.")
    dated_on: date | None = _says("The date it bears.")
    published_by: str = _says("Who published it, for what is not the organisers' own; may be empty.")
    url: Url = _says("The page, or where the file can be downloaded.")
    file_digest: Sha256 | None = _says("SHA-256 of the file; null for a page elsewhere.")
    file_type: str | None = _says("Media type of the file.")
    size: int | None = _says("Bytes of the file.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission:
    """A visit to the Parliament."""

    id: Code = _says("Our number.")
    place: str = _says("Where.")
    occasion: Occasion = _says("Why Members were there.")
    starts_on: date = _says("First day.")
    ends_on: date = _says("Last day.")
    delegation: tuple[str, ...] = _says("Who went, as the page prints it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSummary:
    """A case in short."""

    slug: str = _says("The last part of its address.")
    title: str = _says("Its title.")
    public_from: datetime = _says("Since when it is public.")
    closed_on: date | None = _says("When it was closed with an outcome.")
    outcome: CampaignOutcome | None = _says("How it ended.")
    page_url: Url = _says("Its page for people.")
    api_url: Url = _says("Everything about it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The public cases, the newest first."""

    cases: tuple[CaseSummary, ...] = _says("Those of this page.")
    pages: Pages = _says("Which page this is.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case and what belongs to it, as far as it is published."""

    slug: str = _says("The last part of its address.")
    title: str = _says("Its title.")
    story: str = _says("What it is about, in the organisers' words of today; plain text, may be empty.")
    public_from: datetime = _says("Since when it is public.")
    closed_on: date | None = _says("When it was closed with an outcome.")
    outcome: CampaignOutcome | None = _says("How it ended.")
    outcome_text: str = _says("The organisers' words about it; may be empty.")
    letters: tuple[LetterSummary, ...] = _says("Closed letters, the oldest first.")
    questions: tuple[Question, ...] = _says("Written questions, the newest first.")
    documents: tuple[Document, ...] = _says("Files and pages, the newest first.")
    missions: tuple[Mission, ...] = _says("Visits, the newest first.")
    page_url: Url = _says("Its page for people.")
    timeline_url: Url = _says("What happened.")
    feed_url: Url = _says("News of it, as an Atom feed.")
    calendar_url: Url = _says("Its days, as iCalendar.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened in the case."""

    on: date = _says("The day, or the first one.")
    until: date | None = _says("The last day, where there were several.")
    title: str = _says("What happened.")
    text: str = _says("More about it; may be empty.")
    url: Url | None = _says("Where there is more about it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What happened in the case, the oldest first."""

    case: str = _says("The last part of the case's address.")
    entries: tuple[Entry, ...] = _says("Those of this page.")
    pages: Pages = _says("Which page this is.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedding:
    """How to put the list of names into another page (oEmbed 1.0, rich)."""

    type: str = _says("Always rich.")
    version: str = _says("Always 1.0.")
    title: str = _says("The letter's title.")
    provider_name: str = _says("Who runs this installation.")
    provider_url: Url = _says("Its first page.")
    html: str = _says("An iframe; nothing in it runs.")
    width: int = _says("Pixels.")
    height: int = _says("Pixels.")
