"""The signing form behind a personal link, the code, the no, the way back.

Looking changes nothing: mail scanners follow links. There is no session and no cookie here.
"""

import io
from datetime import datetime

from flask import Blueprint, abort, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from campaign import clock
from campaign.db import reading, transaction
from campaign.onetime import WhyNoCode
from campaign.signing import guard, operations, pages, queries, rules
from campaign.signing.forms import CodeForm, DeclineForm, SignForm
from campaign.signing.models import Signature
from campaign.signing.refusals import CODE_SENTENCES, CannotSign
from campaign.signing.rules import Case, WhyNot
from campaign.web import security

blueprint = Blueprint("signing", __name__, url_prefix="/sign")
security.csrf.exempt(blueprint)  # guard.check compares a token that needs no session and no cookie
blueprint.before_request(guard.check)


@blueprint.errorhandler(CannotSign)
def stopped(refusal: CannotSign) -> ResponseReturnValue:
    """Where a link leads no further: the signature that is there already, the new text, or a page of help."""
    reading().rollback()
    secret = (request.view_args or {}).get("secret", "")
    if refusal.why in (WhyNot.ALREADY_SIGNED, WhyNot.UNSETTLED):
        return redirect(url_for(".read", secret=secret), 303)
    return pages.stopped(refusal, queries.case_by_secret(reading(), secret, now=clock.now()), secret), refusal.status


@blueprint.get("/<secret>")
def read(secret: str) -> ResponseReturnValue:
    """The letter, who asks, what signing means, and the form; or the signature that was given."""
    now = clock.now()
    case = _case(reading(), secret, now=now)
    reason = rules.why_refused(case, now=now)
    if case.signature is not None and reason is WhyNot.ALREADY_SIGNED:
        return pages.signed(case, case.signature, secret=secret)
    if case.signature is not None and reason is WhyNot.UNSETTLED:
        return redirect(pages.withdrawal_link(case.signature))
    if reason:
        raise CannotSign(reason)
    form = SignForm(formdata=None, data=pages.filled_in(case))
    return pages.letter(case, form, secret=secret, now=now)


@blueprint.post("/<secret>")
def sign(secret: str) -> ResponseReturnValue:
    """Take what was filled in; mail the code, or sign at once where the letter asks for none."""
    now = clock.now()
    form = SignForm()
    valid = form.validate()  # pictures are decoded before the database is held
    with transaction() as session:
        case = _case(session, secret, now=now, to_write=True)
        if not valid:
            guard.count_post(session, now=now)
            operations.start(case, now=now)
            return pages.letter(case, form, secret=secret, now=now)
        guard.count_code(session, case, now=now)
        signature = operations.fill_in(session, case, form.wish(), now=now, network=guard.network())
    return redirect(url_for(".read" if signature else ".confirm", secret=secret), 303)


@blueprint.get("/<secret>/confirm")
def confirm(secret: str) -> ResponseReturnValue:
    """Where the code is typed."""
    now = clock.now()
    case = _case(reading(), secret, now=now)
    if reason := rules.why_refused(case, now=now):
        raise CannotSign(reason)
    pending = queries.pending_of(reading(), case.invitation)
    if pending is None:
        return redirect(url_for(".read", secret=secret))
    if pending.revision_id != case.text.id:
        raise CannotSign(WhyNot.TEXT_CHANGED)
    return pages.code(case, CodeForm(formdata=None), secret=secret, now=now)


@blueprint.post("/<secret>/confirm")
def enter_code(secret: str) -> ResponseReturnValue:
    """The right code makes the signature; a wrong one is counted and said."""
    now = clock.now()
    form = CodeForm()
    with transaction() as session:
        case = _case(session, secret, now=now, to_write=True)
        if not form.validate():
            return pages.code(case, form, secret=secret, now=now)
        guard.refuse_guessing(session, case, now=now)
        outcome = operations.confirm(session, case, form.typed, now=now, network=guard.network())
        if isinstance(outcome, WhyNoCode):
            _wrong(session, case, form, outcome, now=now)
            return pages.code(case, form, secret=secret, now=now)
        onward = pages.after_code(session, outcome, secret=secret, now=now)
    return redirect(onward, 303)


@blueprint.post("/<secret>/code")
def send_code(secret: str) -> ResponseReturnValue:
    """Mail a fresh code."""
    now = clock.now()
    with transaction() as session:
        case = _case(session, secret, now=now, to_write=True)
        guard.count_code(session, case, now=now)
        operations.send_code_again(session, case, now=now)
    return redirect(url_for(".confirm", secret=secret), 303)


