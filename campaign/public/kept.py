"""Public pages kept in memory until something happens, so that one small worker carries a crowd of readers.

Each request asks the database once for the campaign and its mark: whether it is public at this moment, how far the
journal is, which signatures stand. A page is given again only under the mark it was made under, so a withdrawal is
gone from the very next answer, whichever process took it and whichever gives it. Browsers and proxies may keep a copy
but must ask before they show it (no-cache): nothing outlives the truth.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime

from flask import Response, current_app, request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns.models import Campaign
from campaign.drafting.models import Letter
from campaign.journal import Event
from campaign.public import cases, shown
from campaign.publishing import rules
from campaign.signing.models import Signature
from campaign.web import compression

AT_MOST = 32 * 1024 * 1024
"""Bytes of all pages kept in one process."""
#: What happens in masses and shows on no public page. New signatures are seen by their number, not by these.
HARMLESS = frozenset(
    {
        "invitation.sent",
        "invitation.reminded",
        "invitation.cancelled",
        "invitation.unsubscribed",
        "signature.given",
        "decline.given",
        "claim.brought",
        "authorisation.prepared",
        "office.link_sent",
    }
)


@dataclass(frozen=True, slots=True)
class Mark:
    """All that a page depends on, in five values."""

    campaign_id: int
    happened: int
    """The newest event of the journal that may show on a public page."""
    standing: int
    """How many signatures stand under the letters that are shown."""
    newest: int
    day: date
    """What is overdue changes with the day in Brussels."""


@dataclass(frozen=True, slots=True)
class _Page:
    body: bytes
    packed: bytes
    etag: str
    mimetype: str
    disposition: str


class Shelf:
    """What one process keeps: pages by address and mark, the oldest forgotten first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, tuple[Mark, _Page]] = OrderedDict()
        self._size = 0
        self._seen = self._happened = -1
        self._lock = threading.Lock()

    def find(self, key: Hashable, mark: Mark) -> _Page | None:
        """The page, if it was made under this very mark."""
        with self._lock:
            held = self._pages.get(key)
            if held is None or held[0] != mark:
                return None
            self._pages.move_to_end(key)
            return held[1]

    def put(self, key: Hashable, mark: Mark, page: _Page) -> None:
        """Keep it in the place of an older one."""
        with self._lock:
            if (older := self._pages.pop(key, None)) is not None:
                self._size -= _size(older[1])
            self._pages[key] = (mark, page)
            self._size += _size(page)
            while self._size > AT_MOST:
                self._size -= _size(self._pages.popitem(last=False)[1][1])

    def happened(self, session: Session, number: int) -> int:
        """The newest event that may show on a page; `number` is the newest of all, and those between are looked at."""
        with self._lock:
            if number != self._seen:
                is_later = 0 <= self._seen < number
                if not is_later or self._shows(session, number):
                    self._happened = number
                self._seen = number
            return self._happened

    def _shows(self, session: Session, number: int) -> bool:
        kinds = select(Event.kind).where(Event.number > self._seen, Event.number <= number).distinct()
        return not HARMLESS.issuperset(session.scalars(kinds))


_STANDING = (
    select(Signature.id)
    .select_from(Signature)
    .join(Letter, Letter.id == Signature.letter_id)
    .where(Letter.campaign_id == Campaign.id, Letter.is_public, Letter.state.in_(shown.SHOWN))
    .where(Signature.standing.is_(True))
    .correlate(Campaign)
)
_MARK = (
    select(func.max(Event.number)).scalar_subquery().label("happened"),
    _STANDING.with_only_columns(func.count()).scalar_subquery().label("standing"),
    _STANDING.with_only_columns(func.max(Signature.id)).scalar_subquery().label("newest"),
)


def public(session: Session, slug: str, *, now: datetime) -> tuple[Campaign, Mark]:
    """The campaign that is public at this address now, and the mark of its pages; one query while nothing happens.

    Raises NotFound, in the same words before the embargo's end as for an address that nobody has.
    """
    query = select(Campaign, *_MARK).where(Campaign.slug == slug, rules.are_public(now))
    found = session.execute(query).first()
    if found is None:
        raise cases.not_found()
    campaign: Campaign = found.Campaign
    mark = Mark(
        campaign_id=campaign.id,
        happened=_shelf().happened(session, found.happened or 0),
        standing=found.standing,
        newest=found.newest or 0,
        day=clock.brussels_day(now),
    )
    return campaign, mark


def answer(
    key: Hashable, mark: Mark, make: Callable[[], bytes | str], *, mimetype: str = "text/html", name: str = ""
) -> Response:
    """The kept page, or the one made now; with a `name` it is a download."""
    shelf = _shelf()
    page = shelf.find(key, mark)
    if page is None:
        page = _made(make(), mimetype, name)
        shelf.put(key, mark, page)
    return _sent(page)


def _made(content: bytes | str, mimetype: str, name: str) -> _Page:
    body = content.encode() if isinstance(content, str) else content
    packed = b"" if mimetype in ("image/png",) else compression.packed(body)
    etag = hashlib.sha256(body).hexdigest()[:32]
    return _Page(body, packed, etag, mimetype, f'attachment; filename="{name}"' if name else "")


def _sent(page: _Page) -> Response:
    is_packed = bool(page.packed) and compression.is_wanted()
    response = Response(page.packed if is_packed else page.body, mimetype=page.mimetype)
    if page.packed:
        response.headers["Vary"] = "Accept-Encoding"
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    if page.disposition:
        response.headers["Content-Disposition"] = page.disposition
    response.headers["Cache-Control"] = "public, no-cache"
    response.set_etag(f"{page.etag}-gzip" if is_packed else page.etag)
    response.make_conditional(request)
    return response


def _shelf() -> Shelf:
    shelf: Shelf = current_app.extensions.setdefault("kept_pages", Shelf())
    return shelf


def _size(page: _Page) -> int:
    return len(page.body) + len(page.packed)
