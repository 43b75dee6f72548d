"""The way out of invitations: a page with a button, and the one-click POST of mail programs (RFC 8058)."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from campaign import clock
from campaign.db import transaction
from campaign.inviting import operations
from campaign.inviting.blueprint import blueprint
from campaign.web.security import csrf


@blueprint.get("/unsubscribe/<secret>")
def unsubscribe(secret: str) -> ResponseReturnValue:
    """Ask, and write nothing: mail scanners open every link."""
    return render_template("pages/inviting/unsubscribe.html", secret=secret, done=False)


@blueprint.post("/unsubscribe/<secret>")
@csrf.exempt  # type: ignore[untyped-decorator]
def unsubscribed(secret: str) -> ResponseReturnValue:
    """Unsubscribe the mailbox; the secret itself is the proof, so that mail programs can do it for their reader.

    The answer is the same for a secret that nobody has.
    """
    with transaction() as session:
        operations.unsubscribe(session, secret, now=clock.now())
    if request.form.get("List-Unsubscribe") == "One-Click":
        return "", 200  # a program asked, not a person
    return render_template("pages/inviting/unsubscribe.html", secret=secret, done=True)
