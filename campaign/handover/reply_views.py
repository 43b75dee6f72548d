"""What came back: written down, looked at, published after a page that warns, taken back with one button."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.drafting import queries as drafting
from campaign.handover import files, looking, queries, replying, words
from campaign.handover.blueprint import PARTY, blueprint
from campaign.handover.kinds import ReplyChannel, ReplyKind
from campaign.handover.reply_forms import PublishForm, ReplyForm, StrikeForm
from campaign.handover.replying import ReplyFacts
from campaign.handover.whereabouts import Answer
from campaign.organisers import guard
from campaign.web.brought import Brought

REPLY = "/letters/<letter_id>/replies/<reply_id>"


@blueprint.route(f"{PARTY}/reply", methods=["GET", "POST"])
@guard.required
def reply(letter_id: str, party: str) -> ResponseReturnValue:
    """Write down what came from one party."""
    letter, row = looking.looked_up(reading(), letter_id, party)
    form = ReplyForm()
    form.offer_languages()
    papers = form.papers if form.validate_on_submit() else None
    if papers is not None:
        with form.takes_refusal(), transaction() as session:
            to, there = looking.looked_up(session, letter_id, party)
            made = replying.write_down(session, to, there, _facts(form, papers), by=guard.current(), now=clock.now())
            address = url_for(".came", letter_id=letter_id, reply_id=made.public_id)
        if not form.form_errors:
            flash(_("The reply is written down. Only your team sees it."), "good")
            return redirect(address, 303)
    overdue = row.answer is Answer.OVERDUE
    page = render_template("pages/handover/reply.html", letter=letter, row=row, form=form, overdue=overdue)
    return page, 422 if form.is_submitted() else 200


@blueprint.get(REPLY)
@guard.required
def came(letter_id: str, reply_id: str) -> ResponseReturnValue:
    """One reply, for the team."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id)
    found = queries.reply_of(reading(), letter, reply_id)
    return render_template(
        "pages/handover/came.html", letter=letter, reply=found, words=words, form=StrikeForm(formdata=None)
    )


@blueprint.get("/letters/<letter_id>/replies/files/<reply_file_id>")
@guard.required
def reply_file(letter_id: str, reply_file_id: str) -> ResponseReturnValue:
    """A file of a reply, for the team."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id)
    return files.download(queries.reply_file_of(reading(), letter, reply_file_id))


@blueprint.route(f"{REPLY}/publish", methods=["GET", "POST"])
@guard.required
def publish(letter_id: str, reply_id: str) -> ResponseReturnValue:
    """Show a reply to everybody, after a page that says what that means."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.PUBLISH)
    found = queries.reply_of(reading(), letter, reply_id)
    form = PublishForm()
    if not form.validate_on_submit():
        return render_template("pages/handover/publish.html", letter=letter, reply=found, form=form, words=words)
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.PUBLISH)
        found = queries.reply_of(session, letter, reply_id)
        shows = bool(form.shows_files.data)
        replying.publish(session, found, shows_files=shows, by=guard.current(), now=clock.now())
    flash(_("The reply is public where the letter is. You can take it back here at once."), "good")
    return redirect(url_for(".came", letter_id=letter_id, reply_id=reply_id), 303)


@blueprint.post(f"{REPLY}/hide")
@guard.required
def hide(letter_id: str, reply_id: str) -> ResponseReturnValue:
    """Take a published reply back."""

    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.PUBLISH)
        replying.hide(session, queries.reply_of(session, letter, reply_id), by=guard.current(), now=clock.now())
    flash(_("The reply is private again. Copies that others made are out of our reach."), "good")
    return redirect(url_for(".came", letter_id=letter_id, reply_id=reply_id), 303)


@blueprint.post(f"{REPLY}/strike")
@guard.required
def strike(letter_id: str, reply_id: str) -> ResponseReturnValue:
    """Say that a reply was written down by mistake."""
    form = StrikeForm()
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.ISSUE)
        found = queries.reply_of(session, letter, reply_id)
        if not form.validate():
            return render_template("pages/handover/came.html", letter=letter, reply=found, words=words, form=form), 422
        replying.strike(session, found, str(form.reason.data), by=guard.current(), now=clock.now())
    flash(_("The reply is struck: it stays to be seen by your team, and counts no more."), "good")
    return redirect(url_for(".show", letter_id=letter_id), 303)


def _facts(form: ReplyForm, papers: list[Brought]) -> ReplyFacts:
    assert form.day.data is not None, "the form asked for it"
    return ReplyFacts(
        kind=ReplyKind(form.kind.data),
        channel=ReplyChannel(form.channel.data),
        came_on=form.day.data,
        language=form.language.data or "",
        note=form.note.data or "",
        papers=papers,
    )
