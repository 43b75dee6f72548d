"""Who asks: the authors and supporters of a draft."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from campaign import clock
from campaign.db import transaction
from campaign.organisers import guard
from campaign.questions import looking, operations
from campaign.questions.blueprint import blueprint
from campaign.questions.forms import MemberForm, NameForm
from campaign.questions.models import Part
from campaign.roster import queries as roster
from campaign.roster.queries import Place
from campaign.web.forms import whole_number
from campaign.web.refusals import NotFound


@blueprint.post("/<question_id>/members")
@guard.required
def name_member(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """Put a Member on the question."""
    form = MemberForm()
    with transaction() as session:
        _campaign_there, question = looking.question_to_change(session, campaign_id, question_id)
        place = _place(session, form.ep_id.data or "")
        part = Part(form.part.data) if form.validate() else Part.AUTHOR
        operations.name_member(session, question, place, part, by=guard.current(), now=clock.now())
    return looking.back(campaign_id, question_id, "members")


@blueprint.post("/<question_id>/members/print")
@guard.required
def print_as(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """Mend how a name is printed."""
    form = NameForm()
    with transaction() as session:
        _campaign_there, question = looking.question_to_change(session, campaign_id, question_id)
        number, name = whole_number(form.ep_id.data), str(form.printed_name.data)
        if form.validate() and number is not None:
            operations.print_as(session, question, number, name, by=guard.current(), now=clock.now())
    return looking.back(campaign_id, question_id, "members")


@blueprint.post("/<question_id>/members/<int:ep_id>/remove")
@guard.required
def take_off(campaign_id: str, question_id: str, ep_id: int) -> ResponseReturnValue:
    """Take a Member off the question."""
    with transaction() as session:
        _campaign_there, question = looking.question_to_change(session, campaign_id, question_id)
        operations.take_off(session, question, ep_id, by=guard.current(), now=clock.now())
    return looking.back(campaign_id, question_id, "members")


def _place(session: Session, typed: str) -> Place:
    """The Member with this number, as of today, former ones too. Raises NotFound."""
    if typed.isdecimal() and len(typed) < 10:
        for each in roster.places(session, looking.today(), [int(typed)]):
            return each
    raise NotFound("member", _("The roster knows no such Member. Search for the name and press the button there."))
