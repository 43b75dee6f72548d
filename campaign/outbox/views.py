"""Development only: a quiet reader for the mails that were delivered into the folder."""

from email.message import EmailMessage
from pathlib import Path

from flask import Blueprint, Response, abort, render_template, send_file
from flask.typing import ResponseReturnValue

from campaign import config
from campaign.outbox import reading_aloud
from campaign.outbox.folder import Letterbox
from campaign.web.security import CONTENT_SECURITY_POLICY

blueprint = Blueprint("outbox", __name__, url_prefix="/mails")

MAIL_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "frame-ancestors 'self'",
        "sandbox allow-top-navigation-by-user-activation",
    ]
)
"""A mail is a stranger's page: no scripts, no forms, nothing loaded; its links lead the whole window on."""


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """All mails that arrived, the newest first."""
    return render_template("pages/outbox/index.html", mails=_letterbox().arrived())


@blueprint.get("/<name>")
def show(name: str) -> ResponseReturnValue:
    """One mail, as its reader sees it, and as plain text below."""
    mail = _mail(name)
    page = render_template(
        "pages/outbox/show.html",
        name=name,
        mail=mail,
        text=reading_aloud.linked(reading_aloud.text_of(mail)),
        files=list(mail.iter_attachments()),
    )
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return response


@blueprint.get("/<name>/html")
def html(name: str) -> ResponseReturnValue:
    """The HTML part alone, shut in: shown in a frame of the page above."""
    part = _mail(name).get_body(("html",))
    if part is None:
        abort(404)
    content = str(part.get_content()).replace("<head>", '<head><base target="_top">', 1)
    response = Response(content, mimetype="text/html")
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@blueprint.get("/<name>/source")
def source(name: str) -> ResponseReturnValue:
    """The mail as it came."""
    _mail(name)
    return send_file(_letterbox().path / f"{name}.eml", mimetype="text/plain")


@blueprint.get("/<name>/file/<int:number>")
def file(name: str, number: int) -> ResponseReturnValue:
    """One attached file."""
    files = list(_mail(name).iter_attachments())
    if number >= len(files):
        abort(404)
    response = Response(files[number].get_content(), mimetype=files[number].get_content_type())
    response.headers.set("Content-Disposition", "attachment", filename=files[number].get_filename() or "file")
    return response


def _letterbox() -> Letterbox:
    return Letterbox(Path(config.current().mail_folder or "mails").resolve())


def _mail(name: str) -> EmailMessage:
    mail = _letterbox().read(name)
    if mail is None:
        abort(404)
    return mail
