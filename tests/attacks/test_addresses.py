"""Host and X-Forwarded tricks: no mail, page or limit believes what a stranger writes into a request's head."""

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import create_app
from campaign.db import database, reading, transaction
from campaign.outbox import rendering
from campaign.web import limits
from campaign.web.limits import Attempt
from tests import factories, mailbox
from tests.browser import Browser
from tests.signing.conftest import Asked

TRICKS = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Server": "evil.example",
    "X-Forwarded-Proto": "javascript",
    "X-Forwarded-Prefix": "//evil.example",
    "X-Forwarded-Port": "1337",
    "X-Original-URL": "/account",
    "X-Rewrite-URL": "/account",
    "X-Host": "evil.example",
    "Forwarded": "host=evil.example;proto=http",
    "Base-Url": "http://evil.example",
}
HERE_BUT_ELSEWHERE = {"Host": "localhost:1337"}
"""Named rightly and yet not as in PUBLIC_URL: a link made from the request would lead to another door there."""


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "", "[::1]"])
@pytest.mark.one_engine
def test_a_request_that_names_another_host_is_refused(app: Flask, host: str) -> None:
    answer = app.test_client().get("/login", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text


@pytest.mark.parametrize("proxies", [0, 1])
def test_links_in_mails_come_from_the_settings_alone(
    app: Flask, asked: Asked, proxies: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with transaction() as session:
        factories.make_organiser(session, email="robin@example.org", name="Robin")
    database.session.close()
    url = app.extensions["settings"].database
    made = create_app(factories.settings(tmp_path_factory.mktemp("proxied"), database_url=url, trusted_proxies=proxies))
    with made.app_context():
        page = made.test_client()
        token = (
            page.get("/password/forgotten", headers=HERE_BUT_ELSEWHERE)
            .text.split('name="csrf_token" value="')[1]
            .split('"')[0]
        )
        form = {"csrf_token": token, "email": "robin@example.org"}
        answer = page.post("/password/forgotten", data=form, headers=TRICKS | HERE_BUT_ELSEWHERE)
        assert "evil" not in answer.headers["Location"]
        mail = rendering.message(mailbox.waiting(reading(), "robin@example.org")[-1])
        assert mailbox.link_in(mail, "/password/").startswith("http://localhost/password/")
        assert not [each for each in ("evil", "1337") if each in mail.as_string()]
        database.session.close()
        database.engine.dispose()


@pytest.mark.one_engine
def test_pages_build_no_address_from_what_a_stranger_writes(app: Flask, asked: Asked) -> None:
    for path in ("/", "/login", f"/sign/{asked.secret}", "/check", "/nothing-here"):
        answer = app.test_client().get(path, headers=TRICKS)
        assert "evil" not in answer.text
        assert not [value for _name, value in answer.headers if "evil" in value]


def test_a_made_up_forwarded_for_does_not_escape_the_limits(app: Flask, asked: Asked) -> None:
    for number in range(3):
        browser = Browser(app)
        browser.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{number}"
        browser.open("organisers.login").fill("Log in", email="a@example.org", password="wrong words")
    reading().rollback()
    counted = reading().scalars(select(Attempt.who).where(Attempt.kind == "login")).all()
    assert len(counted) == 6
    assert len(set(counted)) == 2, "one address and its network, whatever was claimed"


@pytest.mark.parametrize(
    ("written", "counted"),
    [
        ("::ffff:198.51.100.7", ("198.51.100.7/32", "198.51.100.0/24")),
        ("198.51.100.7:4711", ("198.51.100.7/32", "198.51.100.0/24")),
        ("[2001:db8:1:2::3]:4711", ("2001:db8:1:2::/64", "2001:db8:1::/48")),
        ("fe80::1%eth0", ("fe80::/64", "fe80::/48")),
        ("unknown", ("0.0.0.0/32", "0.0.0.0/24")),
        ("", ("0.0.0.0/32", "0.0.0.0/24")),
    ],
)
def test_an_address_counts_as_itself_however_a_proxy_writes_it(written: str, counted: tuple[str, str]) -> None:
    """Behind a socket for both versions all of IPv4 would share one bound, and one attacker would use it up for all."""
    assert limits.networks(written) == counted
