"""What scripts send as JSON: no text in it ends in a 500, before a login or after."""

import pytest
from flask import Flask

from campaign.web import wellformed
from tests.browser import Browser
from tests.house.world import token_of

ODD = {
    "NUL": '{"answer": {"id": "a\\u0000b"}}',
    "NUL in a field's name": '{"answer": {"id": "a", "\\u0000": 1}}',
    "half a character": '{"answer": {"id": "\\ud800"}}',
    "brackets without end": "[" * 90_000,
    "fields without end": '{"answer":' * 9_000,
    "a number without end": '{"answer": {"id": ' + "9" * 5_000 + "}}",
    "another encoding": b"\xff\xfe{\x00}\x00",
    "no JSON": "code=1",
}


@pytest.mark.parametrize("what", ODD)
def test_no_script_breaks_the_login_over_odd_json(app: Flask, what: str) -> None:
    browser = Browser(app)
    mark = {"X-CSRFToken": token_of(browser)}
    assert browser.client.post("/login/passkey/options", json={}, headers=mark).status_code == 200
    answer = browser.client.post("/login/passkey", data=ODD[what], content_type="application/json", headers=mark)
    assert answer.status_code in (400, 422)


@pytest.mark.one_engine
def test_more_json_than_any_script_sends_is_refused_unread(app: Flask) -> None:
    browser = Browser(app)
    mark = {"X-CSRFToken": token_of(browser)}
    sent = '{"next": "' + "a" * wellformed.LONGEST_JSON + '"}'
    answer = browser.client.post("/login/passkey", data=sent, content_type="application/json", headers=mark)
    assert answer.status_code == 413


@pytest.mark.parametrize("text", ["[" * 90_000, '"\\ud800"', '{"\\udfff": 1}', "{", ""])
def test_json_within_a_form_is_read_by_the_same_rules(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whoever reads it catches just this
        wellformed.read_json(text)
