"""What leaves the screen: the list for the pocket, the calendar, the register of what was held."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign.campaigns import queries as campaigns
from campaign.campaigns.rules import Right
from campaign.db import reading
from campaign.missions import looking, papers, queries, rules
from campaign.missions.blueprint import blueprint
from campaign.organisers import guard
from campaign.web.refusals import NotFound
from campaign.web.spreadsheets import FileType


@blueprint.get("/<mission_id>/pocket")
@guard.required
def pocket(campaign_id: str, mission_id: str) -> ResponseReturnValue:
    """The list for the pocket: hours, names, rooms; nothing about answers."""
    campaign, mission = looking.seen(campaign_id, mission_id)
    meetings, people = looking.meetings(campaign, mission)
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
    campaign, mission = looking.seen(campaign_id, mission_id)
    _shown, people = looking.meetings(campaign, mission)
    name = f"{papers.file_name(mission, mission.starts_on)}.ics"
    return _file(papers.calendar(mission, people), "text/calendar", name)


@blueprint.get("/register.<file_type>")
@guard.required
def register(campaign_id: str, file_type: str) -> ResponseReturnValue:
    """The meetings that were held, for transparency registers."""
    campaign = campaigns.campaign_of(reading(), guard.current(), campaign_id, to=Right.ISSUE)
    missions = queries.missions(reading(), campaign)
    people = queries.people(reading(), [each for mission in missions for each in mission.meetings], looking.today())
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
