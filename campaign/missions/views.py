"""A campaign's missions: the plan, the meetings, the pocket list, the register of what was held."""

from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.missions import operations, papers, queries, rules
from campaign.missions.forms import OCCASIONS, STATES, MeetingForm, MissionForm, PersonForm
from campaign.missions.models import Meeting, MeetingState, Mission, Occasion
from campaign.missions.operations import MeetingFacts, MissionFacts
from campaign.organisers import guard
from campaign.parliament import groups
from campaign.roster import queries as roster
from campaign.roster.queries import Place, Wish
from campaign.web.refusals import NotFound
from campaign.web.spreadsheets import FileType

blueprint = Blueprint("missions", __name__, url_prefix="/campaigns/<campaign_id>/missions")


@blueprint.get("/")
@guard.required
def index(campaign_id: str) -> ResponseReturnValue:
    """All missions of the campaign."""
    campaign = campaigns.campaign_of(reading(), guard.current(), campaign_id, to=Right.SEE_OWN)
    missions = queries.missions(reading(), campaign)
    return render_template(
        "pages/missions/index.html",
        campaign=campaign,
        missions=missions,
        occasions=OCCASIONS,
        held=len(rules.held(missions)),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@guard.required
def plan(campaign_id: str) -> ResponseReturnValue:
    """Plan a mission."""
    campaign = _campaign(reading(), campaign_id)
    form = MissionForm()
    if not form.validate_on_submit():
        return render_template("pages/missions/edit.html", campaign=campaign, mission=None, form=form)
    with transaction() as session:
        campaign = _campaign(session, campaign_id)
        mission = operations.plan(session, campaign, _mission_facts(form), by=guard.current(), now=clock.now())
        address = url_for(".show", campaign_id=campaign_id, mission_id=mission.public_id)
    return redirect(address, 303)


@blueprint.get("/<mission_id>")
@guard.required
def show(campaign_id: str, mission_id: str) -> ResponseReturnValue:
    """The plan of one mission, and whom it is still worth seeing."""
    campaign, mission = _seen(campaign_id, mission_id)
    wish = Wish(text=request.args.get("find", ""), group=_group(campaign, request.args.get("group", "")))
    day = max(_today(), mission.starts_on)
    meetings, people = _meetings(campaign, mission)
    return render_template(
        "pages/missions/show.html",
        campaign=campaign,
        mission=mission,
        days=rules.by_day(meetings),
        wished=rules.wished(meetings),
        cancelled=[each for each in meetings if each.state is MeetingState.CANCELLED],
        clashes=rules.clashes(meetings),
        who=lambda meeting: papers.who(meeting, people),
        states=STATES,
        occasions=OCCASIONS,
        wish=wish,
        groups=groups.in_force(day),
        worth=queries.worth_seeing(reading(), mission, wish, day=_today()),
        form=PersonForm(formdata=None),
    )


@blueprint.route("/<mission_id>/edit", methods=["GET", "POST"])
@guard.required
def change(campaign_id: str, mission_id: str) -> ResponseReturnValue:
    """Change place, days and delegation."""
    campaign, mission = _mission(reading(), campaign_id, mission_id)
    form = MissionForm(obj=mission, occasion=mission.occasion.value)
    if not form.validate_on_submit():
        return render_template("pages/missions/edit.html", campaign=campaign, mission=mission, form=form)
    with transaction() as session:
        campaign, mission = _mission(session, campaign_id, mission_id)
        operations.change(session, mission, _mission_facts(form), by=guard.current(), now=clock.now())
    return _back(campaign_id, mission_id, _("Saved."))


@blueprint.post("/<mission_id>/remove")
@guard.required
def remove(campaign_id: str, mission_id: str) -> ResponseReturnValue:
    """Take a mission off."""
    with transaction() as session:
        _campaign_there, mission = _mission(session, campaign_id, mission_id)
        operations.remove(session, mission, by=guard.current(), now=clock.now())
    flash(_("The mission is gone."), "good")
    return redirect(url_for(".index", campaign_id=campaign_id), 303)


@blueprint.post("/<mission_id>/members/<int:ep_id>")
@guard.required
def want(campaign_id: str, mission_id: str, ep_id: int) -> ResponseReturnValue:
    """Put a Member on the plan."""
    with transaction() as session:
        campaign, mission = _mission(session, campaign_id, mission_id)
        place = _place(session, campaign, ep_id)
        operations.want(session, mission, place.member, by=guard.current(), now=clock.now())
    return redirect(url_for(".show", campaign_id=campaign_id, mission_id=mission_id, _anchor="worth"), 303)


@blueprint.post("/<mission_id>/others")
@guard.required
def want_other(campaign_id: str, mission_id: str) -> ResponseReturnValue:
    """Put somebody on the plan who is no Member."""
    form = PersonForm()
    with transaction() as session:
        _campaign_there, mission = _mission(session, campaign_id, mission_id)
        if not form.validate():
            flash(_("Enter the name and office of whom you meet."), "bad")
            return redirect(url_for(".show", campaign_id=campaign_id, mission_id=mission_id), 303)
        operations.want_other(session, mission, str(form.person.data), by=guard.current(), now=clock.now())
    return _back(campaign_id, mission_id, _("On the plan."))


@blueprint.route("/<mission_id>/meetings/<meeting_id>", methods=["GET", "POST"])
@guard.required
def meeting(campaign_id: str, mission_id: str, meeting_id: str) -> ResponseReturnValue:
    """When and where, and what became of it."""
    campaign, mission = _mission(reading(), campaign_id, mission_id)
    found = queries.meeting_of(mission, meeting_id)
    form = MeetingForm(obj=found, state=found.state.value, **_hour(found))
    if not form.validate_on_submit():
        people = queries.people(reading(), [found], _today())
        page = {"mission": mission, "meeting": found, "name": papers.who(found, people), "form": form}
        return render_template("pages/missions/meeting.html", campaign=campaign, **page)
    with transaction() as session:
        _campaign_there, mission = _mission(session, campaign_id, mission_id)
        found = queries.meeting_of(mission, meeting_id)
        operations.keep(session, found, _meeting_facts(form), by=guard.current(), now=clock.now())
    return _back(campaign_id, mission_id, _("Saved."))


@blueprint.post("/<mission_id>/meetings/<meeting_id>/drop")
@guard.required
def drop(campaign_id: str, mission_id: str, meeting_id: str) -> ResponseReturnValue:
    """Take a meeting off the plan."""
    with transaction() as session:
        _campaign_there, mission = _mission(session, campaign_id, mission_id)
        found = queries.meeting_of(mission, meeting_id)
        operations.drop(session, found, by=guard.current(), now=clock.now())
    return _back(campaign_id, mission_id, _("It is off the plan."))


@blueprint.get("/<mission_id>/pocket")
@guard.required
def pocket(campaign_id: str, mission_id: str) -> ResponseReturnValue:
    """The list for the pocket: hours, names, rooms; nothing about answers."""
    campaign, mission = _seen(campaign_id, mission_id)
    meetings, people = _meetings(campaign, mission)
    return render_template(
        "pages/missions/pocket.html",
        campaign=campaign,
        mission=mission,
        days=rules.by_day(meetings),
        wished=rules.wished(meetings),
        who=lambda each: papers.who(each, people),
    )


@blueprint.get("/<mission_id>/meetings.ics")
@guard.required
def calendar(campaign_id: str, mission_id: str) -> ResponseReturnValue:
    """The agreed meetings for a phone's calendar."""
    campaign, mission = _seen(campaign_id, mission_id)
    _shown, people = _meetings(campaign, mission)
    name = f"{papers.file_name(mission, mission.starts_on)}.ics"
    return _file(papers.calendar(mission, people), "text/calendar", name)


@blueprint.get("/register.<file_type>")
@guard.required
def register(campaign_id: str, file_type: str) -> ResponseReturnValue:
    """The meetings that were held, for transparency registers."""
    campaign = campaigns.campaign_of(reading(), guard.current(), campaign_id, to=Right.ISSUE)
    missions = queries.missions(reading(), campaign)
    people = queries.people(reading(), [each for mission in missions for each in mission.meetings], _today())
    rows = papers.register(missions, people, campaign.title)
    if file_type == FileType.CSV:
        return _file(papers.register_csv(rows), FileType.CSV.mimetype, "meetings-held.csv")
    if file_type == FileType.XLSX:
        return _file(papers.register_xlsx(rows), FileType.XLSX.mimetype, "meetings-held.xlsx")
    raise NotFound("file", _("The register comes as CSV or XLSX. Choose one on the missions page."))


def _file(content: bytes, mimetype: str, name: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _campaign(session: Session, campaign_id: str) -> Campaign:
    return campaigns.campaign_of(session, guard.current(), campaign_id, to=Right.BRING)


def _mission(session: Session, campaign_id: str, mission_id: str) -> tuple[Campaign, Mission]:
    campaign = _campaign(session, campaign_id)
    return campaign, queries.mission_of(session, campaign, mission_id)


def _seen(campaign_id: str, mission_id: str) -> tuple[Campaign, Mission]:
    campaign = campaigns.campaign_of(reading(), guard.current(), campaign_id, to=Right.SEE_OWN)
    return campaign, queries.mission_of(reading(), campaign, mission_id)


def _meetings(campaign: Campaign, mission: Mission) -> tuple[list[Meeting], dict[int, Place]]:
    """The meetings this organiser may see, with whom: a shepherd sees those with the Members of one group."""
    people = queries.people(reading(), mission.meetings, max(_today(), mission.starts_on))
    scope = campaigns.scope_of(reading(), guard.current(), campaign)
    if scope is None:
        return list(mission.meetings), people
    own = {number: place for number, place in people.items() if place.group == scope}
    return [each for each in mission.meetings if each.ep_id in own], own


def _group(campaign: Campaign, wanted: str) -> str:
    """The group to look in: a shepherd's own, else the one that was chosen."""
    return campaigns.scope_of(reading(), guard.current(), campaign) or wanted


def _place(session: Session, campaign: Campaign, ep_id: int) -> Place:
    """The sitting Member with this number. Raises NotFound."""
    for each in roster.places(session, _today(), [ep_id]):
        if each.sits:
            return each
    raise NotFound("member", _("No sitting Member has this number. Search for the name and press the button there."))


def _mission_facts(form: MissionForm) -> MissionFacts:
    assert form.starts_on.data is not None, "the form asked for it"
    assert form.ends_on.data is not None, "the form asked for it"
    return MissionFacts(
        place=str(form.place.data),
        occasion=Occasion(form.occasion.data),
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        delegation=form.delegation.data or "",
        note=form.note.data or "",
        is_public=bool(form.is_public.data),
    )


def _meeting_facts(form: MeetingForm) -> MeetingFacts:
    return MeetingFacts(
        state=MeetingState(form.state.data),
        starts_at=form.starts_at,
        minutes=int(form.minutes.data or 0),
        with_staff=bool(form.with_staff.data),
        room=form.room.data or "",
        subject=form.subject.data or "",
        note=form.note.data or "",
    )


def _hour(meeting: Meeting) -> dict[str, object]:
    if meeting.starts_at is None:
        return {"day": meeting.mission.starts_on}
    at = clock.in_brussels(meeting.starts_at)
    return {"day": at.date(), "hour": at.time()}


def _today() -> date:
    return clock.brussels_day(clock.now())


def _back(campaign_id: str, mission_id: str, words: str) -> ResponseReturnValue:
    flash(words, "good")
    return redirect(url_for(".show", campaign_id=campaign_id, mission_id=mission_id), 303)
