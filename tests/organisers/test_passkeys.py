"""Passkeys, with Chromium's virtual authenticator; and answers that were made elsewhere, changed or kept."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from sqlalchemy import select
from webauthn.helpers import bytes_to_base64url, encode_cbor

from campaign import clock
from campaign.db import reading, transaction
from campaign.organisers import passkeys, passwords
from campaign.organisers.models import Organiser, Passkey
from tests import factories
from tests.browser import Browser
from tests.chromium import Window, Windows
from tests.live import Live
from tests.organisers.people import RIGHT


@pytest.fixture
def anna(installation: Live) -> Organiser:
    with transaction() as session:
        return factories.make_organiser(
            session, email="anna@example.org", name="Anna Berg", password=passwords.hashed(RIGHT)
        )


@pytest.fixture
def window(installation: Live, windows: Windows) -> Iterator[Window]:
    """A desktop with a fingerprint reader that knows its owner."""
    made = windows.desktop()
    devices = made.context.new_cdp_session(made.page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield made
    devices.send("WebAuthn.disable")


def test_a_passkey_is_made_and_opens_the_account_alone(window: Window, anna: Organiser) -> None:
    window.log_in("anna@example.org", RIGHT).open("/account/factors")
    window.fill(Name_for_it="Laptop")
    window.page.get_by_role("button", name="Add a passkey").click()
    window.page.get_by_text("The passkey is set up.").wait_for()
    window.inspect().press("Make recovery codes")
    assert window.page.locator(".codes code").count() == 10
    window.open("/account").press("Log out").open("/login?next=/roster/")
    window.page.get_by_role("button", name="Use a passkey").click()
    window.page.get_by_role("heading", name="Members", exact=True).wait_for()
    reading().rollback()
    kept = reading().scalars(select(Passkey)).one()
    assert kept.name == "Laptop"
    assert kept.used_at is not None
    window.open("/account").press("Log out").log_in("anna@example.org", RIGHT)
    assert window.h1 == "Second step", "the password alone is no longer enough"
    window.page.get_by_role("button", name="Use a passkey").click()
    window.page.get_by_role("heading", name="Campaigns", exact=True).wait_for()


# What an authenticator answers, made here: the verification is the library's, the bounds are ours.


class Authenticator:
    """A software key (ES256) that signs for any origin it is told."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = b"credential of a test"

    def cose(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        return encode_cbor({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})

    def answer(
        self,
        challenge: str,
        *,
        origin: str = "http://localhost",
        name: str = "localhost",
        count: int = 1,
        flags: int = 5,
    ) -> dict[str, Any]:
        client = json.dumps({"type": "webauthn.get", "challenge": challenge, "origin": origin}).encode()
        data = hashlib.sha256(name.encode()).digest() + bytes([flags]) + count.to_bytes(4, "big")
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        text = bytes_to_base64url
        response = {"clientDataJSON": text(client), "authenticatorData": text(data), "signature": text(signature)}
        return {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response}


@pytest.fixture
def key(app: Flask, organiser: Organiser) -> Authenticator:
    """A passkey of the organiser's, in software."""
    made = Authenticator()
    credential = made.answer("")["id"]
    with transaction() as session:
        factories.make_passkey(session, organiser, credential_id=credential, public_key=made.cose(), sign_count=0)
    return made


class Script:
    """What js/passkeys.js does, in a browser of its own."""

    def __init__(self, app: Flask) -> None:
        self.browser = Browser(app)
        self.token = self.browser.open("organisers.login").tree.xpath("//input[@name='csrf_token']/@value")[0]

    def post(self, path: str, content: object) -> Any:
        with self.browser.app.app_context():
            return self.browser.client.post(path, json=content, headers={"X-CSRFToken": self.token})

    def challenge(self) -> str:
        return str(self.post("/login/passkey/options", {}).get_json()["challenge"])

    def log_in(self, answer: object, goal: str = "") -> Any:
        return self.post("/login/passkey", {"answer": answer, "next": goal})


def test_a_right_answer_logs_in_and_leads_nowhere_else(app: Flask, key: Authenticator) -> None:
    script = Script(app)
    response = script.log_in(key.answer(script.challenge()), "https://evil.example/")
    assert response.get_json() == {"goal": "/campaigns/"}
    assert script.browser.open("campaigns.index").h1 == "Campaigns"


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://localhost.evil.example"},
        {"origin": "http://localhost:8000"},
        {"name": "evil.example"},
        {"flags": 1},  # present, but nobody looked whose finger it was
        {"flags": 4},  # nobody was there
    ],
)
def test_an_answer_made_elsewhere_or_without_its_owner_is_refused(
    app: Flask, key: Authenticator, wrong: dict[str, Any]
) -> None:
    script = Script(app)
    assert script.log_in(key.answer(script.challenge(), **wrong)).status_code == 422
    assert script.browser.open("campaigns.index").h1 == "Log in"


def test_an_answer_is_good_once_even_with_the_cookie_of_then(app: Flask, key: Authenticator) -> None:
    script = Script(app)
    answer = key.answer(script.challenge(), count=0)  # a kind of passkey that does not count
    held = script.browser.client.get_cookie("session")
    assert held is not None
    assert script.log_in(answer).status_code == 200
    thief = Script(app)
    thief.browser.client.set_cookie("session", held.value)
    thief.token = script.token
    assert thief.log_in(answer).status_code == 422


def test_an_answer_to_another_browsers_question_is_refused(app: Flask, key: Authenticator) -> None:
    victim, thief = Script(app), Script(app)
    challenge = victim.challenge()
    thief.challenge()
    assert thief.log_in(key.answer(challenge)).status_code == 422


def test_a_counter_that_does_not_rise_betrays_a_copy(app: Flask, key: Authenticator) -> None:
    first, copy = Script(app), Script(app)
    assert first.log_in(key.answer(first.challenge(), count=7)).status_code == 200
    assert copy.log_in(key.answer(copy.challenge(), count=7)).status_code == 422


def test_a_question_is_too_old_after_five_minutes(
    app: Flask, key: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Script(app)
    answer = key.answer(script.challenge())
    later: datetime = clock.now() + passkeys.GOOD_FOR + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert script.log_in(answer).status_code == 422


@pytest.mark.parametrize("answer", [None, "text", 7, {}, {"id": "x"}, {"id": ["x"], "response": {}}])
def test_nonsense_is_refused_in_words(app: Flask, key: Authenticator, answer: object) -> None:
    script = Script(app)
    script.challenge()
    response = script.log_in(answer)
    assert response.status_code == 422
    assert "Try another one" in response.get_json()["error"]


def test_a_closed_accounts_passkey_opens_nothing(app: Flask, organiser: Organiser, key: Authenticator) -> None:
    with transaction() as session:
        session.merge(organiser).active = False
    script = Script(app)
    assert script.log_in(key.answer(script.challenge())).status_code == 422


def test_anothers_passkey_does_not_prove_that_it_is_me(app: Flask, organiser: Organiser, key: Authenticator) -> None:
    with transaction() as session:
        thief = factories.make_organiser(session)
    script = Script(app)
    script.browser.logged_in(thief)
    page = script.browser.open("organisers.account")
    script.token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    answer = key.answer(script.challenge())
    assert script.post("/account/again/passkey", {"answer": answer}).status_code == 422
