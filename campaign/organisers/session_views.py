"""Where an organiser is logged in, and ending it there."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from campaign import clock, journal
from campaign.db import reading, transaction
from campaign.organisers import guard, sessions
from campaign.organisers.blueprint import blueprint
from campaign.organisers.forms import EmptyForm


@blueprint.get("/account/sessions")
@guard.required
def sessions_page() -> ResponseReturnValue:
    """Every session of the account that stands."""
    found = sessions.of(reading(), guard.current(), now=clock.now())
    here = sessions.current().public_id
    return render_template("pages/organisers/sessions.html", sessions=found, here=here, form=EmptyForm())


@blueprint.post("/account/sessions/<session_id>/end")
@guard.required
def end_session(session_id: str) -> ResponseReturnValue:
    """End one session; its browser is logged out with its next request."""
    organiser, now = guard.current(), clock.now()
    with transaction() as opened:
        if sessions.end(opened, organiser, now=now, only=session_id):
            journal.record(opened, "organiser.session_ended", organiser.public_id, now=now, number=1)
    flash(_("The session has ended."), "good")
    return redirect(url_for(".sessions_page"), 303)


@blueprint.post("/account/sessions/end-others")
@guard.required
def end_other_sessions() -> ResponseReturnValue:
    """End every session but this one, and every tablet at a desk."""
    organiser, now = guard.current(), clock.now()
    with transaction() as opened:
        number = sessions.end_others(opened, organiser, now=now)
        journal.record(opened, "organiser.session_ended", organiser.public_id, now=now, number=number)
    sessions.stay(organiser)
    flash(ngettext("%(num)s session has ended.", "%(num)s sessions have ended.", number), "good")
    flash(_("Tablets that you opened at a desk have ended too."), "good")
    return redirect(url_for(".sessions_page"), 303)
