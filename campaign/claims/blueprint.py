"""The blueprint of the organisers' evidence pages; its views stand in several modules by what is done there."""

from flask import Blueprint

blueprint = Blueprint("evidence", __name__, url_prefix="/letters/<letter_id>/evidence")
