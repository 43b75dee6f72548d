"""The signing form behind a personal link."""

from flask import Blueprint

blueprint = Blueprint("signing", __name__, url_prefix="/sign")
