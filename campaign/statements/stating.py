"""Where the Member makes the statement, shows or hides it, and takes it back. Looking changes nothing.

There is no session and no cookie here; the secret in the address is the proof, and the form carries a mark of ours.
"""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from campaign import clock, config
from campaign.db import reading, transaction
from campaign.onetime import WhyNoCode
from campaign.roster import queries as roster
from campaign.signing import guard, pages
from campaign.signing.forms import ActForm
from campaign.statements import operations, printing, queries, rules
from campaign.statements.files import handed_out
from campaign.statements.forms import CodeForm
from campaign.statements.models import Statement
from campaign.web import limits, security
from campaign.web.refusals import NotFound

blueprint = Blueprint("stating", __name__, url_prefix="/statement")
security.csrf.exempt(blueprint)  # guard.check compares a token that needs no session and no cookie
blueprint.before_request(guard.check)

CODES_A_DAY = 8
DAY = timedelta(days=1)

CODE_SENTENCES = {
    WhyNoCode.NONE: _("There is no code waiting. Ask for a new one below."),
    WhyNoCode.EXPIRED: _("This code is older than ten minutes. Ask for a new one below."),
    WhyNoCode.SPENT: _("That was too often, so the code no longer counts. Ask for a new one below."),
    WhyNoCode.WRONG: _("This is not the code we sent. Compare it with the newest mail and type all six digits."),
}


@blueprint.get("/<secret>")
def look(secret: str) -> ResponseReturnValue:
    """What the statement would say, or says, and the next step."""
    return _page(reading(), _statement(reading(), secret), CodeForm(formdata=None), secret=secret)


@blueprint.post("/<secret>/code")
def send_code(secret: str) -> ResponseReturnValue:
    """Mail a code to the registered mailbox."""
    now = clock.now()
    with transaction() as session:
        guard.count_post(session, now=now)
        statement = _statement(session, secret, to_write=True)
        limits.count(session, "statement-code", statement.public_id, at_most=CODES_A_DAY, within=DAY, now=now)
        operations.send_code(session, statement, now=now)
    return redirect(url_for(".look", secret=secret), 303)


@blueprint.post("/<secret>")
def make(secret: str) -> ResponseReturnValue:
    """The right code makes the statement; a wrong one is counted and said."""
    form, now = CodeForm(), clock.now()
    with transaction() as session:
        guard.count_post(session, now=now)
        statement = _statement(session, secret, to_write=True)
        if not form.validate():
            return _page(session, statement, form, secret=secret)
        if reason := operations.make(session, statement, form.typed, publish=form.publish.data, now=now):
            form.code.errors = [CODE_SENTENCES[reason]]
            return _page(session, statement, form, secret=secret)
        code = statement.public_id
    printing.provide(code, now=now)
    return redirect(url_for(".look", secret=secret), 303)


@blueprint.get("/<secret>/statement.pdf")
def file(secret: str) -> ResponseReturnValue:
    """The sealed PDF, for the Member, while the statement holds."""
    session = reading()
    statement = _statement(session, secret)
    return handed_out(statement if statement.confirmed_at and queries.holds(session, statement) else None)


@blueprint.post("/<secret>/shown")
def publish(secret: str) -> ResponseReturnValue:
    """Show it to everybody."""
    return _shown(secret, publish=True)


@blueprint.post("/<secret>/hidden")
def hide(secret: str) -> ResponseReturnValue:
    """Show it only to who has its code."""
    return _shown(secret, publish=False)


@blueprint.post("/<secret>/taken-back")
def take_back(secret: str) -> ResponseReturnValue:
    """The statement holds no more."""
    now = clock.now()
    with transaction() as session:
        guard.count_post(session, now=now)
        operations.take_back(session, _statement(session, secret, to_write=True), now=now)
    return redirect(url_for(".look", secret=secret), 303)


def _shown(secret: str, *, publish: bool) -> ResponseReturnValue:
    now = clock.now()
    with transaction() as session:
        guard.count_post(session, now=now)
        operations.show(session, _statement(session, secret, to_write=True), publish=publish, now=now)
    return redirect(url_for(".look", secret=secret), 303)


def _page(session: Session, statement: Statement, form: CodeForm, *, secret: str) -> str:
    now = clock.now()
    signature = queries.standing_signature(session, statement)
    act = ActForm(formdata=None)
    act.csrf_token.data = form.csrf_token.data = guard.token(secret)
    reason = rules.why_not_made(statement, stands=signature is not None, now=now)
    return render_template(
        "pages/statements/mine.html",
        statement=statement,
        reason=reason,
        sentence=operations.SENTENCES[reason] if reason else "",
        withdraw=pages.withdrawal_link(signature) if signature else None,
        mailbox=roster.mailbox_on(session, statement.ep_id, clock.brussels_day(now)),
        form=form,
        act=act,
        secret=secret,
        contact=config.current().operator_email,
    )


def _statement(session: Session, secret: str, *, to_write: bool = False) -> Statement:
    found = queries.by_secret(session, secret, to_write=to_write)
    if found is None:
        raise NotFound(
            "statement", _("This link is not one of ours, or its time is over. Ask for the statement once more.")
        )
    return found
