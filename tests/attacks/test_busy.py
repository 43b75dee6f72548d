"""Who sends files from many places keeps nobody from signing."""

import io
import threading

import pytest
from flask import Flask

from campaign.checking import views
from campaign.db import database
from campaign.delivering import checking
from campaign.delivering.checking import Checked, Finding
from tests.browser import Browser
from tests.house.world import token_of


@pytest.mark.one_engine
def test_only_a_few_files_of_strangers_are_looked_at_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each may take a thread for half a minute: eight senders in eight networks would take all of them."""
    looked, over = threading.Semaphore(0), threading.Event()

    def slowly(*_given: object, **_named: object) -> Checked:
        looked.release()
        over.wait(10)
        return Checked(finding=Finding.UNKNOWN)

    monkeypatch.setattr(checking, "by_file", slowly)
    browser = Browser(app)
    token = token_of(browser)
    cookie = browser.client.get_cookie("session")
    assert cookie is not None
    database.session.rollback()

    def send() -> int:
        client = app.test_client()
        client.set_cookie("session", cookie.value)
        file = (io.BytesIO(b"%PDF-1.7 something"), "x.pdf")
        return client.post("/check/file", data={"csrf_token": token, "file": file}).status_code

    statuses: list[int] = []
    senders = [threading.Thread(target=lambda: statuses.append(send())) for _ in range(views.AT_ONCE)]
    for each in senders:
        each.start()
    for _each in senders:
        assert looked.acquire(timeout=10)
    assert send() == 429
    over.set()
    for each in senders:
        each.join()
    assert statuses == [200] * views.AT_ONCE
    assert send() == 200
