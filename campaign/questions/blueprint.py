"""The pages about written questions share one blueprint."""

from flask import Blueprint

blueprint = Blueprint("questions", __name__, url_prefix="/campaigns/<campaign_id>/questions")
