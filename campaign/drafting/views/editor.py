"""The editor: write, save, and settle what two people wrote at once."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.forms import CampaignForm
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.drafting import acts, comparing, queries, saving
from campaign.drafting import draft as drafts
from campaign.drafting.forms import DraftForm
from campaign.drafting.models import LetterState
from campaign.drafting.views import showing
from campaign.drafting.views.blueprint import blueprint
from campaign.organisers import guard
from campaign.web.templating import brussels


@blueprint.route("/new/<campaign_id>", methods=["GET", "POST"])
@guard.required
def create(campaign_id: str) -> ResponseReturnValue:
    """Start a letter by its title."""
    campaign = campaigns.campaign_of(reading(), guard.current(), campaign_id, to=Right.WRITE)
    form = CampaignForm()
    del form.story
    if not form.validate_on_submit():
        return render_template("pages/drafting/create.html", form=form, campaign=campaign)
    with transaction() as session:
        campaign = campaigns.campaign_of(session, guard.current(), campaign_id, to=Right.WRITE)
        letter = saving.create(session, campaign, str(form.title.data), by=guard.current(), now=clock.now())
        address = url_for(".edit", letter_id=letter.public_id)
    return redirect(address, 303)


@blueprint.get("/<letter_id>/text")
@guard.required
def edit(letter_id: str) -> ResponseReturnValue:
    """The editor, of a draft or of a change that is being prepared; else the frozen text. Others read the draft."""
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.SEE_OWN)
    may_write = campaigns.may(reading(), guard.current(), letter.campaign, Right.WRITE)
    if letter.state != LetterState.DRAFT and not (letter.working_copy and may_write):
        return showing.frozen(letter)
    if not may_write:
        return redirect(url_for(".preview", letter_id=letter_id), 303)
    return showing.editor(letter, DraftForm.showing(letter))


@blueprint.post("/<letter_id>/text")
@guard.required
def save(letter_id: str) -> ResponseReturnValue:
    """Save the draft and do what the pressed button says besides."""
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.WRITE)
    form, act = DraftForm(), request.form.get("act", "save")
    if (letter.state == LetterState.DRAFT or letter.working_copy) and not form.validate():
        return showing.editor(letter, form), 422
    mine = acts.perform(form.draft(), act)
    with transaction() as session:
        letter = queries.letter_of(session, guard.current(), letter_id, to=Right.WRITE)
        saved = showing.save_draft(session, letter, mine, form.version.data)
        if saved and (form.picture or act == "remove-logo"):
            saving.set_logo(session, letter, form.picture, by=guard.current(), now=clock.now())
    if not saved:
        return showing.conflict(letter_id, mine, form), 409
    return redirect(_after(letter_id, act), 303)


@blueprint.post("/<letter_id>/text/autosave")
@guard.required
def autosave(letter_id: str) -> ResponseReturnValue:
    """Save what is typed while it is typed; answers for the script, not for people."""
    queries.letter_of(reading(), guard.current(), letter_id, to=Right.WRITE)
    form = DraftForm()
    if not form.validate():
        return jsonify(errors=sorted(form.errors)), 422
    with transaction() as session:
        letter = queries.letter_of(session, guard.current(), letter_id, to=Right.WRITE)
        saved = showing.save_draft(session, letter, form.draft(), form.version.data)
        answer = {"version": letter.version, "base": drafts.marks(drafts.of_letter(letter))}
        answer["saved"] = brussels(letter.saved_at, "HH:mm")
    return (jsonify(answer), 200) if saved else (jsonify(overtaken=True), 409)


@blueprint.post("/<letter_id>/text/merge")
@guard.required
def merge(letter_id: str) -> ResponseReturnValue:
    """Save what was chosen from two texts, unless there is a third one by now."""
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.WRITE)
    form = DraftForm()
    if not form.validate():
        return showing.editor(letter, form), 422
    mine = form.draft()
    choices = {name: request.form.get(f"choice-{name}", "theirs") for name in drafts.NAMES}
    texts = {name: request.form.get(f"merged-{name}", "") for name in comparing.MERGEABLE}
    with transaction() as session:
        letter = queries.letter_of(session, guard.current(), letter_id, to=Right.WRITE)
        chosen = comparing.merged(drafts.of_letter(letter), mine, choices, texts)
        saved = showing.save_draft(session, letter, chosen, form.version.data)
    if not saved:
        return showing.conflict(letter_id, mine, form), 409
    flash(_("Both texts are one again."), "good")
    return redirect(url_for(".edit", letter_id=letter_id), 303)


STEPS = {"preview": ".preview", "open": ".open_for_signature", "import": ".import_word", "publish": "revising.publish"}
"""Buttons of the editor that lead on to another page once the text is saved."""
SECTIONS = {"addressee": "addressees", "initiator": "initiators", "logo": "letterhead"}


def _after(letter_id: str, act: str) -> str:
    if act in STEPS:
        return url_for(STEPS[act], letter_id=letter_id)
    for part, section in SECTIONS.items():
        if part in act:
            find = request.form.get("find", "") if act == "find-initiator" else None
            return url_for(".edit", letter_id=letter_id, at=section, find=find, _anchor=section)
    flash(_("Saved."), "good")
    return url_for(".edit", letter_id=letter_id)
