"""The page that tells people how to use what is published from their own programs and pages."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from campaign import clock, links
from campaign.db import reading
from campaign.open_data import answers, embedding, paths, queries
from campaign.open_data.facts import Kind

SNIPPETS_AT_MOST = 10

blueprint = Blueprint("guide", __name__)


@blueprint.get("/api")
def show() -> ResponseReturnValue:
    """How to read cases, follow them, and show their names elsewhere."""
    found = queries.public_campaigns(reading(), now=clock.now(), limit=SNIPPETS_AT_MOST)
    letters = [each for campaign in found for each in queries.letters(reading(), campaign)][:SNIPPETS_AT_MOST]
    return render_template(
        "pages/open_data/api.html",
        routes=paths.ROUTES,
        letters=[(each, embedding.offer(each)) for each in letters],
        kinds=list(Kind),
        base=links.absolute("public.home").rstrip("/"),
        a_minute=answers.A_MINUTE,
    )
