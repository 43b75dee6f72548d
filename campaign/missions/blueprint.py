"""The pages about missions share one blueprint."""

from flask import Blueprint

blueprint = Blueprint("missions", __name__, url_prefix="/campaigns/<campaign_id>/missions")
