"""On the Member's own phone, after scanning the code at a desk: one button mails the personal link.

There is no session and no cookie; looking changes nothing. The answer is the same whether the Member has signed, was
asked, or neither.
"""

from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from campaign import clock, tokens
from campaign.db import reading, transaction
from campaign.desk import operations, qr, queries
from campaign.desk.models import Desk
from campaign.inviting import operations as inviting
from campaign.outbox import watchers
from campaign.outbox.models import OutgoingMail
from campaign.roster.models import Member
from campaign.signing import guard, mails
from campaign.signing.forms import ActForm
from campaign.web import limits, security
from campaign.web.refusals import Expired

blueprint = Blueprint("phone", __name__, url_prefix="/from-desk")
security.csrf.exempt(blueprint)  # the ticket in the address is the guard, and the form's mark is made from it


def init_app() -> None:
    """Let a mailed link retire the older ones once it has left, as every personal link does."""
    watchers.register("desk_link", watchers.Watcher(why_not=_nothing, has_left=inviting.mail_left))


def _nothing(session: Session, mail: OutgoingMail, now: datetime) -> None:
    """The Member asked for this mail just now; the page behind its link says what is still possible."""


@blueprint.before_request
def check() -> None:
    """Let a POST through only with the form's mark. Raises ForeignForm."""
    ticket = (request.view_args or {}).get("ticket", "")
    if request.method == "POST" and not tokens.same(request.form.get("csrf_token", ""), guard.token(ticket)):
        raise guard.ForeignForm(guard.Stale.FORM, _("The form came without its mark. Scan the code again."))


@blueprint.get("/<ticket>")
def ask(ticket: str) -> ResponseReturnValue:
    """Which letter, which Member, one button."""
    desk, member = _read(reading(), ticket)
    form = ActForm(formdata=None)
    form.csrf_token.data = guard.token(ticket)
    return render_template("pages/desk/ask.html", letter=desk.letter, member=member, form=form, **_about(desk, ticket))


@blueprint.post("/<ticket>")
def send(ticket: str) -> ResponseReturnValue:
    """Mail the link to the registered mailbox."""
    now = clock.now()
    with transaction() as session:
        desk, member = _read(session, ticket)
        limits.count_visitor(session, "desk-phone", at_most=20, within=operations.TEN_MINUTES, now=now)
        operations.mail_link(session, desk, member.ep_id, now=now)
    return redirect(url_for(".sent", ticket=ticket), 303)


@blueprint.get("/<ticket>/sent")
def sent(ticket: str) -> ResponseReturnValue:
    """Look into the mailbox now."""
    desk, member = _read(reading(), ticket)
    return render_template("pages/desk/sent.html", letter=desk.letter, member=member, **_about(desk, ticket))


def _read(session: Session, ticket: str) -> tuple[Desk, Member]:
    """The open desk and the Member of a ticket. Raises Expired, CannotTake."""
    now = clock.now()
    told = qr.read(ticket, now=now)
    desk = queries.open_desk(session, told[0], now=now) if told else None
    if told is None or desk is None:
        raise Expired("ticket", _("This code is too old, or its desk has ended. Ask at the desk for a new one."))
    return desk, operations.member_at_desk(session, told[1], now=now).member


def _about(desk: Desk, ticket: str) -> dict[str, str]:
    return {"sender": mails.sender(desk.letter), "ticket": ticket}
