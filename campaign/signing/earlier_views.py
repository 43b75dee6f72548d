"""After the code: the autograph used before is shown, and printed again if the Member wants it."""

import io
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from campaign import clock
from campaign.db import reading, transaction
from campaign.signing import earlier, guard, inking, pages, queries
from campaign.signing.models import Signature
from campaign.signing.rules import Case
from campaign.web import security

blueprint = Blueprint("earlier", __name__, url_prefix="/sign")
security.csrf.exempt(blueprint)  # guard.check compares a token that needs no session and no cookie
blueprint.before_request(guard.check)

Found = tuple[Case, Signature, Signature]


@blueprint.get("/<secret>/earlier/<ticket>")
def choose(secret: str, ticket: str) -> ResponseReturnValue:
    """The two to choose from; without a good ticket, the letter's own page."""
    found = _found(reading(), secret, ticket, now=clock.now())
    if found is None:
        return redirect(url_for("signing.read", secret=secret))
    case, signature, before = found
    return render_template(
        "pages/signing/earlier.html",
        letter=case.letter,
        signature=signature,
        before=before,
        ink=inking.path(before.autograph),
        act=pages.act(secret),
        secret=secret,
        ticket=ticket,
    )


@blueprint.post("/<secret>/earlier/<ticket>")
def chosen(secret: str, ticket: str) -> ResponseReturnValue:
    """Print the earlier one."""
    now = clock.now()
    with transaction() as session:
        found = _found(session, secret, ticket, now=now, to_write=True)
        if found is not None:
            _case, signature, before = found
            earlier.use(session, signature, before, now=now)
    return redirect(url_for("signing.read", secret=secret), 303)


@blueprint.get("/<secret>/earlier/<ticket>/picture")
def picture(secret: str, ticket: str) -> ResponseReturnValue:
    """The earlier one, where it is a picture."""
    found = _found(reading(), secret, ticket, now=clock.now())
    if found is None or found[2].autograph_image is None:
        abort(404)
    return send_file(io.BytesIO(found[2].autograph_image), mimetype="image/png")


def _found(session: Session, secret: str, ticket: str, *, now: datetime, to_write: bool = False) -> Found | None:
    case = queries.case_by_secret(session, secret, now=now, to_write=to_write)
    if case is None or case.link.revoked_at or case.signature is None:
        return None
    if not earlier.is_good(ticket, case.signature, now=now):
        return None
    before = earlier.offered(session, case.signature)
    return (case, case.signature, before) if before else None
