"""The letter while it is drafted, and the steps that open, extend and close it."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.forms import CampaignForm
from campaign.db import reading, transaction
from campaign.drafting import acts, comparing, glyphs, logo, markdown, operations, queries, rules, saving, word
from campaign.drafting import content as contents
from campaign.drafting import draft as drafts
from campaign.drafting.content import Content
from campaign.drafting.draft import Draft
from campaign.drafting.forms import DraftForm, ExtendForm, OpenForm, WordForm, deadline
from campaign.drafting.models import Letter, LetterState
from campaign.drafting.salutations import CLOSINGS, SALUTATIONS
from campaign.organisers import guard
from campaign.roster import queries as roster
from campaign.web.templating import brussels

blueprint = Blueprint("drafting", __name__, url_prefix="/letters")
blueprint.add_app_template_filter(markdown.to_html, "letter_text")


@blueprint.route("/new/<campaign_id>", methods=["GET", "POST"])
@guard.required
def create(campaign_id: str) -> ResponseReturnValue:
    """Start a letter by its title."""
    campaign = campaigns.campaign_of(reading(), guard.current(), campaign_id)
    form = CampaignForm()
    del form.story
    if not form.validate_on_submit():
        return render_template("pages/drafting/create.html", form=form, campaign=campaign)
    with transaction() as session:
        campaign = campaigns.campaign_of(session, guard.current(), campaign_id)
        letter = saving.create(session, campaign, str(form.title.data), by=guard.current(), now=clock.now())
        address = url_for(".edit", letter_id=letter.public_id)
    return redirect(address, 303)


@blueprint.get("/<letter_id>/text")
@guard.required
def edit(letter_id: str) -> ResponseReturnValue:
    """The editor; once the letter is open, its frozen text."""
    letter = queries.letter_of(reading(), guard.current(), letter_id)
    if letter.state != LetterState.DRAFT:
        return _frozen(letter)
    return _editor(letter, DraftForm.showing(letter))


@blueprint.post("/<letter_id>/text")
@guard.required
def save(letter_id: str) -> ResponseReturnValue:
    """Save the draft and do what the pressed button says besides."""
    letter = queries.letter_of(reading(), guard.current(), letter_id)
    form, act = DraftForm(), request.form.get("act", "save")
    if letter.state == LetterState.DRAFT and not form.validate():
        return _editor(letter, form), 422
    mine = acts.perform(form.draft(), act)
    picture = logo.redrawn(form.logo.data) if form.logo.data else None
    with transaction() as session:
        letter = queries.letter_of(session, guard.current(), letter_id)
        saved = _save(session, letter, mine, form.version.data)
        if saved and (picture or act == "remove-logo"):
            saving.set_logo(session, letter, picture, by=guard.current(), now=clock.now())
    if not saved:
        return _conflict(letter_id, mine, form), 409
    return redirect(_after(letter_id, act), 303)


@blueprint.post("/<letter_id>/text/autosave")
@guard.required
def autosave(letter_id: str) -> ResponseReturnValue:
    """Save what is typed while it is typed; answers for the script, not for people."""
    form = DraftForm()
    if not form.validate():
        return jsonify(errors=sorted(form.errors)), 422
    with transaction() as session:
        letter = queries.letter_of(session, guard.current(), letter_id)
        saved = _save(session, letter, form.draft(), form.version.data)
        answer = {"version": letter.version, "base": drafts.marks(drafts.of_letter(letter))}
        answer["saved"] = brussels(letter.saved_at, "HH:mm")
    return (jsonify(answer), 200) if saved else (jsonify(overtaken=True), 409)


@blueprint.post("/<letter_id>/text/merge")
@guard.required
def merge(letter_id: str) -> ResponseReturnValue:
    """Save what was chosen from two texts, unless there is a third one by now."""
    form = DraftForm()
    if not form.validate():
        letter = queries.letter_of(reading(), guard.current(), letter_id)
        return _editor(letter, form), 422
    mine = form.draft()
    choices = {name: request.form.get(f"choice-{name}", "theirs") for name in drafts.NAMES}
    texts = {name: request.form.get(f"merged-{name}", "") for name in comparing.MERGEABLE}
    with transaction() as session:
        letter = queries.letter_of(session, guard.current(), letter_id)
        chosen = comparing.merged(drafts.of_letter(letter), mine, choices, texts)
        saved = _save(session, letter, chosen, form.version.data)
    if not saved:
        return _conflict(letter_id, mine, form), 409
    flash(_("Both texts are one again."), "good")
    return redirect(url_for(".edit", letter_id=letter_id), 303)


@blueprint.get("/<letter_id>/preview")
@guard.required
def preview(letter_id: str) -> ResponseReturnValue:
    """The letter as a page, as it was saved last."""
    letter = queries.letter_of(reading(), guard.current(), letter_id)
    content, revision = _standing(letter)
    return render_template("pages/drafting/preview.html", letter=letter, content=content, revision=revision)


@blueprint.post("/<letter_id>/preview")
@guard.required
def preview_typed(letter_id: str) -> ResponseReturnValue:
    """The letter as it is typed in the editor now, as a fragment for the script; nothing is saved."""
    letter = queries.letter_of(reading(), guard.current(), letter_id)
    form = DraftForm()
    if not form.validate():
        return render_template("pages/drafting/_problems.html", form=form), 422
    return render_template("pages/drafting/_letter.html", letter=letter, content=_typed(letter, form.draft()))


@blueprint.get("/<letter_id>/logo.png")
@guard.required
def draft_logo(letter_id: str) -> ResponseReturnValue:
    """The letterhead's logo as it was saved last."""
    letter = queries.letter_of(reading(), guard.current(), letter_id)
    return _png(letter.logo)


