"""The one blueprint of this feature; its views stand in three modules by who looks at them."""

from flask import Blueprint

blueprint = Blueprint("inviting", __name__)
