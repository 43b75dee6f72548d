"""The organiser's side of a desk: begin it on this tablet, end it from anywhere, see what was signed there."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from campaign import clock
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.desk import guard as tablet
from campaign.desk import operations, queries, rules
from campaign.desk.forms import StartForm
from campaign.drafting import queries as drafting
from campaign.organisers import guard, logins

blueprint = Blueprint("desk", __name__, url_prefix="/letters/<letter_id>/desk")


@blueprint.route("", methods=["GET", "POST"])
@guard.required
def show(letter_id: str) -> ResponseReturnValue:
    """The desk of a letter: where to begin, which tablets are open, what was signed. Begun, it is all that is left."""
    now = clock.now()
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.BRING)
    form = StartForm(data={"place": queries.last_place(reading(), letter)})
    if form.validate_on_submit():
        with transaction() as session:
            letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.BRING)
            _desk, secret = operations.start(session, letter, place=str(form.place.data), by=guard.current(), now=now)
        logins.leave(now=now)
        return tablet.hand_out(make_response(redirect(url_for("tablet.start"), 303)), secret)
    listed = queries.sheets(reading(), letter)
    page = render_template(
        "pages/desk/show.html",
        letter=letter,
        form=form,
        why_not=rules.why_not_open(letter, now=now),
        desks=queries.open_desks(reading(), letter, now=now),
        today=[each for each in listed if rules.is_today(each.sheet.taken_at, now=now)],
        earlier=[each for each in listed if not rules.is_today(each.sheet.taken_at, now=now)],
    )
    return page, 422 if form.errors else 200


@blueprint.post("/<desk_id>/end")
@guard.required
def end(letter_id: str, desk_id: str) -> ResponseReturnValue:
    """End a desk: a lost or stolen tablet takes nothing more."""
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.BRING)
        operations.end(session, queries.desk_of(session, letter, desk_id), by=guard.current(), now=clock.now())
    flash(_("The desk has ended. Its tablet shows the login page and takes nothing more."), "good")
    return redirect(url_for(".show", letter_id=letter_id), 303)


@blueprint.post("/sheets/<sheet_id>/again")
@guard.required
def confirm_again(letter_id: str, sheet_id: str) -> ResponseReturnValue:
    """Mail the confirmation once more."""
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.BRING)
        sheet = queries.sheet_of(session, letter, sheet_id)
        operations.confirm_again(session, letter, sheet, by=guard.current(), now=clock.now())
    flash(_("The confirmation is on its way to the Member's registered mailbox again."), "good")
    return redirect(url_for(".show", letter_id=letter_id), 303)
