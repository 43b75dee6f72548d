"""Wires the accounts library: who is logged in, how passwords are kept."""

from flask import Flask
from flask_security import FSQLALiteUserDatastore, Security

from campaign.db import database
from campaign.organisers.models import Organiser, Role

datastore = FSQLALiteUserDatastore(database, Organiser, Role)


def init_app(app: Flask) -> None:
    """Sessions and passwords by Flask-Security; its own pages stay switched off unless named here."""
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SALT=app.config["SECRET_KEY"],
        SECURITY_REGISTERABLE=False,
    )
    Security(app, datastore, register_blueprint=False)
