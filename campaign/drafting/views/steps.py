"""The steps of a letter: opened for signature, its deadline extended, closed. Each asks before it acts."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.drafting import content as contents
from campaign.drafting import following, operations, queries, rules
from campaign.drafting.forms import ExtendForm, LateForm, OpenForm, deadline
from campaign.drafting.models import LetterState
from campaign.drafting.views import showing
from campaign.drafting.views.blueprint import blueprint
from campaign.organisers import guard
from campaign.web.forms import BaseForm
from campaign.web.templating import brussels


@blueprint.route("/<letter_id>/open", methods=["GET", "POST"])
@guard.required
def open_for_signature(letter_id: str) -> ResponseReturnValue:
    """Confirm that exactly this text is frozen and may be signed."""
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.DECIDE)
    form = OpenForm()
    if form.validate_on_submit():
        with transaction() as session:
            letter = queries.letter_of(session, guard.current(), letter_id, to=Right.DECIDE)
            read = form.digest.data or ""
            operations.open_for_signature(session, letter, by=guard.current(), now=clock.now(), digest=read)
        flash(_("The letter is open for signature and its text is frozen. Choose whom to invite."), "good")
        return redirect(url_for("inviting.choose", letter_id=letter_id), 303)
    if letter.state != LetterState.DRAFT:
        return redirect(url_for(".edit", letter_id=letter_id), 303)
    content = contents.of_letter(letter)
    form.digest.data = digest = contents.digest(content)
    page = {"letter": letter, "form": form, "content": content, "digest": digest, "problems": showing.problems(letter)}
    page["mailboxes"] = rules.mailboxes_in(content)
    return render_template("pages/drafting/open_for_signature.html", **page)


@blueprint.route("/<letter_id>/close", methods=["GET", "POST"])
@guard.required
def close(letter_id: str) -> ResponseReturnValue:
    """Confirm that no more signatures are wanted."""
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.DECIDE)
    form = OpenForm()
    if form.validate_on_submit():
        with transaction() as session:
            letter = queries.letter_of(session, guard.current(), letter_id, to=Right.DECIDE)
            operations.locked(session, letter)  # whoever signs this moment is done first: the close is later than that
            operations.close(session, letter, by=guard.current(), now=clock.now())
        flash(_("The letter is closed. Make its PDF now."), "good")
        return redirect(url_for("delivering.editions", letter_id=letter_id), 303)
    return render_template("pages/drafting/close.html", letter=letter, form=form, now=clock.now())


@blueprint.route("/<letter_id>/extend", methods=["GET", "POST"])
@guard.required
def extend(letter_id: str) -> ResponseReturnValue:
    """Move the deadline of an open letter to a later hour, with a reason."""
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.DECIDE)
    form = ExtendForm()
    until = deadline(form.deadline_day.data, form.deadline_time.data) if form.validate_on_submit() else None
    if until is not None:
        with form.takes_refusal(), transaction() as session:
            to = queries.letter_of(session, guard.current(), letter_id, to=Right.DECIDE)
            reason = str(form.reason.data)
            operations.extend(session, to, deadline_at=until, reason=reason, by=guard.current(), now=clock.now())
        if not form.form_errors:
            flash(_("The deadline is now %(until)s, Brussels time.", until=brussels(until)), "good")
            return redirect(url_for(".edit", letter_id=letter_id), 303)
    page = render_template("pages/drafting/extend.html", letter=letter, form=form, now=clock.now())
    return page, 422 if form.form_errors else 200


@blueprint.route("/<letter_id>/late", methods=["GET", "POST"])
@guard.required
def late(letter_id: str) -> ResponseReturnValue:
    """Take signatures after the close, for a dated supplement."""
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.DECIDE)
    form = LateForm()
    until = deadline(form.deadline_day.data, form.deadline_time.data) if form.validate_on_submit() else None
    if until is not None:
        with form.takes_refusal(), transaction() as session:
            to = queries.letter_of(session, guard.current(), letter_id, to=Right.DECIDE)
            reason = str(form.reason.data)
            operations.accept_late(session, to, until=until, reason=reason, by=guard.current(), now=clock.now())
        if not form.form_errors:
            flash(
                _("Members can sign until %(until)s, Brussels time, for a supplement.", until=brussels(until)), "good"
            )
            return redirect(url_for(".edit", letter_id=letter_id), 303)
    takes = rules.accepts_late(letter, now=clock.now())
    page = render_template("pages/drafting/late.html", letter=letter, form=form, takes=takes)
    return page, 422 if form.form_errors else 200


@blueprint.post("/<letter_id>/late/end")
@guard.required
def end_late(letter_id: str) -> ResponseReturnValue:
    """Take no more late signatures."""
    with transaction() as session:
        letter = queries.letter_of(session, guard.current(), letter_id, to=Right.DECIDE)
        operations.end_late(session, letter, by=guard.current(), now=clock.now())
    flash(_("No more late signatures are taken."), "good")
    return redirect(url_for(".edit", letter_id=letter_id), 303)


@blueprint.route("/<letter_id>/follow-up", methods=["GET", "POST"])
@guard.required
def follow_up(letter_id: str) -> ResponseReturnValue:
    """Start a second letter to a closed one."""
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.WRITE)
    form = BaseForm()
    if not form.validate_on_submit():
        return render_template("pages/drafting/follow_up.html", letter=letter, form=form)
    with transaction() as session:
        letter = queries.letter_of(session, guard.current(), letter_id, to=Right.WRITE)
        second = following.follow_up(session, letter, by=guard.current(), now=clock.now())
        address = url_for(".edit", letter_id=second.public_id)
    flash(_("The follow-up is a draft. Say in it what became of the first letter."), "good")
    return redirect(address, 303)
