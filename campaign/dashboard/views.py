"""The organiser's overview of one letter, and exports."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.db import reading
from campaign.drafting import queries as drafting
from campaign.organisers import guard

blueprint = Blueprint("dashboard", __name__, url_prefix="/letters")


@blueprint.get("/<letter_id>")
@guard.required
def overview(letter_id: str) -> ResponseReturnValue:
    """The letter at a glance."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id)
    return render_template("pages/dashboard/overview.html", letter=letter)
