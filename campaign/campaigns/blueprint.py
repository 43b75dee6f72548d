"""The blueprint that a campaign's own pages and its team's share."""

from flask import Blueprint

blueprint = Blueprint("campaigns", __name__, url_prefix="/campaigns")
