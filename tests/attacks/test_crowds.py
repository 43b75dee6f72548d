"""The same request again, twice at once, two hundred times at once."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from flask import Flask
from sqlalchemy import func, select

from campaign import clock, journal
from campaign.db import reading, transaction
from campaign.drafting import operations as drafting
from campaign.signing import guard
from campaign.signing.models import Signature
from tests import factories
from tests.browser import Browser
from tests.live import Live
from tests.signing.conftest import Asked, Asking

TIMES, MEMBERS = 200, 10


def test_a_form_that_was_caught_on_the_way_is_worth_nothing_later(app: Flask, asked: Asked, ask: Asking) -> None:
    """The code, the form and the link are all caught; the Member withdraws; everything is sent once more."""
    browser = Browser(app)
    form = {
        "csrf_token": guard.token(asked.secret),
        "digest": asked.letter.revisions[0].digest,
        "agreed": "y",
        "kind": "none",
    }
    browser.post(f"/sign/{asked.secret}", data=form)
    code = {"csrf_token": guard.token(asked.secret), "code": asked.code()}
    browser.post(f"/sign/{asked.secret}/confirm", data=code)
    (signature,) = ask.signatures()
    browser.post(f"/sign/{asked.secret}/confirm", data=code)
    assert len(ask.signatures()) == 1, "the code was used up"
    from campaign.signing import mails

    way_back = mails.withdrawal_secret(signature)
    browser.post(f"/sign/withdrawal/{way_back}", data={"csrf_token": guard.token(way_back)})
    settle = {"csrf_token": guard.token(way_back), "code": asked.code("withdrawal_code")}
    browser.post(f"/sign/withdrawal/{way_back}/settle", data=settle)
    for path, data in (
        (f"/sign/{asked.secret}", form),
        (f"/sign/{asked.secret}/confirm", code),
        (f"/sign/withdrawal/{way_back}/settle", settle | {"act": "keep"}),
    ):
        browser.post(path, data=data)
    assert [each.standing for each in ask.signatures()] == [None]


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@pytest.mark.slow
def test_two_hundred_forms_at_once_give_each_member_one_signature(installation: Live) -> None:
    """Ten Members, each pressing twenty times in the same moment, on a server process with threads."""
    now = clock.now()
    with transaction() as session:
        letter = factories.make_letter(session, code_required=False, deadline_at=now + timedelta(days=5))
        by = letter.campaign.team[0].organiser
        digest = drafting.open_for_signature(session, letter, by=by, now=now).digest
        secrets = [factories.make_invitation(session, letter)[1] for _ in range(MEMBERS)]
        marks = {secret: guard.token(secret) for secret in secrets}
    start = threading.Barrier(TIMES)

    def press(number: int) -> int:
        secret = secrets[number % MEMBERS]
        answers = {"csrf_token": marks[secret], "digest": digest, "agreed": "y", "kind": "none"}
        start.wait()
        try:
            build_opener(_Stay).open(
                Request(f"{installation.url}/sign/{secret}", urlencode(answers).encode()), timeout=60
            )
        except HTTPError as answer:
            with answer:
                return answer.code
        return 200

    with ThreadPoolExecutor(TIMES) as pool:
        told = Counter(pool.map(press, range(TIMES)))
    assert set(told) <= {303, 429}, "a signature, a page that shows it, or a calm “too often”"
    assert reading().scalar(select(func.count(Signature.id))) == MEMBERS
    assert len(set(reading().scalars(select(Signature.ep_id)))) == MEMBERS
    assert journal.verify(reading()) is None