@blueprint.get("/revisions/<revision_id>/logo.png")
def revision_logo(revision_id: str) -> ResponseReturnValue:
    """The logo frozen with a revision, for everybody who may read it."""
    return _png(queries.revision_by(reading(), revision_id).logo)


@blueprint.get("/revisions/<revision_id>/text.txt")
def revision_text(revision_id: str) -> ResponseReturnValue:
    """The normalised text, byte for byte as it was digested, for everybody who has its number."""
    revision = queries.revision_by(reading(), revision_id)
    return Response(revision.text.encode(), mimetype="text/plain")


@blueprint.get("/markdown")
@guard.required
def markdown_help() -> ResponseReturnValue:
    """How to write headings, lists, links and footnotes."""
    return render_template("pages/drafting/markdown_help.html", examples=markdown.EXAMPLES)


@blueprint.route("/<letter_id>/import", methods=["GET", "POST"])
@guard.required
def import_word(letter_id: str) -> ResponseReturnValue:
    """Read a Word file, show what came of it, and put it into the letter only when asked."""
    letter = queries.letter_of(reading(), guard.current(), letter_id)
    if letter.state != LetterState.DRAFT:
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
    letter = queries.letter_of(reading(), guard.current(), letter_id)
    if not form.validate():
        return render_template("pages/drafting/import_word.html", letter=letter, form=form, found=None), 422
    with transaction() as session:
        letter = queries.letter_of(session, guard.current(), letter_id)
        mine = acts.with_body(drafts.of_letter(letter), form.body.data or "", after=request.form.get("act") == "after")
        saved = _save(session, letter, mine, form.version.data)
    if not saved:
        return _conflict(letter_id, mine, None), 409
    flash(_("The text from Word is in the letter. Read it through."), "good")
    return redirect(url_for(".edit", letter_id=letter_id, _anchor="text"), 303)


@blueprint.route("/<letter_id>/open", methods=["GET", "POST"])
@guard.required
def open_for_signature(letter_id: str) -> ResponseReturnValue:
    """Confirm that exactly this text is frozen and may be signed."""
    letter = queries.letter_of(reading(), guard.current(), letter_id)
    form = OpenForm()
    if form.validate_on_submit():
        with transaction() as session:
            letter = queries.letter_of(session, guard.current(), letter_id)
            read = form.digest.data or ""
            operations.open_for_signature(session, letter, by=guard.current(), now=clock.now(), digest=read)
        flash(_("The letter is open for signature and its text is frozen. Choose whom to invite."), "good")
        return redirect(url_for("inviting.choose", letter_id=letter_id), 303)
    if letter.state != LetterState.DRAFT:
        return redirect(url_for(".edit", letter_id=letter_id), 303)
    content = contents.of_letter(letter)
    form.digest.data = digest = contents.digest(content)
    page = {"letter": letter, "form": form, "content": content, "digest": digest, "problems": _problems(letter)}
    return render_template("pages/drafting/open_for_signature.html", **page)


