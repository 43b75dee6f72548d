"""Anybody may ask for a statement; the answer is the same whatever comes of it. Published ones have a page."""

import hashlib
from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from campaign import clock
from campaign.db import reading, transaction
from campaign.roster import queries as roster
from campaign.statements import operations, queries
from campaign.statements.files import handed_out
from campaign.statements.forms import AskForm
from campaign.web import limits
from campaign.web.refusals import NotFound

blueprint = Blueprint("statements", __name__, url_prefix="/statements")

ASKED_AN_HOUR = 10
SHORTEST = 2
"""Letters of a name to search for."""


@blueprint.get("/")
def ask() -> ResponseReturnValue:
    """Find the Member by name; then say what the statement is about."""
    return _page(AskForm(formdata=None, data={"member": request.args.get("member", "")}))


@blueprint.post("/")
def send() -> ResponseReturnValue:
    """Take the request. The file is read in memory for its digest and not kept."""
    form, now = AskForm(), clock.now()
    if not form.validate():
        return _page(form), 422
    content = form.file.data.read() if form.file.data else b""
    digest = hashlib.sha256(content).hexdigest() if content else None
    with transaction() as session:
        limits.count_visitor(session, "statement", at_most=ASKED_AN_HOUR, within=timedelta(hours=1), now=now)
        operations.ask(session, form.ep_id, form.about(digest), now=now)
    return redirect(url_for("statements.asked"), 303)


@blueprint.get("/asked")
def asked() -> ResponseReturnValue:
    """What happens now: the same page for everybody, whoever was asked and whatever the registers hold."""
    return render_template("pages/statements/asked.html")


@blueprint.get("/<statement_code>")
def show(statement_code: str) -> ResponseReturnValue:
    """A statement that its Member shows to everybody. Raises NotFound for every other code alike."""
    found = queries.published(reading(), statement_code)
    if found is None:
        raise NotFound("statement", _("There is no published statement with this code. Compare it once more."))
    return render_template("pages/statements/show.html", statement=found)


@blueprint.get("/<statement_code>/statement.pdf")
def file(statement_code: str) -> ResponseReturnValue:
    """The sealed PDF of a statement that its Member shows to everybody. Raises NotFound for every other code alike."""
    return handed_out(queries.published(reading(), statement_code))


def _page(form: AskForm) -> str:
    session, day = reading(), clock.brussels_day(clock.now())
    text = request.args.get("name", "").strip()
    chosen = roster.member(session, form.ep_id) if form.ep_id else None
    if chosen is not None and roster.mandate_on(session, chosen.ep_id, day) is None:
        chosen = None
    return render_template(
        "pages/statements/ask.html",
        form=form,
        name=text,
        chosen=chosen,
        found=roster.search(session, text, day) if len(text) >= SHORTEST and chosen is None else (),
        searched=len(text) >= SHORTEST,
    )
