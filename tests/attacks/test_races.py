"""Two acts at one moment, each of which alone would have stopped the other."""

from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask

from campaign.acting import operations as acting
from campaign.claims import operations as claims
from campaign.claims.models import Claim, Outcome
from campaign.db import database, reading, transaction
from campaign.offices import mails
from campaign.signing import guard
from campaign.signing.models import AutographKind
from tests import factories
from tests.acting.conftest import Life
from tests.browser import Browser
from tests.factories import NOON
from tests.signing.conftest import Asked, Asking

A_MOMENT = 1.0
"""How long a transaction is held open: whoever does not wait for it has passed it by then."""


@pytest.fixture
def life(app: Flask, ask: Asking) -> Life:
    return Life(app, ask())


@pytest.mark.parametrize("who", ["the office", "the assistant"])
def test_what_is_signed_while_the_right_to_is_taken_ends_with_it(
    app: Flask, life: Life, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    page = life.in_hand("standing")
    if who == "the office":
        secret = mails.revoke_secret(life.authorisation().public_id)
        path, data = f"/office/authorisation/{secret}", {"csrf_token": guard.token(secret)}
    else:
        secret = life.link("assistant_confirm", "/assistant/", life.assistant_mailbox).rpartition("/")[2]
        path, data = f"/office/assistant/{secret}", {"csrf_token": guard.token(secret), "act": "end"}
    database.session.rollback()
    allowed, ended, statuses, bring = Event(), Event(), [], claims.bring

    def slowly(*given: Any, **named: Any) -> Claim:
        allowed.set()
        ended.wait(A_MOMENT)
        return bring(*given, **named)

    def end() -> None:
        allowed.wait(10)
        statuses.append(app.test_client().post(path, data=data).status_code)
        ended.set()

    monkeypatch.setattr(acting.claims, "bring", slowly)
    ending = Thread(target=end)
    ending.start()
    page.fill("Sign under", instructed="y")
    ending.join()
    assert statuses == [303]
    reading().rollback()
    claim = reading().query(Claim).one()
    assert claim.outcome is Outcome.OBJECTED


@pytest.mark.one_engine
def test_a_link_that_was_replaced_shows_no_handwriting(app: Flask, asked: Asked) -> None:
    with transaction() as session:
        ink = {"autograph_kind": AutographKind.IMAGE, "autograph_image": factories.grey_page()}
        member, invitation = session.merge(asked.member), session.merge(asked.invitation)
        factories.make_signature(session, asked.letter, member, invitation=invitation, **ink)
    path = f"/sign/{asked.secret}/autograph"
    assert Browser(app).client.get(path, buffered=True).status_code == 200
    with transaction() as session:
        for link in session.merge(asked.invitation).links:
            link.revoked_at = NOON
    assert Browser(app).client.get(path).status_code == 404