@blueprint.route("/<letter_id>/close", methods=["GET", "POST"])
@guard.required
def close(letter_id: str) -> ResponseReturnValue:
    """Confirm that no more signatures are wanted."""
    letter = queries.letter_of(reading(), guard.current(), letter_id)
    form = OpenForm()
    if form.validate_on_submit():
        with transaction() as session:
            letter = queries.letter_of(session, guard.current(), letter_id)
            operations.close(session, letter, by=guard.current(), now=clock.now())
        flash(_("The letter is closed. Make its PDF now."), "good")
        return redirect(url_for("delivering.editions", letter_id=letter_id), 303)
    return render_template("pages/drafting/close.html", letter=letter, form=form, now=clock.now())


@blueprint.route("/<letter_id>/extend", methods=["GET", "POST"])
@guard.required
def extend(letter_id: str) -> ResponseReturnValue:
    """Move the deadline of an open letter to a later hour, with a reason."""
    letter = queries.letter_of(reading(), guard.current(), letter_id)
    form = ExtendForm()
    until = deadline(form.deadline_day.data, form.deadline_time.data) if form.validate_on_submit() else None
    if until is None:
        return render_template("pages/drafting/extend.html", letter=letter, form=form, now=clock.now())
    with transaction() as session:
        letter = queries.letter_of(session, guard.current(), letter_id)
        reason = str(form.reason.data)
        operations.extend(session, letter, deadline_at=until, reason=reason, by=guard.current(), now=clock.now())
    flash(_("The deadline is now %(until)s, Brussels time.", until=brussels(until)), "good")
    return redirect(url_for(".edit", letter_id=letter_id), 303)


def _save(session: Session, letter: Letter, draft: Draft, version: int | None) -> bool:
    return saving.save(session, letter, draft, version=version or 0, by=guard.current(), now=clock.now())


STEPS = {"preview": ".preview", "open": ".open_for_signature", "import": ".import_word"}
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


def _editor(letter: Letter, form: DraftForm) -> str:
    find = request.args.get("find", "").strip()
    today = clock.brussels_day(clock.now())
    return render_template(
        "pages/drafting/edit.html",
        letter=letter,
        form=form,
        content=contents.of_letter(letter),
        at=request.args.get("at", ""),
        find=find,
        found=roster.search(reading(), find, today) if find else (),
        initiators=queries.known_members(reading(), [each.data for each in form.initiators if each.data]),
        problems=_problems(letter),
        salutations=SALUTATIONS,
        closings=CLOSINGS,
    )


def _frozen(letter: Letter) -> str:
    content, revision = _standing(letter)
    extensions = queries.extensions(reading(), letter)
    page = {"letter": letter, "content": content, "revision": revision, "extensions": extensions}
    return render_template("pages/drafting/frozen.html", now=clock.now(), **page)


def _conflict(letter_id: str, mine: Draft, form: DraftForm | None) -> str:
    letter = queries.letter_of(reading(), guard.current(), letter_id)
    theirs = drafts.of_letter(letter)
    known = {each.ep_id: each.name for each in queries.known_members(reading(), (*theirs.initiators, *mine.initiators))}
    differences = comparing.compare(
        theirs, mine, base=form.marks if form else {}, names=lambda number: known.get(number, str(number))
    )
    typed = DraftForm.holding(mine, letter.version)
    typed.base.data = form.base.data if form else ""
    return render_template("pages/drafting/conflict.html", letter=letter, form=typed, differences=differences)


def _standing(letter: Letter) -> tuple[Content | None, object]:
    """What stands now: the frozen text, or the draft; nothing for a record without a text of ours."""
    revision = queries.current_revision(reading(), letter)
    if revision:
        return contents.of_revision(revision), revision
    return (contents.of_letter(letter) if letter.state == LetterState.DRAFT else None), None


def _typed(letter: Letter, draft: Draft) -> Content:
    members = queries.known_members(reading(), draft.initiators)
    return drafts.content_of(draft, campaign=letter.campaign.title, initiators=members, logo=letter.logo)


def _problems(letter: Letter) -> list[rules.Problem]:
    content = contents.of_letter(letter)
    return rules.problems(content, letter.deadline_at, now=clock.now(), missing_glyphs=glyphs.missing)


def _png(data: bytes | None) -> Response:
    return Response(data or b"", mimetype="image/png", status=200 if data else 404)
