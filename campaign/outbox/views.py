"""Development only: the mails that were delivered into the folder."""

from flask import Blueprint

blueprint = Blueprint("outbox", __name__, url_prefix="/mails")
