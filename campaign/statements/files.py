"""Handing a statement's sealed PDF out, to its Member and, once shown, to everybody."""

import io

from flask import Response, send_file
from flask_babel import lazy_gettext as _

from campaign import vault
from campaign.statements import printing
from campaign.statements.models import Statement
from campaign.web.refusals import NotFound


def handed_out(statement: Statement | None) -> Response:
    """The file's very bytes. Raises NotFound where there is none to be had, whatever the reason."""
    if statement is None or statement.file_digest is None:
        raise NotFound("statement", _("There is no file to be had here. Compare the address once more."))
    response = send_file(
        io.BytesIO(vault.read(statement.file_digest)),
        mimetype="application/pdf",
        download_name=printing.file_name(statement),
        as_attachment=True,
        etag=statement.file_digest,
        conditional=True,
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response
