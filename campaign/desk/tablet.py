"""The tablet's pages. The desk in its cookie is all that it may do; nothing here tells who was asked or has signed."""

from datetime import datetime
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as browser
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from campaign import clock
from campaign.db import reading, transaction
from campaign.desk import guard, operations, pages, qr, queries
from campaign.desk.forms import SheetForm
from campaign.desk.models import Desk
from campaign.desk.refusals import CannotTake
from campaign.desk.rules import WhyNot
from campaign.drafting import content as contents
from campaign.organisers import logins
from campaign.signing import guard as signing
from campaign.web import errors, security
from campaign.web.refusals import Refusal

blueprint = Blueprint("tablet", __name__, url_prefix="/desk")
security.csrf.exempt(blueprint)  # guard.check compares a mark made from the desk's own cookie
blueprint.before_request(guard.check)


@blueprint.errorhandler(Refusal)
def refused(refusal: Refusal) -> ResponseReturnValue:
    """A desk that ended leads to the login; a script gets the sentence alone, everybody else the usual page."""
    reading().rollback()
    if _is_script():
        return jsonify(reason=str(refusal.reason), sentence=str(refusal.sentence)), refusal.status
    if refusal.reason is WhyNot.ENDED:
        login = _redirect(url_for("organisers.login", next=url_for("campaigns.index")))
        return guard.take_back(login) if guard.secret() else login
    if refusal.reason is WhyNot.LOGGED_IN:
        return render_template("pages/desk/logged_in.html", mark=guard.mark(guard.secret())), 409
    return errors.refused(refusal)


@blueprint.get("/")
def start() -> ResponseReturnValue:
    """The desk."""
    now = clock.now()
    return pages.shell(_desk(reading()), searched=request.args.get("q", "")[:80], now=now)


@blueprint.get("/worker.js")
def worker() -> ResponseReturnValue:
    """The script that shows the desk without a network; served here, so that it rules over /desk/ and nothing else."""
    script = Path(str(current_app.static_folder)) / "js" / "desk-worker.js"
    return Response(script.read_bytes(), mimetype="text/javascript")


@blueprint.get("/mark")
def mark() -> ResponseReturnValue:
    """Whether the desk is open, which text it is about, and the mark that forms carry."""
    desk = _desk(reading())
    return jsonify(mark=guard.mark(guard.secret()), desk=desk.public_id, digest=pages.text_of(desk).digest)


@blueprint.get("/members.json")
def members() -> ResponseReturnValue:
    """Everybody who sits today, as the Parliament's own directory shows them to everybody."""
    now, desk = clock.now(), _desk(reading())
    content = contents.of_revision(pages.text_of(desk))
    return jsonify([pages.entry(each, content, now=now) for each in queries.sitting(reading(), now=now)])


@blueprint.get("/members/<int:ep_id>")
def choose(ep_id: int) -> ResponseReturnValue:
    """One Member: on this tablet, or on the own phone."""
    now, desk = clock.now(), _desk(reading())
    return pages.choose(desk, operations.member_at_desk(reading(), ep_id, now=now), now=now)


@blueprint.get("/members/<int:ep_id>/sign")
def sheet(ep_id: int) -> ResponseReturnValue:
    """The letter and the sheet."""
    now, desk = clock.now(), _desk(reading())
    return pages.sheet(desk, operations.member_at_desk(reading(), ep_id, now=now), None, now=now)


@blueprint.post("/members/<int:ep_id>/sign")
def take(ep_id: int) -> ResponseReturnValue:
    """Take a sheet from the plain page."""
    now, form = clock.now(), SheetForm()
    if not form.validate():
        return pages.sheet(_desk(reading()), operations.member_at_desk(reading(), ep_id, now=now), form, now=now), 422
    _take(form.sheet(ep_id), now)
    return redirect(url_for(".done"), 303)


@blueprint.post("/sheets")
def take_sealed() -> ResponseReturnValue:
    """Take a sheet that the tablet sealed and kept until it reached us; the same one again gets the same answer."""
    form = SheetForm.unsealed(request.form.get("sealed", ""))
    if form is None or not form.validate():
        raise CannotTake(WhyNot.UNREADABLE)
    _take(form.sheet(form.member), clock.now())
    return jsonify(reason="taken")


@blueprint.get("/members/<int:ep_id>/phone")
def phone(ep_id: int) -> ResponseReturnValue:
    """A code for the Member's own phone. It holds no secret of the Member: see phone.py."""
    now, desk = clock.now(), _desk(reading())
    place = operations.member_at_desk(reading(), ep_id, now=now)
    address = qr.address(desk, ep_id, now=now)
    return pages.phone(desk, place, address, *qr.path(address), now=now)


@blueprint.get("/done")
def done() -> ResponseReturnValue:
    """Thanks."""
    return pages.done(_desk(reading()))


@blueprint.post("/hand-over")
def hand_over() -> ResponseReturnValue:
    """Log whoever logged in meanwhile out again, so that the tablet can be handed over."""
    logins.leave(now=clock.now())
    return redirect(url_for(".start"), 303)


@blueprint.post("/lock")
def lock() -> ResponseReturnValue:
    """End the desk on this tablet; the login page is all that is left."""
    with transaction() as session:
        desk = queries.desk_by_secret(session, guard.secret(), now=clock.now())
        if desk is not None:
            operations.end(session, desk, by=None, now=clock.now())
    return guard.take_back(_redirect(url_for("organisers.login", next=url_for("campaigns.index"))))


def _take(sheet: operations.Sheet, now: datetime) -> None:
    """Record it; drawings were read before the database is held."""
    with transaction() as session:
        operations.take(session, _desk(session), sheet, now=now, network=signing.network())


def _desk(session: Session) -> Desk:
    """The open desk of this tablet. Raises CannotTake."""
    desk = queries.desk_by_secret(session, guard.secret(), now=clock.now())
    if desk is None:
        raise CannotTake(WhyNot.ENDED)
    if "_user_id" in browser:
        raise CannotTake(WhyNot.LOGGED_IN)
    return desk


def _redirect(address: str) -> Response:
    return make_response(redirect(address, 303))


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"
