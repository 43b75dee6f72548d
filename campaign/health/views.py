"""An address for monitoring: whether this installation works, in one word and a status code."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from campaign import clock
from campaign.db import reading
from campaign.health import queries, rules

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def show() -> ResponseReturnValue:
    """Say "ok", or 503 and "trouble": strangers read this too, so `campaign status` names it, not this page."""
    now = clock.now()
    if rules.troubles(queries.figures(reading(), now=now), now=now):
        return Response("trouble\n", status=503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")
