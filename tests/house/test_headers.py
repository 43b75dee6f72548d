"""What a standard observatory grades A+, by our own assertions: headers and cookies behind HTTPS."""

import re
from pathlib import Path

import pytest
from flask import Flask

from campaign import create_app
from campaign.db import database
from tests import factories

PATHS = ["/", "/login", "/check", "/nothing-here", "/sign/unknown", "/privacy/unknown"]
YEAR = 365 * 24 * 3600


@pytest.fixture
def https(app: Flask, tmp_path: Path) -> Flask:
    """The same installation behind a reverse proxy that speaks HTTPS."""
    url = database.engine.url.render_as_string(hide_password=False)
    changes = {"public_url": "https://letters.example.org", "database_url": url, "trusted_proxies": 1}
    return create_app(factories.settings(tmp_path, **changes))


@pytest.mark.one_engine
@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_for_https_only_for_two_years_and_may_run_nothing_foreign(https: Flask, path: str) -> None:
    with https.app_context():
        headers = https.test_client().get(path, base_url="https://letters.example.org").headers
    lasts = re.match(r"max-age=(\d+); includeSubDomains", headers["Strict-Transport-Security"])
    assert lasts
    assert int(lasts.group(1)) >= 2 * YEAR
    policy = dict(each.split(" ", 1) for each in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    for directive in ("base-uri", "frame-ancestors"):
        assert policy[directive] == "'none'"
    for directive in ("script-src", "style-src", "form-action", "img-src", "connect-src"):
        assert set(policy[directive].split()) <= {"'self'", "'none'", "data:", "blob:"}, directive
    assert not {"data:", "blob:"} & set(policy["script-src"].split())
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.one_engine
def test_every_cookie_is_bound_to_this_host_hidden_from_scripts_and_other_sites(https: Flask) -> None:
    with https.app_context():
        cookies = (
            https.test_client().get("/login", base_url="https://letters.example.org").headers.getlist("Set-Cookie")
        )
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        for part in ("Secure", "HttpOnly", "Path=/"):
            assert part in cookie
        assert re.search(r"SameSite=(Lax|Strict)", cookie)
        assert "Domain" not in cookie


@pytest.mark.one_engine
def test_without_https_nothing_promises_it(app: Flask) -> None:
    assert "Strict-Transport-Security" not in app.test_client().get("/").headers
