"""Where a signatory objects to a correction. Looking changes nothing; there is no session and no cookie here."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from campaign import clock, config
from campaign.db import reading, transaction
from campaign.drafting import changes
from campaign.drafting import content as contents
from campaign.drafting.models import Letter
from campaign.inviting import queries as inviting
from campaign.revising import objecting, queries
from campaign.revising.models import ObjectionLink
from campaign.revising.refusals import CannotObject, Why
from campaign.signing import guard, pages
from campaign.signing import mails as signing
from campaign.signing.forms import ActForm
from campaign.web import security

blueprint = Blueprint("corrections", __name__, url_prefix="/corrections")
security.csrf.exempt(blueprint)  # guard.check compares a token that needs no session and no cookie
blueprint.before_request(guard.check)


@blueprint.get("/<secret>")
def look(secret: str) -> ResponseReturnValue:
    """The correction, what the signature was given for, and the button that ends it; or what became of it."""
    link = _link(reading(), secret)
    letter = reading().get_one(Letter, link.signature.letter_id)
    after = contents.of_revision(link.revision)
    before = contents.of_revision(queries.revision_before(reading(), link.revision))
    form = ActForm(formdata=None)
    form.csrf_token.data = guard.token(secret)
    return render_template(
        "pages/revising/objection.html",
        link=link,
        letter=letter,
        content=after,
        changes=changes.between(before, after),
        is_open=objecting.is_open(link),
        line=pages.line(link.signature, after, now=link.signature.signed_at),
        form=form,
        secret=secret,
        sender=signing.sender(letter),
        contact=inviting.covering_text(reading(), letter).reply_to or config.current().operator_email,
    )


@blueprint.post("/<secret>")
def object_now(secret: str) -> ResponseReturnValue:
    """End the signature at once."""
    now = clock.now()
    with transaction() as session:
        guard.count_post(session, now=now)
        objecting.object_to(session, _link(session, secret), now=now)
    return redirect(url_for(".look", secret=secret), 303)


def _link(session: Session, secret: str) -> ObjectionLink:
    found = queries.objection_by_secret(session, secret)
    if found is None:
        raise CannotObject(Why.UNKNOWN)
    return found
