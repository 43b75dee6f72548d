"""The one blueprint: no session and no cookie, the secret in the address is the guard, GET only looks."""

from flask import Blueprint

from campaign.signing import guard
from campaign.web import security

blueprint = Blueprint("acting", __name__, url_prefix="/office")
security.csrf.exempt(blueprint)  # guard.check compares a token that needs no session and no cookie
blueprint.before_request(guard.check)
