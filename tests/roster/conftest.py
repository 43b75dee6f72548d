"""Only an operator imports Members."""

import pytest
from flask import Flask

from campaign.db import transaction
from campaign.organisers.models import Organiser
from tests import factories


@pytest.fixture
def organiser(app: Flask) -> Organiser:
    """An operator, committed."""
    with transaction() as opened:
        return factories.make_operator(opened)
