"""Pages for everybody."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from campaign import charts, clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.rules import Right
from campaign.charts import Wedge
from campaign.db import reading
from campaign.drafting.models import ListOrder
from campaign.handover import files
from campaign.organisers import guard
from campaign.public import cases, kept, pages, queries
from campaign.public.naming import Choice
from campaign.signing import lines
from campaign.web import brought

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
    found = queries.record_of(reading(), letter_id, now=clock.now())
    return render_template("pages/public/record.html", record=found)


@blueprint.get("/cases/<slug>")
def case(slug: str) -> Response:
    """A campaign's page, once it is public."""
    now, choice = clock.now(), _choice()
    campaign, mark = kept.public(reading(), slug, now=now)
    return kept.answer(("case", slug, choice), mark, lambda: pages.case(campaign, choice, now=now))


@blueprint.get("/campaigns/<campaign_id>/publishing/preview")
@guard.required
def preview(campaign_id: str) -> ResponseReturnValue:
    """The same page for its organisers, before it is public."""
    campaign = campaigns.campaign_of(reading(), guard.current(), campaign_id, to=Right.PUBLISH)
    return pages.case(campaign, _choice(), now=clock.now(), is_preview=True)


@blueprint.get("/cases/<slug>/letters/<letter_id>/letter.pdf")
def letter_pdf(slug: str, letter_id: str) -> ResponseReturnValue:
    """The letter's public edition."""
    campaign = cases.public_campaign(reading(), slug, now=clock.now())
    edition = cases.public_edition(reading(), campaign, letter_id)
    return brought.download(edition.file_digest, name=f"letter-{letter_id}.pdf", mimetype="application/pdf")


@blueprint.get("/cases/<slug>/letters/<letter_id>/letter.<language>.pdf")
def translated_pdf(slug: str, letter_id: str, language: str) -> ResponseReturnValue:
    """The same in another language, which says that it is a translation."""
    campaign = cases.public_campaign(reading(), slug, now=clock.now())
    made = cases.public_translation(reading(), campaign, letter_id, language)
    name = f"letter-{letter_id}.{made.language}.pdf"
    return brought.download(made.file_digest, name=name, mimetype="application/pdf")


@blueprint.get("/cases/<slug>/documents/<document_id>")
def document(slug: str, document_id: str) -> ResponseReturnValue:
    """A document that was published with the case."""
    campaign = cases.public_campaign(reading(), slug, now=clock.now())
    found = cases.public_document(reading(), campaign, document_id)
    name, mimetype = str(found.file_name), str(found.file_type)  # a constraint: a file has its facts
    return brought.download(str(found.file_digest), name=name, mimetype=mimetype)


@blueprint.get("/cases/<slug>/letters/<letter_id>/replies/<file_code>")
def reply_file(slug: str, letter_id: str, file_code: str) -> ResponseReturnValue:
    """A page of a reply that was published with its files."""
    campaign = cases.public_campaign(reading(), slug, now=clock.now())
    return files.download(cases.public_reply_file(reading(), campaign, letter_id, file_code))


def _choice() -> Choice:
    """The format and order in the address; what is neither is passed over."""
    form, order = request.args.get("names", ""), request.args.get("order", "")
    return Choice(
        form=form if form in lines.FORMATS else "", order=ListOrder(order) if order in set(ListOrder) else None
    )
