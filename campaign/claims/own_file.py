"""Where a Member signs with a certificate of one's own: download our copy, sign it elsewhere, bring it back.

Behind the personal link: without a session and without a cookie.
"""

from datetime import datetime

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from campaign import clock
from campaign.claims import files, operations, queries
from campaign.claims.answering import blueprint
from campaign.claims.forms import FileOnlyForm
from campaign.claims.models import Method
from campaign.db import reading, transaction
from campaign.drafting import content as contents
from campaign.notices import queries as notices
from campaign.signing import consent, guard, pages, rules
from campaign.signing import queries as signing
from campaign.signing.refusals import CannotSign
from campaign.signing.rules import Case, WhyNot

__all__ = ["blueprint"]


@blueprint.get("/file/<secret>")
def own_file(secret: str) -> ResponseReturnValue:
    """How it goes, our copy, and where the signed one is brought."""
    now = clock.now()
    case = _case(reading(), secret, now=now)
    if case.signature is not None:
        return redirect(url_for("signing.read", secret=secret))
    _refuse(case, now=now)
    return _page(case, FileOnlyForm(formdata=None), secret, now=now)


@blueprint.get("/file/<secret>/letter.pdf")
def own_copy(secret: str) -> ResponseReturnValue:
    """Our copy of the text, to be signed."""
    case = _case(reading(), secret, now=clock.now())
    _refuse(case, now=clock.now())
    return files.sent(case.text)


@blueprint.post("/file/<secret>")
def bring_own_file(secret: str) -> ResponseReturnValue:
    """Examine what the Member signed; where nothing is left to judge, it counts at once."""
    now = clock.now()
    with transaction() as session:  # counted first: the examination costs seconds
        case = _case(session, secret, now=now)
        _refuse(case, now=now)
        guard.count_code(session, case, now=now)
    form = FileOnlyForm()
    case = _case(reading(), secret, now=now)
    if not form.validate():
        return _page(case, form, secret, now=now), 422
    pdf, name, revision_id = form.file.data.read(), case.invitation.member.name, case.text.id
    found = files.examine(pdf, case.text, member_name=name, now=now)
    if not found.good:
        form.file.errors = [files.trouble(found)]
        return _page(_case(reading(), secret, now=now), form, secret, now=now), 422
    with transaction() as session:
        case = _case(session, secret, now=now)
        _refuse(case, now=now)
        if case.text.id != revision_id:
            raise CannotSign(WhyNot.TEXT_CHANGED)
        claim = operations.bring(
            session,
            case.letter,
            case.invitation.member,
            method=Method.PDF_SIGNATURE,
            by=None,
            acted_at=found.signed_at or now,
            now=now,
            evidence=found.evidence(),
            file=pdf,
            network=guard.network(),
        )
        if found.plain:
            operations.accept(session, claim, now=now)
    return redirect(url_for(".own_file", secret=secret), 303)


def _case(session: Session, secret: str, *, now: datetime) -> Case:
    found = signing.case_by_secret(session, secret, now=now)
    if found is None:
        raise CannotSign(WhyNot.UNKNOWN)
    return found


def _refuse(case: Case, *, now: datetime) -> None:
    if reason := rules.why_refused(case, now=now):
        raise CannotSign(reason)


def _page(case: Case, form: FileOnlyForm, secret: str, *, now: datetime) -> str:
    content = contents.of_revision(case.text)
    form.csrf_token.data = guard.token(secret)
    return render_template(
        "pages/claims/own_file.html",
        **pages.about(case),
        form=form,
        secret=secret,
        consent=consent,
        content=content,
        line=pages.line(case.person, content, now=now),
        notice=notices.version_of(case.letter.campaign),
        waiting=queries.open_claim(reading(), case.letter, case.invitation.ep_id, Method.PDF_SIGNATURE),
    )
