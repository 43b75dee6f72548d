"""Lists from an address: through the one door outward (web/outside.py), redirects too, and within bounds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urljoin, urlsplit

from campaign.roster.sources import archives
from campaign.roster.sources.recognition import File
from campaign.roster.sources.refusals import CannotRead, Reason, shown
from campaign.web import outside
from campaign.web.outside import Answer, Resolve, WhyNot

Progress = Callable[[int], None]

_HOPS = 5
_PAUSE = 20.0
"""Seconds of silence after which a site counts as failed."""
_CHUNK = 64 * 1024
_HEADERS = {
    "User-Agent": "Undersigned roster import",
    "Accept": "application/xml, application/ld+json, text/csv, */*;q=0.5",
    "Accept-Encoding": "identity",
}


def is_address(text: str) -> bool:
    """Is this an address on the web rather than a file's name?"""
    return text.lower().startswith(("http://", "https://"))


def fetch(address: str, *, resolve: Resolve | None = None, progress: Progress | None = None) -> File:
    """The document at a public https address; its name is the last part of the address.

    Raises CannotRead for an address that is refused, an empty answer, or one that is too large.
    """
    for _ in range(_HOPS):
        with _answer(address, resolve) as answer:
            if answer.status not in (301, 302, 303, 307, 308):
                return _name(address), _content(address, answer, progress)
            address = urljoin(address, answer.headers.get("Location", ""))
    raise CannotRead(Reason.NOT_FETCHED, file=shown(address), value="it redirects without end")


@contextmanager
def _answer(address: str, resolve: Resolve | None) -> Iterator[Answer]:
    try:
        with outside.asked("GET", address, headers=_HEADERS, pause=_PAUSE, resolve=resolve) as answer:
            yield answer
    except outside.Unreachable as error:
        raise _refusal(error) from None


def _refusal(error: outside.Unreachable) -> CannotRead:
    match error.reason:
        case WhyNot.BAD_ADDRESS:
            return CannotRead(Reason.BAD_ADDRESS, value=shown(error.place))
        case WhyNot.INNER_ADDRESS:
            return CannotRead(Reason.INNER_ADDRESS, value=shown(error.place))
        case WhyNot.NO_HOST:
            return CannotRead(Reason.NOT_FETCHED, file=shown(error.place), value="there is no such host")
    return CannotRead(Reason.NOT_FETCHED, file=shown(error.place), value=error.said)


def _content(address: str, answer: Answer, progress: Progress | None) -> bytes:
    """The body, read no further than a list can reach. An empty one is a failure, not an empty Parliament."""
    name = _name(address)
    if answer.status != 200 and answer.status != 202:
        raise CannotRead(Reason.NOT_FETCHED, file=name, value=f"the site answered with status {answer.status}")
    content = bytearray()
    for chunk in answer.stream(_CHUNK, decode_content=True):
        content += chunk
        if len(content) > archives.MAX_BYTES:
            raise archives.too_large(name)
        if progress:
            progress(len(content))
    if not content.strip():
        raise CannotRead(Reason.EMPTY_ANSWER, file=name, value=answer.status)
    return bytes(content)


def _name(address: str) -> str:
    parts = urlsplit(address)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    return shown(last or str(parts.hostname))
