"""The wording a Member agrees to, and its version, belong together."""

import hashlib

from flask import Flask

from campaign.signing import consent

WORDINGS = {"2026-11-22": "7bd0468728254558c95385652be35e17f54eaec65b4619ccb23694f2acab35cf"}


def test_another_wording_has_another_version(app: Flask) -> None:
    """When this fails: give consent.VERSION a new value and add its digest here; never change an old line."""
    with app.test_request_context():
        wording = "\n".join(str(each) for each in (consent.AGREEMENT, *consent.SENTENCES))
    assert hashlib.sha256(wording.encode()).hexdigest() == WORDINGS[consent.VERSION]
