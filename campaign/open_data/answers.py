"""Shapes as JSON that changes its ETag only when something changed, problems as RFC 9457, and bounds on how often.

Every answer may be read by any page on the web (CORS): it is public, and no cookie ever belongs to it. Nothing is
written for a GET, so requests are counted in this process's memory; a restart forgets them, and each worker counts
alone. That is enough against a crawler that forgot its pause, and more is a proxy's work.
"""

import hashlib
import json
import time
from collections import OrderedDict
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus
from threading import Lock
from typing import Any

from flask import Response, request, session
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from campaign.db import reading
from campaign.open_data.shapes import Problem
from campaign.web import limits
from campaign.web.refusals import Refusal, TooMany

A_MINUTE = 600
"""So many requests a minute from one network: newsrooms and the Parliament share addresses."""
SECONDS = 60
_NETWORKS_AT_MOST = 10_000
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Counter:
    """How many requests each network made in this minute, for as many networks as memory should hold."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = 0
        self._counted: OrderedDict[str, int] = OrderedDict()

    def count(self, network: str, *, at: float) -> bool:
        """Count one more; False where the minute's number is spent."""
        with self._lock:
            minute = int(at // SECONDS)
            if minute != self._minute:
                self._minute = minute
                self._counted.clear()
            number = self._counted.pop(network, 0) + 1
            self._counted[network] = number
            if len(self._counted) > _NETWORKS_AT_MOST:
                self._counted.popitem(last=False)
            return number <= A_MINUTE


_counter = Counter()


def refuse_crowds() -> None:
    """Let through what a network may ask in a minute. Raises TooMany."""
    near, _wide = limits.networks(request.remote_addr or "0.0.0.0")  # noqa: S104 - a value, not a binding
    if not _counter.count(near, at=time.monotonic()):
        raise TooMany("api", _("That was too often. Wait a minute, and ask with If-None-Match."))


def plain(value: Any) -> Any:
    """A shape as JSON can hold it: days as 2017-12-13, instants in UTC as RFC 3339 writes them."""
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def as_json(value: Any) -> Response:
    """The answer with its ETag, or 304 where the reader has it already."""
    return kept(json.dumps(plain(value), ensure_ascii=False, indent=1).encode(), "application/json")


def kept(content: bytes, mimetype: str) -> Response:
    """Bytes that a reader may keep, and must ask about each time: a name that was taken back is gone at once."""
    response = Response(content, mimetype=mimetype)
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response


def across(response: Response) -> Response:
    """Let pages of other sites read it, but never with a cookie."""
    without_cookie(response)
    response.headers.update(CROSS_ORIGIN)
    if request.method == "OPTIONS":
        response.headers.update(PREFLIGHT)
    return response


def without_cookie(response: Response) -> Response:
    """Set no cookie, whoever looks: what everybody may read has nothing to do with a session."""
    session.modified = session.accessed = False
    return response


def refused(refusal: Refusal) -> Response:
    """An expected "no" as a problem; whatever is not public answers in the same bytes as what never was."""
    reading().rollback()
    detail = _("There is no such thing here, or it is not public.") if refusal.status == 404 else str(refusal.sentence)
    return problem(refusal.status, detail)


def broken(error: HTTPException) -> Response:
    """An HTTP error within the interface, as a problem."""
    return problem(error.code or 500, _("This did not work. Compare the request with /api/v1/openapi.json."))


def problem(status: int, detail: str) -> Response:
    """RFC 9457: a problem, never to be kept."""
    shape = Problem(type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail)
    response = Response(json.dumps(plain(shape), ensure_ascii=False), status, mimetype="application/problem+json")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = str(SECONDS)
    return response
