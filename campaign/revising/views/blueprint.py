"""The blueprint that the organisers' pages of revising share."""

from flask import Blueprint

blueprint = Blueprint("revising", __name__, url_prefix="/letters")
