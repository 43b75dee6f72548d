"""A letter in an assistant's hands: read it, prepare it for the Member, or sign under an authorisation."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from campaign import clock
from campaign.acting import guard, operations, pages, queries
from campaign.acting.forms import LetterForm
from campaign.acting.views.blueprint import blueprint
from campaign.db import reading, transaction
from campaign.offices import queries as offices
from campaign.signing.guard import network


@blueprint.get("/letter/<secret>")
def letter(secret: str) -> ResponseReturnValue:
    """The letter with what this assistant may do, or where it stands."""
    now = clock.now()
    handover = offices.handover_by_secret(reading(), secret)
    return pages.letter(reading(), handover, None, secret=secret, now=now)


@blueprint.post("/letter/<secret>")
def act(secret: str) -> ResponseReturnValue:
    """Prepare, or sign under the authorisation, by the button that was pressed; both are looked at anew."""
    now = clock.now()
    form = LetterForm()
    with transaction() as session:
        handover = offices.handover_by_secret(session, secret, to_write=True)
        guard.count_act(session, handover.assistant.member, now=now)
        if not form.validate():
            return pages.letter(session, handover, form, secret=secret, now=now)
        case = queries.case(session, handover, now=now)
        if request.form.get("act") == "sign":
            operations.sign(session, handover, case, form.wish(), now=now, network=network())
        else:
            operations.prepare(session, handover, case, form.wish(), now=now)
    return redirect(url_for(".letter", secret=secret), 303)
