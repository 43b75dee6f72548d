"""What a letter lacks before Members may be asked to sign it, and what may be done with it when."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from campaign.drafting import facts, markdown, unshown
from campaign.drafting.content import Content
from campaign.drafting.models import Letter, LetterState, Revision

# Square brackets with a word in capitals and not a link or footnote, or a row of X: left to be filled in.
_PLACEHOLDER = re.compile(r"\[[A-ZÀ-ÞĀ-ŽА-Я][A-ZÀ-ÞĀ-ŽА-Я0-9 _/'’-]*\](?![(\[:])|\bX{3,}\b|\bTBC\b|\bTBD\b|_{4,}")
_MAILBOX = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
LATE_AT_MOST = timedelta(days=60)
"""For no longer than this at a time may late signatures be taken: the letter is on its way meanwhile."""
_EXAMPLES = 8
_JOINERS = "\u00ad\u200c\u200d"


class Lack(StrEnum):
    """One kind of thing that keeps a letter from being opened."""

    ADDRESSEE = "addressee"
    UNNAMED_ADDRESSEE = "unnamed_addressee"
    SUBJECT = "subject"
    BODY = "body"
    DEADLINE = "deadline"
    DEADLINE_PASSED = "deadline_passed"
    PLACEHOLDER = "placeholder"
    FACT = "fact"
    """A fact of the case; `field` is its field on the page of facts."""
    UNSAID = "unsaid"
    FOOTNOTE = "footnote"
    FOOTNOTE_TEXT = "footnote_text"
    NESTING = "nesting"
    HIDDEN_CHARACTER = "hidden_character"
    UNSHOWN = "unshown"
    """A word that is digested with the text and shown to nobody."""
    GLYPH = "glyph"


@dataclass(frozen=True)
class Problem:
    """What is lacking, in which field of the editor, and the words it is about."""

    lack: Lack
    field: str
    detail: str = ""


class Why(StrEnum):
    """Why a verb is refused."""

    NOT_A_DRAFT = "not_a_draft"
    NOT_OPEN = "not_open"
    NOT_READY = "not_ready"
    CHANGED = "changed"
    NOT_LATER = "not_later"
    NO_REASON = "no_reason"
    NOT_CLOSED = "not_closed"
    NOT_CLOSED_YET = "not_closed_yet"
    NOT_AHEAD = "not_ahead"
    TOO_FAR = "too_far"


def problems(
    content: Content, deadline_at: datetime | None, *, now: datetime, missing_glyphs: Callable[[str], list[str]]
) -> list[Problem]:
    """Everything that keeps this text from being opened for signature now; empty when it may be."""
    return [
        *_lacking_parts(content),
        *_deadline(deadline_at, now),
        *_leftovers(content),
        *_unprintable(content, missing_glyphs),
    ]


def mailboxes_in(content: Content) -> list[str]:
    """E-mail addresses in the running text, which every edition prints, the public one too.

    Those of addressees, copies and letterhead are left out there by the program; these stay.
    """
    running = "\n".join((content.subject, content.body, content.closing))
    return list(dict.fromkeys(_MAILBOX.findall(running)))


def stands_under(signed: Revision, current: Revision) -> bool:
    """Whether a signature under `signed` stands under the current text: corrections alone lie between them.

    The one place where this is decided (promise 1: no name without authorisation for that exact text).
    """
    return signed.letter_id == current.letter_id and current.basis <= signed.number <= current.number


def why_not_extended(letter: Letter, deadline_at: datetime, reason: str, *, now: datetime) -> Why | None:
    """Why the deadline may not move to this instant: only an open letter's, only later, only with a reason."""
    if letter.state != LetterState.OPEN:
        return Why.NOT_OPEN
    if deadline_at <= now or (letter.deadline_at is not None and deadline_at <= letter.deadline_at):
        return Why.NOT_LATER
    return None if reason.strip() else Why.NO_REASON


