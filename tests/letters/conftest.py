"""Shared by the tests of the letters package: a trust service on this computer and a seal key."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from letters.seals import keys, sealers
from tests.letters import trust_services


@pytest.fixture(scope="session")
def now() -> datetime:
    """One real moment: lists of revoked certificates and time stamps are made now."""
    return trust_services.this_moment()


@pytest.fixture(scope="session")
def trust(tmp_path_factory: pytest.TempPathFactory, now: datetime) -> Iterator[trust_services.TrustServices]:
    """A certificate authority with time stamps, on the loopback address."""
    with trust_services.running(tmp_path_factory.mktemp("keys"), now=now) as services:
        yield services


@pytest.fixture(scope="session")
def own(now: datetime) -> sealers.SelfIssued:
    """The key an installation makes for itself."""
    made = keys.make_seal_key("Invented Office for Letters", "letters.example", now=now)
    return sealers.SelfIssued(made.pkcs12, made.password)
