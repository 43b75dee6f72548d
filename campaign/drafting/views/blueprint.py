"""The blueprint that all pages of drafting share."""

from flask import Blueprint

from campaign.drafting import markdown

blueprint = Blueprint("drafting", __name__, url_prefix="/letters")
blueprint.add_app_template_filter(markdown.to_html, "letter_text")