def accepts_late(letter: Letter, *, now: datetime) -> bool:
    """Whether the letter is closed and still takes signatures for its dated supplement (DOMAIN §2 step 8)."""
    return letter.state is LetterState.CLOSED and letter.late_until is not None and now <= letter.late_until


def why_no_late(letter: Letter, until: datetime, reason: str, *, now: datetime) -> Why | None:
    """Why late signatures may not be taken until then: only a closed letter's, only for a while, for a reason."""
    if letter.state is not LetterState.CLOSED:
        return Why.NOT_CLOSED
    if until <= now:
        return Why.NOT_AHEAD
    if until > now + LATE_AT_MOST:
        return Why.TOO_FAR
    return None if reason.strip() else Why.NO_REASON


def _lacking_parts(content: Content) -> Iterator[Problem]:
    if not content.addressees:
        yield Problem(Lack.ADDRESSEE, "addressees")
    for number, addressee in enumerate(content.addressees, 1):
        if not addressee.authority:  # consent must name the authority
            yield Problem(Lack.UNNAMED_ADDRESSEE, "addressees", str(number))
    if not content.subject:
        yield Problem(Lack.SUBJECT, "subject")
    if not content.body:
        yield Problem(Lack.BODY, "body")


def _deadline(deadline_at: datetime | None, now: datetime) -> Iterator[Problem]:
    if deadline_at is None:
        yield Problem(Lack.DEADLINE, "deadline_day")
    elif deadline_at <= now:
        yield Problem(Lack.DEADLINE_PASSED, "deadline_day")


def _leftovers(content: Content) -> Iterator[Problem]:
    yield from _missing(content)
    for field, text in _typed(content):
        for found in dict.fromkeys(_PLACEHOLDER.findall(text)):
            yield Problem(Lack.PLACEHOLDER, field, found)
    for field, text in (*_typed(content), ("campaign", content.campaign), ("framing", content.framing)):
        for character in dict.fromkeys(filter(_hides, text)):
            yield Problem(Lack.HIDDEN_CHARACTER, field, _in_words(character))
    yield from _not_shown(content.body)


def _not_shown(body: str) -> list[Problem]:
    """What is typed, and digested, and would be neither printed nor shown as it is meant."""
    found = [Problem(Lack.FOOTNOTE, "body", f"[^{label}]") for label in markdown.unmatched_footnotes(body)]
    found += [Problem(Lack.FOOTNOTE_TEXT, "body", f"[^{label}]") for label in markdown.marks_without_note(body)]
    if markdown.is_too_deep(body):
        found.append(Problem(Lack.NESTING, "body"))
    if not found and (unseen := unshown.words(body)):
        found.append(Problem(Lack.UNSHOWN, "body", " ".join(unseen[:_EXAMPLES])))
    return found


def _missing(content: Content) -> Iterator[Problem]:
    """What the text itself calls missing: each fact once, with the place where it is entered."""
    for words, field in {words: field for field, text in _typed(content) for words in facts.missing_in(text)}.items():
        fact = facts.BY_WORDS.get(words)
        yield Problem(Lack.FACT, fact.field, words) if fact else Problem(Lack.UNSAID, field, words)


def _unprintable(content: Content, missing_glyphs: Callable[[str], list[str]]) -> Iterator[Problem]:
    for field, text in _typed(content):
        printed = "".join(each for each in text if not _hides(each))
        for found in missing_glyphs(printed):
            yield Problem(Lack.GLYPH, field, found)


def _hides(character: str) -> bool:
    """Whether it turns or hides what is read: bidirectional overrides, zero-width characters (not the joiners)."""
    return unicodedata.category(character) == "Cf" and character not in _JOINERS


def _in_words(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _typed(content: Content) -> Iterator[tuple[str, str]]:
    for field in ("title", "letterhead_name", "letterhead_address", "place", "subject", "body", "closing", "cc"):
        yield field, getattr(content, field)
    for addressee in content.addressees:
        lines = (addressee.name, addressee.office, addressee.postal, addressee.email, addressee.salutation)
        yield "addressees", "\n".join(lines)
