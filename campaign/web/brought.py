"""Files that organisers bring: known kinds only, told by their first bytes, never by their name."""

import io
import re
from dataclasses import dataclass
from typing import IO

from flask import Response, send_file
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage

from campaign import vault
from campaign.web.refusals import Refusal

MAX_BYTES = 15 * 1024 * 1024
_BEGINNINGS = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)


class NoDocument(Refusal):
    """The file cannot be kept as a document."""

    status = 422


@dataclass(frozen=True)
class Brought:
    """A file that was looked at: its bytes, its tidy name and what it is."""

    content: bytes
    name: str
    mimetype: str


def taken(file: IO[bytes], name: str) -> Brought:
    """The file with a safe name whose ending tells the truth.

    Raises NoDocument for one that is empty, too large, or neither PDF, PNG nor JPEG.
    """
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise NoDocument("bytes", _("That file is larger than 15 MB. Choose a smaller one, or link to it instead."))
    for beginning, mimetype, ending in _BEGINNINGS:
        if content.startswith(beginning):
            return Brought(content, tidy(name, ending), mimetype)
    raise NoDocument("kind", _("That file is no PDF, PNG or JPEG. Save it as PDF and bring that."))


def of_field(field: object) -> Brought | None:
    """What was brought in a form's file field; None, with the reason beside the field, where it cannot be kept."""
    file: FileStorage = field.data  # type: ignore[attr-defined]
    try:
        return taken(file.stream, file.filename or "")
    except NoDocument as refusal:
        field.errors = [*field.errors, refusal.sentence]  # type: ignore[attr-defined]
        return None


def download(digest: str, *, name: str, mimetype: str) -> Response:
    """The kept file as a download that no browser runs or guesses the kind of; only for whoever may see it."""
    content = io.BytesIO(vault.read(digest))
    response = send_file(
        content, mimetype=mimetype, download_name=name, as_attachment=True, etag=digest, conditional=True
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def mimetype(name: str) -> str:
    """What a kept file is, from the ending that `taken` gave it."""
    return next((kind for _beginning, kind, ending in _BEGINNINGS if name.endswith(ending)), "application/octet-stream")


def tidy(name: str, ending: str) -> str:
    """A file name without folders, controls and signs that file systems dislike, with this ending."""
    last = re.split(r"[/\\]", name)[-1]
    stem = last.rpartition(".")[0] or last
    kept = re.sub(r'[\x00-\x1f\x7f-\x9f:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+', " ", stem)
    return (re.sub(r"\s+", " ", kept).strip(" .")[:80] or "document") + ending
