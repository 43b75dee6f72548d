"""The organiser's overview of one letter, its Members, and exports."""

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign import charts, clock, journal
from campaign.campaigns import queries as campaigns
from campaign.campaigns.rules import Right
from campaign.dashboard import exports, forms, queries, rules, story
from campaign.dashboard import members as table
from campaign.dashboard import overview as figures
from campaign.dashboard.exports import Column
from campaign.db import reading, transaction
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.organisers import guard
from campaign.parliament import countries, groups
from campaign.signing import assurances
from campaign.signing import queries as signing
from campaign.web.spreadsheets import FileType

blueprint = Blueprint("dashboard", __name__, url_prefix="/letters")


@blueprint.get("/<letter_id>")
@guard.required
def overview(letter_id: str) -> ResponseReturnValue:
    """The letter at a glance."""
    (letter, scope), moment = _letter(letter_id), clock.now()
    tag = figures.tag(reading(), letter, now=moment, scope=scope)
    found = figures.of(reading(), letter, now=moment, scope=scope)
    return render_template("pages/dashboard/overview.html", letter=letter, now=found, places=charts.TILES, tag=tag)


@blueprint.get("/<letter_id>/now")
@guard.required
def now(letter_id: str) -> ResponseReturnValue:
    """The figures alone, for the open page; 304 while nothing changed."""
    (letter, scope), moment = _letter(letter_id), clock.now()
    response = make_response()
    response.set_etag(figures.tag(reading(), letter, now=moment, scope=scope))
    if request.if_none_match.contains_weak(response.get_etag()[0] or ""):
        return response.make_conditional(request)
    found = figures.of(reading(), letter, now=moment, scope=scope)
    response.set_data(render_template("pages/dashboard/now.html", letter=letter, now=found, places=charts.TILES))
    return response


@blueprint.get("/<letter_id>/members")
@guard.required
def members(letter_id: str) -> ResponseReturnValue:
    """Every Member and where they stand; filtered, sorted and in pages by the address."""
    (letter, scope), session = _letter(letter_id), reading()
    day = figures.day_of(letter, clock.now())
    found = table.rows(queries.asked(session, letter), queries.given(session, letter), queries.chamber(session, day))
    found = [row for row in found if scope in (None, row.group_code)]
    wish = forms.wish(request.args)
    kept = {name: value for name in forms.FILTERS if (value := request.args.get(name))}
    address = url_for("dashboard.members", letter_id=letter_id)
    return render_template(
        "pages/dashboard/members.html",
        assurances=assurances,
        letter=letter,
        page=table.page(found, wish, request.args.get("page", 1, type=int)),
        wish=wish,
        standings=[each for each in rules.Standing if any(row.standing is each for row in found)],
        countries=countries.on(day),
        groups=[each for each in groups.in_force(day) if scope in (None, each.code)],
        link=lambda number: f"{address}?{urlencode(kept | {'page': number})}",
    )


@blueprint.get("/<letter_id>/members/<int:ep_id>")
@guard.required
def member(letter_id: str, ep_id: int) -> ResponseReturnValue:
    """What happened between one Member and the letter."""
    (letter, scope), session = _letter(letter_id), reading()
    found = story.member_of(session, ep_id)
    day = figures.day_of(letter, clock.now())
    if found is None or (scope and queries.group_of(session, letter, ep_id, day) != scope):
        abort(404)
    events = story.of(session, letter, ep_id)
    return render_template(
        "pages/dashboard/member.html", letter=letter, member=found, events=events, assurances=assurances
    )


@blueprint.route("/<letter_id>/export", methods=["GET", "POST"])
@guard.fresh
def export(letter_id: str) -> ResponseReturnValue:
    """Choose columns and take the signatories out; the journal notes who did, and how many."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.ISSUE)
    form = forms.ExportForm()
    if not form.validate_on_submit():
        return render_template("pages/dashboard/export.html", letter=letter, form=form), 400 if form.errors else 200
    file_type = FileType(form.file_type.data)
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.ISSUE)
        signatures = signing.standing_signatures(session, letter)
        content = exports.sheet(letter, signatures, [Column(each) for each in form.columns.data or ()])
        facts = {"by": guard.current().public_id, "form": file_type.value, "number": len(signatures)}
        journal.record(session, "signatories.exported", letter.public_id, now=clock.now(), **facts)
    response = Response(exports.write(content, file_type), mimetype=file_type.mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=f"signatories-{letter_id}.{file_type.value}")
    return response


def _letter(letter_id: str) -> tuple[Letter, str | None]:
    """The letter, and the one group whose Members a shepherd sees; None: every group."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.SEE_OWN)
    return letter, campaigns.scope_of(reading(), guard.current(), letter.campaign)
