"""The signing form behind a personal link."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

blueprint = Blueprint("signing", __name__, url_prefix="/sign")


@blueprint.get("/<secret>")
def read(secret: str) -> ResponseReturnValue:
    """The letter behind a personal link."""
    abort(404)
