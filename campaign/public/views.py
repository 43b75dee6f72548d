"""Pages for everybody."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from campaign import charts
from campaign.charts import Wedge
from campaign.db import reading
from campaign.public import queries

blueprint = Blueprint("public", __name__)

#: The chamber of the first page's picture: of no Parliament that ever sat, and in one colour.
PICTURE = (Wedge("NI", 240, 97),)


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """What this installation is; organisers go on to their campaigns."""
    if current_user.is_authenticated:
        return redirect(url_for("campaigns.index"), 303)
    return render_template("pages/public/home.html", picture=charts.hemicycle(PICTURE))


@blueprint.get("/records/<letter_id>")
def record(letter_id: str) -> ResponseReturnValue:
    """A letter as it was published elsewhere: who signed, and where that stands."""
    found = queries.record_of(reading(), letter_id)
    return render_template("pages/public/record.html", record=found)
