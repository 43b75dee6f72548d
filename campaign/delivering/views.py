"""Closing a letter, its editions and their download."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.db import reading
from campaign.drafting import queries as drafting
from campaign.organisers import guard

blueprint = Blueprint("delivering", __name__, url_prefix="/letters")


@blueprint.get("/<letter_id>/editions")
@guard.required
def editions(letter_id: str) -> ResponseReturnValue:
    """The letter's PDF."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id)
    return render_template("pages/delivering/editions.html", letter=letter)
