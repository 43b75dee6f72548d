"""Prepare a change of an open letter, drop it, or publish it; publishing shows every changed word first."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.drafting import content as contents
from campaign.drafting import queries as drafting
from campaign.drafting import saving
from campaign.drafting.models import Letter, RevisionKind
from campaign.organisers import guard
from campaign.revising import operations, queries
from campaign.revising.forms import PublishForm
from campaign.revising.views.blueprint import blueprint
from campaign.signing import queries as signing


@blueprint.post("/<letter_id>/change/start")
@guard.required
def start(letter_id: str) -> ResponseReturnValue:
    """Go to the editor with a working copy of the open letter's text."""
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.WRITE)
        saving.prepare_change(session, letter, by=guard.current(), now=clock.now())
    return redirect(url_for("drafting.edit", letter_id=letter_id), 303)


@blueprint.post("/<letter_id>/change/drop")
@guard.required
def drop(letter_id: str) -> ResponseReturnValue:
    """Throw the working copy away."""
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.WRITE)
        saving.drop_change(session, letter, by=guard.current(), now=clock.now())
    flash(_("The change is dropped. Members never saw it."), "good")
    return redirect(url_for("drafting.edit", letter_id=letter_id), 303)


@blueprint.get("/<letter_id>/change")
@guard.required
def publish(letter_id: str) -> ResponseReturnValue:
    """The change, word by word, and what publishing it as one kind or the other does."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.WRITE)
    return _page(letter, PublishForm(formdata=None))


@blueprint.post("/<letter_id>/change")
@guard.fresh_from("revising.publish")
def publish_now(letter_id: str) -> ResponseReturnValue:
    """Publish exactly the change that was shown."""
    form = PublishForm()
    if not form.validate():
        letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.DECIDE)
        return _page(letter, form), 422
    kind = RevisionKind(str(form.kind.data))
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.DECIDE)
        operations.publish(
            session,
            letter,
            kind,
            str(form.reason.data),
            over=form.over.data or "",
            read=form.read.data or "",
            by=guard.current(),
            now=clock.now(),
        )
    if kind is RevisionKind.CORRECTION:
        flash(_("The correction is published. Every signatory is shown it, and can object."), "good")
    else:
        flash(_("The new text is published. Everybody who had signed is asked to sign it anew."), "good")
    return redirect(url_for(".texts", letter_id=letter_id), 303)


def _page(letter: Letter, form: PublishForm) -> str:
    prepared = queries.prepared(reading(), letter)
    lacking = {}
    if prepared and prepared.is_changed:
        form.over.data, form.read.data = prepared.current.digest, contents.digest(prepared.after)
        now = clock.now()
        lacking = {kind.value: operations.problems(letter, prepared, kind, now=now) for kind in RevisionKind}
    return render_template(
        "pages/revising/publish.html",
        letter=letter,
        form=form,
        prepared=prepared,
        lacking=lacking,
        signed=len(signing.standing_signatures(reading(), letter)),
    )
