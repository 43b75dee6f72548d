"""What search engines read: which pages there are, and which to leave alone. Only what is public is named."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from campaign import clock, links
from campaign.campaigns.models import Campaign
from campaign.db import reading
from campaign.publishing import rules

blueprint = Blueprint("finding", __name__)

#: Pages behind personal links, and those of organisers: nothing to read there for a stranger.
PRIVATE = (
    "/account",
    "/campaigns",
    "/claims/",
    "/corrections/",
    "/desk/",
    "/from-desk/",
    "/letters/",
    "/login",
    "/office/",
    "/operator",
    "/overdue",
    "/password/",
    "/roster/",
    "/sign/",
    "/statement/",
    "/statements/",
    "/unsubscribe/",
    "/verify/",
)


@blueprint.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """What to leave alone, and where the list of pages is."""
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in PRIVATE)]
    lines += ["", f"Sitemap: {links.absolute('finding.sitemap')}", ""]
    return _asked_again(Response("\n".join(lines), mimetype="text/plain"))


@blueprint.get("/sitemap.xml")
def sitemap() -> ResponseReturnValue:
    """Every page that is public at this moment, none before its hour."""
    query = select(Campaign.slug).where(Campaign.slug.is_not(None), rules.are_public(clock.now()))
    slugs = reading().scalars(query.order_by(Campaign.public_from, Campaign.id))
    pages = [links.absolute("public.home"), links.absolute("checking.ask")]
    pages += [links.absolute("public.case", slug=slug) for slug in slugs]
    return _asked_again(Response(render_template("pages/public/sitemap.xml", pages=pages), mimetype="application/xml"))


def _asked_again(response: Response) -> Response:
    response.headers["Cache-Control"] = "public, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
