"""A letter's text from a Word file: read, shown with what was lost, taken over only when asked."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.drafting import acts, queries, word
from campaign.drafting import draft as drafts
from campaign.drafting.forms import WordForm
from campaign.drafting.models import LetterState
from campaign.drafting.views import showing
from campaign.drafting.views.blueprint import blueprint
from campaign.organisers import guard


@blueprint.route("/<letter_id>/import", methods=["GET", "POST"])
@guard.required
def import_word(letter_id: str) -> ResponseReturnValue:
    """Read a Word file, show what came of it, and put it into the letter only when asked."""
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.WRITE)
    if letter.state != LetterState.DRAFT and not letter.working_copy:
        return redirect(url_for(".edit", letter_id=letter_id), 303)
    form, found = WordForm(), None
    if form.validate_on_submit() and form.file.data:
        found = word.read(form.file.data)
        form.body.data = found.text
        form.version.data = letter.version
    return render_template("pages/drafting/import_word.html", letter=letter, form=form, found=found)


@blueprint.post("/<letter_id>/import/take")
@guard.required
def take_word(letter_id: str) -> ResponseReturnValue:
    """Put the text read from Word into the letter: in place of its body, or after it."""
    form = WordForm()
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.WRITE)
    if not form.validate():
        return render_template("pages/drafting/import_word.html", letter=letter, form=form, found=None), 422
    with transaction() as session:
        letter = queries.letter_of(session, guard.current(), letter_id, to=Right.WRITE)
        mine = acts.with_body(drafts.of_letter(letter), form.body.data or "", after=request.form.get("act") == "after")
        saved = showing.save_draft(session, letter, mine, form.version.data)
    if not saved:
        return showing.conflict(letter_id, mine, None), 409
    flash(_("The text from Word is in the letter. Read it through."), "good")
    return redirect(url_for(".edit", letter_id=letter_id, _anchor="text"), 303)
