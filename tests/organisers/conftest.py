"""An organiser who can log in, with the password hashed once: hashing is slow on purpose."""

import pytest
from flask import Flask

from campaign.db import transaction
from campaign.organisers import passwords
from campaign.organisers.models import Organiser
from tests import factories
from tests.organisers.people import RIGHT


@pytest.fixture(scope="session")
def right_hash() -> dict[str, str]:
    """The hash of the right password, once there is an application to make it."""
    return {}


@pytest.fixture
def organiser(app: Flask, right_hash: dict[str, str]) -> Organiser:
    """An organiser who can log in."""
    if not right_hash:
        right_hash["is"] = passwords.hashed(RIGHT)
    with transaction() as session:
        return factories.make_organiser(session, email="anna@example.org", name="Anna Berg", password=right_hash["is"])
