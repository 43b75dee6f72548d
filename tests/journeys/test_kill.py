"""kill -9 of the server in the middle of signing: every acknowledged signature is there, and none twice."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from sqlalchemy import select

from campaign import clock, journal
from campaign.db import reading, transaction
from campaign.drafting import operations as drafting
from campaign.signing import guard
from campaign.signing.models import Signature
from tests import factories
from tests.live import Live

MEMBERS, AT_ONCE, KILLED_AFTER = 40, 6, 12


class _Stay(HTTPRedirectHandler):
    """The answer to the POST is what counts; it is not followed."""

    def redirect_request(self, *_: object) -> None:
        return None


class Offices:
    """Many offices press the button at once; `acknowledged` are those who were told that it worked."""

    def __init__(self, home: str, digest: str, tokens: dict[str, str]) -> None:
        self.home, self.digest, self.tokens = home, digest, tokens
        self.acknowledged: set[str] = set()
        self.enough = threading.Event()

    def sign(self, secret: str) -> None:
        answers = {"csrf_token": self.tokens[secret], "digest": self.digest, "agreed": "y", "kind": "none"}
        request = Request(f"{self.home}/sign/{secret}", urlencode(answers).encode())
        try:
            build_opener(_Stay).open(request, timeout=20)
        except HTTPError as answer:
            with answer:
                if answer.code == 303 and answer.headers["Location"].endswith(f"/sign/{secret}"):
                    self.acknowledged.add(secret)
        except (OSError, HTTPException):
            return  # the server died before it answered
        if len(self.acknowledged) >= KILLED_AFTER:
            self.enough.set()


@pytest.mark.slow
def test_a_killed_server_loses_no_acknowledged_signature_and_doubles_none(installation: Live) -> None:
    now = clock.now()
    with transaction() as session:
        letter = factories.make_letter(session, code_required=False, deadline_at=now + timedelta(days=5))
        by = letter.campaign.team[0].organiser
        digest = drafting.open_for_signature(session, letter, by=by, now=now).digest
        asked = [factories.make_invitation(session, letter) for _ in range(MEMBERS)]
        member_of = {secret: invitation.ep_id for invitation, secret in asked}
    offices = Offices(installation.url, digest, {secret: guard.token(secret) for secret in member_of})

    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = [pool.submit(offices.sign, secret) for secret in member_of]
        assert offices.enough.wait(60), installation.log()
        installation.kill()
        for each in waiting:
            each.result()
    told = {member_of[secret] for secret in offices.acknowledged}
    assert KILLED_AFTER <= len(told) < MEMBERS

    installation.start()
    signed = Counter(reading().scalars(select(Signature.ep_id)))
    reading().rollback()
    assert told <= set(signed)
    assert set(signed.values()) == {1}

    for secret in member_of:  # who got no answer presses again
        offices.sign(secret)
    assert Counter(reading().scalars(select(Signature.ep_id))) == Counter(member_of.values())
    assert journal.verify(reading()) is None
