"""The roster: who is a Member, and taking over lists in steps: bring, say the columns, look, apply."""

from datetime import timedelta
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.db import reading, transaction
from campaign.organisers import guard
from campaign.parliament import languages
from campaign.parliament.names import PersonName
from campaign.roster import forms, operations, queries, words, writing
from campaign.roster.forms import NameFormForm
from campaign.roster.models import ImportDraft, Member
from campaign.roster.plans import Effect, Plan
from campaign.roster.sources import recognition
from campaign.roster.sources.recognition import Brought
from campaign.web import limits

blueprint = Blueprint("roster", __name__, url_prefix="/roster")


@blueprint.get("/")
@guard.required
def index() -> ResponseReturnValue:
    """All Members, to search and filter."""
    session, day = reading(), clock.brussels_day(clock.now())
    form = forms.SearchForm(request.args)
    form.offer(day, queries.parties_on(session, day), queries.committees_on(session, day))
    wish = form.wish
    shown = queries.page_on(session, day, wish, page=request.args.get("page", 1, int))

    def link(page: int) -> str:
        asked = [(name, value) for name, value in request.args.items() if name != "page" and value]
        return f"{url_for('roster.index')}?{urlencode([*asked, ('page', page)])}"

    return render_template(
        "pages/roster/index.html",
        form=form,
        shown=shown,
        link=link,
        asked=wish != queries.Wish(),
        last=next(iter(queries.imports(session, 1)), None),
    )


@blueprint.get("/<int:ep_id>")
@guard.required
def show(ep_id: int) -> ResponseReturnValue:
    """One Member with the dated history."""
    member = queries.member(reading(), ep_id) or abort(404)
    return _member(member, NameFormForm(formdata=None))


@blueprint.post("/<int:ep_id>/names")
@guard.operators_only
def write_name(ep_id: int) -> ResponseReturnValue:
    """Keep how another language writes the name."""
    form = NameFormForm()
    with transaction() as session:
        member = queries.member(session, ep_id) or abort(404)
        if not form.validate():
            return _member(member, form), 422
        name = PersonName(form.given.data or "", form.surname.data or "") if form.surname.data else None
        writing.write(session, member, str(form.language.data), name, by=guard.current(), now=clock.now())
    flash(_("Saved."), "good")
    return redirect(url_for(".show", ep_id=ep_id), 303)


@blueprint.route("/import", methods=["GET", "POST"])
@guard.operators_only
def bring() -> ResponseReturnValue:
    """First step: the files, or the address of a list."""
    now = clock.now()
    form = forms.BringForm()
    form.today = clock.brussels_day(now)
    if request.method == "POST" and form.address.data:
        with transaction() as session:
            who = guard.current().public_id
            limits.count(session, "roster_fetch", who, at_most=20, within=timedelta(hours=1), now=now)
    if form.validate_on_submit():
        with transaction() as session:
            draft = operations.keep_draft(
                session,
                guard.current().id,
                form.brought,
                shows_on=form.day,
                whole=form.said_whole,
                now=now,
            )
            next_step = "roster.columns" if form.recognised.tables else "roster.preview"
            return redirect(url_for(next_step, draft_id=draft.public_id), 303)
    return render_template("pages/roster/bring.html", form=form), 422 if form.errors else 200


def _draft(draft_id: str) -> ImportDraft:
    return queries.draft_of(reading(), guard.current().id, draft_id) or abort(404)


def _brought(draft: ImportDraft) -> Brought:
    return recognition.sort([(file.name, file.content) for file in draft.files])


@blueprint.route("/import/<draft_id>/columns", methods=["GET", "POST"])
@guard.operators_only
def columns(draft_id: str) -> ResponseReturnValue:
    """Second step, for tables only: which column holds what."""
    draft = _draft(draft_id)
    mapping = forms.ColumnsForm(_brought(draft), draft.shows_on, forms.restored(draft.maps))
    if request.method == "POST" and mapping.validate():
        with transaction() as session:
            kept = queries.draft_of(session, guard.current().id, draft_id) or abort(404)
            kept.maps = mapping.stored
        return redirect(url_for("roster.preview", draft_id=draft_id), 303)
    return render_template("pages/roster/columns.html", mapping=mapping, draft=draft), 422 if mapping.problem else 200


def _plan(draft: ImportDraft) -> Plan:
    sources = recognition.sources(_brought(draft), day=draft.shows_on, maps=forms.restored(draft.maps))
    return queries.plan(reading(), sources, day=draft.shows_on, whole=draft.whole)


@blueprint.get("/import/<draft_id>")
@guard.operators_only
def preview(draft_id: str) -> ResponseReturnValue:
    """Last step: what would change, before it does."""
    draft = _draft(draft_id)
    plan = _plan(draft)
    return render_template(
        "pages/roster/preview.html",
        draft=draft,
        plan=plan,
        words=words,
        effects=list(Effect),
        shown=operations.fingerprint(plan),
    )


@blueprint.post("/import/<draft_id>/judge")
@guard.operators_only
def judge(draft_id: str) -> ResponseReturnValue:
    """Say that the lists are complete, or only a part; the preview is made anew."""
    with transaction() as session:
        draft = queries.draft_of(session, guard.current().id, draft_id) or abort(404)
        draft.whole = request.form.get("whole") == "yes"
    return redirect(url_for("roster.preview", draft_id=draft_id), 303)


@blueprint.post("/import/<draft_id>/apply")
@guard.operators_only
def apply(draft_id: str) -> ResponseReturnValue:
    """Take the lists over, exactly as they were shown."""
    with transaction() as session:
        draft = queries.draft_of(session, guard.current().id, draft_id) or abort(404)
        files = [(file.name, file.content) for file in draft.files]
        sources = recognition.sources(recognition.sort(files), day=draft.shows_on, maps=forms.restored(draft.maps))
        _record, plan = operations.import_lists(
            session,
            sources,
            files=files,
            day=draft.shows_on,
            by=guard.current().public_id,
            now=clock.now(),
            whole=draft.whole,
            shown=request.form.get("shown", ""),
        )
        operations.drop_draft(session, draft)
    flash(
        _(
            "The roster is up to date: %(new)s new, %(changed)s changed, %(ended)s ended.",
            new=plan.counts["new"],
            changed=plan.counts["changed"],
            ended=plan.counts["ended"],
        ),
        "good",
    )
    return redirect(url_for("roster.index"), 303)


@blueprint.post("/import/<draft_id>/discard")
@guard.operators_only
def discard(draft_id: str) -> ResponseReturnValue:
    """Throw the brought files away; nothing was changed."""
    with transaction() as session:
        draft = queries.draft_of(session, guard.current().id, draft_id) or abort(404)
        operations.drop_draft(session, draft)
    flash(_("The files were thrown away. Nothing was changed."))
    return redirect(url_for("roster.index"), 303)


def _member(member: Member, form: NameFormForm) -> str:
    session, day = reading(), clock.brussels_day(clock.now())
    return render_template(
        "pages/roster/show.html",
        member=member,
        mandate=queries.mandate_on(session, member.ep_id, day),
        group=queries.group_on(session, member.ep_id, day),
        history=queries.history(member),
        written=queries.forms_of(session, member.ep_id),
        languages=dict(languages.choices()),
        form=form,
    )
