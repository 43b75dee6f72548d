"""The letter while it is drafted, and its revisions."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.db import reading
from campaign.drafting import queries as drafting
from campaign.organisers import guard

blueprint = Blueprint("drafting", __name__, url_prefix="/letters")


@blueprint.get("/<letter_id>/text")
@guard.required
def edit(letter_id: str) -> ResponseReturnValue:
    """The text of the letter."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id)
    return render_template("pages/drafting/edit.html", letter=letter)
