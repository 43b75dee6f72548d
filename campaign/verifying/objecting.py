"""What a signatory sees who was asked: the letter, the name under it, one button. Looking changes nothing.

There is no session and no cookie here; the secret in the address is the proof, and the form carries a mark of ours.
"""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from campaign import clock, config
from campaign.db import reading, transaction
from campaign.drafting import content as contents
from campaign.inviting import queries as inviting
from campaign.signing import guard, pages
from campaign.signing import mails as signing
from campaign.signing.forms import ActForm
from campaign.verifying import operations, queries, rules
from campaign.verifying.models import Enquiry
from campaign.web import security
from campaign.web.refusals import NotFound

blueprint = Blueprint("objecting", __name__, url_prefix="/verify")
security.csrf.exempt(blueprint)  # guard.check compares a token that needs no session and no cookie
blueprint.before_request(guard.check)


@blueprint.get("/<secret>")
def look(secret: str) -> ResponseReturnValue:
    """The name as it stands, and the button; or what became of it."""
    enquiry = _enquiry(reading(), secret)
    signature, letter = enquiry.signature, enquiry.round.letter
    content = contents.of_revision(signature.signed_text)
    form = ActForm(formdata=None)
    form.csrf_token.data = guard.token(secret)
    return render_template(
        "pages/verifying/look.html",
        letter=letter,
        content=content,
        signature=signature,
        standing=rules.standing(signature),
        until=enquiry.round.wait_until,
        line=pages.line(signature, content, now=signature.signed_at),
        form=form,
        secret=secret,
        sender=signing.sender(letter),
        contact=inviting.covering_text(reading(), letter).reply_to or config.current().operator_email,
    )


@blueprint.post("/<secret>")
def object_to(secret: str) -> ResponseReturnValue:
    """Take the name off; pressed again, or too late, nothing more happens."""
    now = clock.now()
    with transaction() as session:
        guard.count_post(session, now=now)
        operations.object_to(session, _enquiry(session, secret, to_write=True), now=now)
    return redirect(url_for(".look", secret=secret), 303)


def _enquiry(session: Session, secret: str, *, to_write: bool = False) -> Enquiry:
    found = queries.enquiry_by_secret(session, secret, to_write=to_write)
    if found is None:
        raise NotFound(
            "enquiry", _("This link is not one of ours. Copy the whole of it from your mail into the address line.")
        )
    return found
