"""Gzip for what everybody may read: style sheets, scripts, public pages.

Never for pages with a secret or a token in them: the length of a compressed page tells about its content (BREACH).
"""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

PACKED = {"static", "colours.stylesheet"}
TYPES = {"text/css", "text/javascript", "image/svg+xml"}
LEVEL = 9  # each file is packed once


def init_app(app: Flask) -> None:
    """Pack the files that every page loads."""
    app.after_request(_pack_files)


def is_wanted() -> bool:
    """Whether whoever asks can unpack."""
    return request.accept_encodings["gzip"] > 0


def packed(content: bytes) -> bytes:
    """The same bytes for the same content, whenever it is packed."""
    return gzip.compress(content, LEVEL, mtime=0)


def _pack_files(response: Response) -> Response:
    if request.endpoint not in PACKED or response.mimetype not in TYPES:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code == 200 and request.method == "GET" and is_wanted():
        response.direct_passthrough = False
        etag, _weak = response.get_etag()
        response.set_data(_kept(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
        if etag:
            response.set_etag(etag, weak=True)  # the same file in other bytes
    return response


_kept = lru_cache(maxsize=128)(packed)