@blueprint.get("/<secret>/decline")
def decline(secret: str) -> ResponseReturnValue:
    """Where a no is said, or was said."""
    now = clock.now()
    case = _case(reading(), secret, now=now)
    if reason := rules.why_not_declined(case, now=now):
        raise CannotSign(reason)
    if case.decline is not None:
        return pages.declined(case, secret=secret)
    return pages.decline(case, DeclineForm(formdata=None), secret=secret)


@blueprint.post("/<secret>/decline")
def say_no(secret: str) -> ResponseReturnValue:
    """Record the no."""
    now = clock.now()
    form = DeclineForm()
    with transaction() as session:
        case = _case(session, secret, now=now, to_write=True)
        guard.count_post(session, now=now)
        if not form.validate():
            return pages.decline(case, form, secret=secret)
        operations.decline(session, case, form.reason.data or "", now=now)
    return redirect(url_for(".decline", secret=secret), 303)


@blueprint.get("/<secret>/logo")
def logo(secret: str) -> ResponseReturnValue:
    """The letterhead's picture."""
    case = _case(reading(), secret, now=clock.now())
    if case.revision is None or case.revision.logo is None:
        abort(404)
    return _picture(case.revision.logo)


@blueprint.get("/<secret>/autograph")
def autograph(secret: str) -> ResponseReturnValue:
    """The picture that the Member uploaded, as it was kept; gone with the link, as the page that shows it."""
    case = _case(reading(), secret, now=clock.now())
    shown = case.signature if rules.why_unusable(case) is WhyNot.ALREADY_SIGNED else None
    if shown is None or shown.autograph_image is None:
        abort(404)
    return _picture(shown.autograph_image)


@blueprint.get("/withdrawal/<secret>")
def withdraw(secret: str) -> ResponseReturnValue:
    """Where a signature is taken back, and where its code is typed."""
    signature = _signature(reading(), secret)
    return pages.withdraw(signature, CodeForm(formdata=None), secret=secret, now=clock.now())


@blueprint.post("/withdrawal/<secret>")
def hide(secret: str) -> ResponseReturnValue:
    """Hide the name at once, and mail the code that settles it; asked again, mail a fresh code."""
    now = clock.now()
    with transaction() as session:
        signature = _signature(session, secret)
        case = queries.locked_case_of(session, signature, now=now)
        guard.count_code(session, case, now=now)
        operations.ask_withdrawal(session, case, signature, now=now)
    return redirect(url_for(".withdraw", secret=secret), 303)


@blueprint.post("/withdrawal/<secret>/settle")
def settle(secret: str) -> ResponseReturnValue:
    """The code confirms the withdrawal, or keeps the name, by the button that was pressed."""
    now = clock.now()
    form = CodeForm()
    with transaction() as session:
        signature = _signature(session, secret)
        if not form.validate():
            return pages.withdraw(signature, form, secret=secret, now=now)
        case = queries.locked_case_of(session, signature, now=now)
        guard.refuse_guessing(session, case, now=now)
        verb = operations.keep if request.form.get("act") == "keep" else operations.withdraw
        outcome = verb(session, case, signature, form.typed, now=now)
        if isinstance(outcome, WhyNoCode):
            _wrong(session, case, form, outcome, now=now)
            return pages.withdraw(signature, form, secret=secret, now=now)
    return redirect(url_for(".withdraw", secret=secret), 303)


def _case(session: Session, secret: str, *, now: datetime, to_write: bool = False) -> Case:
    found = queries.case_by_secret(session, secret, now=now, to_write=to_write)
    if found is None:
        raise CannotSign(WhyNot.UNKNOWN)
    return found


def _signature(session: Session, secret: str) -> Signature:
    found = queries.signature_by_secret(session, secret)
    if found is None:
        raise CannotSign(WhyNot.UNKNOWN)
    return found


def _wrong(session: Session, case: Case, form: CodeForm, reason: WhyNoCode, *, now: datetime) -> None:
    """Count a code that does not count, and say so beside the field."""
    guard.count_guess(session, case, now=now)
    form.code.errors = [CODE_SENTENCES[reason]]


def _picture(content: bytes) -> ResponseReturnValue:
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return send_file(io.BytesIO(content), mimetype=kind)
