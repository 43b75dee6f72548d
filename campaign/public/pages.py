"""Public pages as text: the same for everybody, so that they can be kept."""

from datetime import datetime

from flask import url_for

from campaign import charts, links
from campaign.campaigns.models import Campaign
from campaign.db import reading
from campaign.delivering.naming import CHANNELS
from campaign.public import cases, press
from campaign.public.cases import Case
from campaign.public.naming import Choice
from campaign.public.words import FORMS, INSTITUTIONS, KINDS, ORDERS, OUTCOMES, REPLIES
from campaign.web import templating


def case(campaign: Campaign, choice: Choice, *, now: datetime, is_preview: bool = False) -> str:
    """The campaign's page; the preview for its team says that it is one, and links to no file."""
    found = cases.case(reading(), campaign, choice, now=now)
    return templating.impersonal(
        "pages/public/case.html",
        **_about(found, is_preview=is_preview),
        choice=choice,
        places=charts.TILES,
        kinds=KINDS,
        orders=ORDERS,
        outcomes=OUTCOMES,
        institutions=INSTITUTIONS,
        forms=FORMS,
        channels=CHANNELS,
        replies=REPLIES,
    )


def kit(campaign: Campaign, *, now: datetime) -> str:
    """The page for journalists."""
    found = cases.case(reading(), campaign, Choice(), now=now)
    about = _about(found, is_preview=False)
    about["canonical"] = links.absolute("press.kit", slug=campaign.slug)
    return templating.impersonal(
        "pages/public/press.html", **about, press=press, contact=press.contact(reading(), found)
    )


def _about(found: Case, *, is_preview: bool) -> dict[str, object]:
    campaign = found.campaign
    address = {"slug": campaign.slug}
    back = url_for("publishing.show", campaign_id=campaign.public_id) if is_preview else ""
    return {
        "case": found,
        "campaign": campaign,
        "summary": press.summary(found.main) if found.main and found.main.tally.members else "",
        "back": back,
        "canonical": links.absolute("public.case", **address) if campaign.slug else "",
        "share_image": links.absolute("press.share_image", **address) if campaign.slug else "",
    }
