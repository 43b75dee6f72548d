"""Wires the accounts library: who is logged in, how passwords are kept."""

from flask import Flask
from flask_security import FSQLALiteUserDatastore, Security

from campaign.config import Settings
from campaign.db import database
from campaign.organisers import rules, sessions
from campaign.organisers.models import Organiser, Role

datastore = FSQLALiteUserDatastore(database, Organiser, Role)


def init_app(app: Flask) -> None:
    """Sessions and passwords by Flask-Security; its own pages stay switched off, `views.py` stands in for them."""
    settings: Settings = app.extensions["settings"]
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SALT=settings.first_key,  # passwords outlive a change of key
        SECURITY_CLI_USERS_NAME=None,  # its commands would make accounts and set passwords past the journal
        SECURITY_CLI_ROLES_NAME=None,
        SECURITY_PASSWORD_LENGTH_MIN=rules.SHORTEST,
        SECURITY_API_ENABLED_METHODS=["session"],
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_TWO_FACTOR_RESCUE_EMAIL=False,  # a code by mail is no second factor where mail is read by a state
        SECURITY_REGISTERABLE=False,
        SECURITY_TRACKABLE=False,
        SECURITY_DEFAULT_REMEMBER_ME=False,
    )
    security = Security(app, datastore, register_blueprint=False)
    # Its permissions decide nothing here, who may do what is asked of the rows; left in, every page loads who is there.
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    sessions.init_app(app)
