"""Choosing Members, covering text, invitations and reminders."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign.db import reading
from campaign.drafting import queries as drafting
from campaign.organisers import guard

blueprint = Blueprint("inviting", __name__)


@blueprint.get("/letters/<letter_id>/invitations")
@guard.required
def choose(letter_id: str) -> ResponseReturnValue:
    """Choose Members and invite them."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id)
    return render_template("pages/inviting/choose.html", letter=letter)


@blueprint.get("/unsubscribe/<secret>")
def unsubscribe(secret: str) -> ResponseReturnValue:
    """The page behind the link in a mail's footer; it writes nothing."""
    return render_template("pages/inviting/unsubscribe.html", secret=secret)
