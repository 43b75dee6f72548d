"""The meetings of a mission: who is put on the plan, when and where, and what became of it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns.models import Campaign
from campaign.db import reading, transaction
from campaign.missions import looking, operations, papers, queries
from campaign.missions.blueprint import blueprint
from campaign.missions.forms import MeetingForm, PersonForm
from campaign.missions.models import Meeting, MeetingState
from campaign.missions.operations import MeetingFacts
from campaign.organisers import guard
from campaign.roster import queries as roster
from campaign.roster.queries import Place
from campaign.web.refusals import NotFound


@blueprint.post("/<mission_id>/members/<int:ep_id>")
@guard.required
def want(campaign_id: str, mission_id: str, ep_id: int) -> ResponseReturnValue:
    """Put a Member on the plan."""
    with transaction() as session:
        campaign, mission = looking.mission_to_change(session, campaign_id, mission_id)
        place = _place(session, campaign, ep_id)
        operations.want(session, mission, place.member, by=guard.current(), now=clock.now())
    return redirect(url_for(".show", campaign_id=campaign_id, mission_id=mission_id, _anchor="worth"), 303)


@blueprint.post("/<mission_id>/others")
@guard.required
def want_other(campaign_id: str, mission_id: str) -> ResponseReturnValue:
    """Put somebody on the plan who is no Member."""
    form = PersonForm()
    with transaction() as session:
        _campaign_there, mission = looking.mission_to_change(session, campaign_id, mission_id)
        if not form.validate():
            flash(_("Enter the name and office of whom you meet."), "bad")
            return redirect(url_for(".show", campaign_id=campaign_id, mission_id=mission_id), 303)
        operations.want_other(session, mission, str(form.person.data), by=guard.current(), now=clock.now())
    return looking.back(campaign_id, mission_id, _("On the plan."))


@blueprint.route("/<mission_id>/meetings/<meeting_id>", methods=["GET", "POST"])
@guard.required
def meeting(campaign_id: str, mission_id: str, meeting_id: str) -> ResponseReturnValue:
    """When and where, and what became of it."""
    campaign, mission = looking.mission_to_change(reading(), campaign_id, mission_id)
    found = queries.meeting_of(mission, meeting_id)
    form = MeetingForm(obj=found, state=found.state.value, **_hour(found))
    if form.validate_on_submit():
        with form.takes_refusal(), transaction() as session:
            _campaign_there, there = looking.mission_to_change(session, campaign_id, mission_id)
            kept = queries.meeting_of(there, meeting_id)
            operations.keep(session, kept, _meeting_facts(form), by=guard.current(), now=clock.now())
        if not form.form_errors:
            return looking.back(campaign_id, mission_id, _("Saved."))
    people = queries.people(reading(), [found], looking.today())
    shown = {"mission": mission, "meeting": found, "name": papers.who(found, people), "form": form}
    page = render_template("pages/missions/meeting.html", campaign=campaign, **shown)
    return page, 422 if form.form_errors else 200


@blueprint.post("/<mission_id>/meetings/<meeting_id>/drop")
@guard.required
def drop(campaign_id: str, mission_id: str, meeting_id: str) -> ResponseReturnValue:
    """Take a meeting off the plan."""
    with transaction() as session:
        _campaign_there, mission = looking.mission_to_change(session, campaign_id, mission_id)
        found = queries.meeting_of(mission, meeting_id)
        operations.drop(session, found, by=guard.current(), now=clock.now())
    return looking.back(campaign_id, mission_id, _("It is off the plan."))


def _place(session: Session, campaign: Campaign, ep_id: int) -> Place:
    """The sitting Member with this number. Raises NotFound."""
    for each in roster.places(session, looking.today(), [ep_id]):
        if each.sits:
            return each
    raise NotFound("member", _("No sitting Member has this number. Search for the name and press the button there."))


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
