"""The blueprint that all pages about accounts share."""

from flask import Blueprint

blueprint = Blueprint("organisers", __name__)
