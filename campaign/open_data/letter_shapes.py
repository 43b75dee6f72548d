"""The answers about a letter and the names under it."""

from dataclasses import dataclass
from datetime import date

from campaign.handover.kinds import ReplyKind
from campaign.open_data.shapes import Code, Country, Group, Pages, Sha256, Url, says
from campaign.signing.models import Assurance


@dataclass(frozen=True, slots=True, kw_only=True)
class Sureness:
    """How sure it is that the Member signed."""

    code: Assurance = says("The kind of evidence.")
    words: str = says("The same in a few words.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A Member whose signature stands at this moment, as of the moment of signing."""

    ep_id: int = says("The Parliament's number of the person: the key of this list.")
    ep_url: Url = says("The person's page at the Parliament.")
    name: str = says("Given name and FAMILY NAME as the Parliament's directory prints them.")
    given: str = says("The given name.")
    family: str = says("The family name; never change its capitals.")
    country: Country = says("Where the Member was elected.")
    group: Group = says("The political group when the Member signed.")
    party: str | None = says("The national party when the Member signed, where it is known.")
    signed_on: date | None = says("The day in Brussels; null for a list that others published.")
    assurance: Sureness = says("What stands behind the name.")
    late: bool = says("Whether the name stands in the supplement of those who signed after the close.")
    in_individual_capacity: bool = says("Whether the Member asked for these words beside the name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatories:
    """The names that stand under a letter at this moment, in print order."""

    letter: Code = says("The letter's code.")
    names_digest: Sha256 = says(
        "Changes with every name that comes or goes. Where it differs between two pages, start again with the first."
    )
    signatories: tuple[Signatory, ...] = says("The names of this page.")
    pages: Pages = says("Which page this is.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedFile:
    """A sealed PDF of an edition in another language. Nobody signed it: it says which text was."""

    code: Code = says("The code of this very file.")
    language: str = says("BCP 47.")
    file_digest: Sha256 = says("SHA-256 of the file.")
    size: int = says("Bytes.")
    page_count: int = says("Pages of the PDF.")
    file_url: Url = says("Where it can be downloaded.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A sealed PDF that was made for the public."""

    code: Code = says("The code of this very file.")
    number: int = says("Counted from 1; a later one replaces an earlier one.")
    issued_on: date = says("The day in Brussels.")
    file_digest: Sha256 = says("SHA-256 of the file.")
    size: int = says("Bytes.")
    page_count: int = says("Pages of the PDF.")
    merkle_root: Sha256 | None = says("One digest over the public facts of all its signatures (RFC 9162).")
    file_url: Url | None = says(
        "Where it can be downloaded; null for one that was replaced, or holds a name that was taken back since."
    )
    translations: tuple[TranslatedFile, ...] = says("The same in other languages; none where file_url is null.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Who has the letter since when."""

    on: date = says("The day in Brussels.")
    addressee: str = says("Name and office.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back from an addressee, as far as the organisers published it."""

    id: Code = says("Our number.")
    addressee: str = says("Who replied, by name and office.")
    kind: ReplyKind = says("What came back; silence is a statement of the organisers once an answer was due.")
    on: date = says("The day.")
    language: str = says("BCP 47; may be empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many signatories share something."""

    code: str = says("Of a group or a country.")
    members: int = says("How many.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of the names that stand."""

    members: int = says("All of them.")
    groups: int = says("Political groups; non-attached Members are no group.")
    countries: int = says("Member States.")
    by_group: tuple[Count, ...] = says("The largest first.")
    by_country: tuple[Count, ...] = says("In the Union's protocol order.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The exact wording that was signed."""

    revision: Code = says("Its public number.")
    digest: Sha256 = says("SHA-256 of the text.")
    url: Url = says("The text that the digest is of.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """What the Members were told that the letter is part of; it is signed with the text."""

    title: str = says("The case's title of that time.")
    story: str = says("The case's story of that time; may be empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSummary:
    """A letter of a case, in short."""

    code: Code = says("What is printed on its pages and typed on the check page.")
    title: str = says("Its title.")
    dated_on: date | None = says("The date it bears.")
    language: str = says("BCP 47.")
    members: int = says("How many names stand at this moment.")
    is_record: bool = says("Known from a public source only: no text of ours, nothing confirmed to us.")
    api_url: Url = says("Everything about it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A closed letter, or the record of one that others published."""

    code: Code = says("What is printed on its pages and typed on the check page.")
    case: str = says("The last part of the case's address.")
    title: str = says("Its title.")
    language: str = says("BCP 47.")
    place: str = says("Where it is dated; may be empty.")
    dated_on: date | None = says("The date it bears.")
    closed_on: date | None = says("The day in Brussels after which names went to a supplement.")
    is_record: bool = says("Known from a public source only: no text of ours, nothing confirmed to us.")
    source_url: Url | None = says("Where a record was published.")
    addressees: tuple[str, ...] = says("Name and office.")
    text: Text | None = says("The wording; null for a record.")
    framing: Framing | None = says("As what it was signed: the case may tell more by now, which nobody has signed.")
    editions: tuple[Edition, ...] = says("The sealed PDFs made for the public, the newest first.")
    deliveries: tuple[Delivery, ...] = says("Each addressee once, with the first day.")
    replies: tuple[Reply, ...] = says("What came back and was published, the oldest first.")
    tally: Tally = says("Counts of the names that stand at this moment.")
    names_digest: Sha256 = says("Changes with every name that comes or goes.")
    signatories_url: Url = says("The names.")
    page_url: Url = says("The case's page for people.")
    embed_url: Url = says("The names as a small page without script, for an iframe.")
    check_url: Url = says("Where anybody checks a name or a file.")
