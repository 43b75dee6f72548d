"""An assistant's own answer to being registered: yes, or that is not me."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign import clock
from campaign.acting import operations, pages
from campaign.acting.views.blueprint import blueprint
from campaign.db import reading, transaction
from campaign.offices import operations as offices
from campaign.offices import queries
from campaign.offices.models import Ended


@blueprint.get("/assistant/<secret>")
def assistant(secret: str) -> ResponseReturnValue:
    """Who registered whom, and the two buttons."""
    found = queries.assistant_by_secret(reading(), secret)
    return render_template("pages/acting/assistant.html", assistant=found, act=pages.act(secret), secret=secret)


@blueprint.post("/assistant/<secret>")
def answer(secret: str) -> ResponseReturnValue:
    """Confirm, or end the registration."""
    now = clock.now()
    with transaction() as session:
        found = queries.assistant_by_secret(session, secret, to_write=True)
        if request.form.get("act") == "end":
            operations.end_assistant(session, found, Ended.ASSISTANT, now=now)
        else:
            offices.confirm_assistant(session, found, now=now)
    return redirect(url_for(".assistant", secret=secret), 303)
