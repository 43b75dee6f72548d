"""The pages about handing a letter over share one blueprint."""

from flask import Blueprint

blueprint = Blueprint("handover", __name__)
LETTER = "/letters/<letter_id>/deliveries"
PARTY = LETTER + "/to/<party>"
