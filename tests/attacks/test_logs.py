"""The log as an attacker reads it, or writes into it: no name, no mailbox, no line of a stranger's."""

from smtplib import SMTPRecipientsRefused

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from campaign.db import transaction
from tests.browser import Browser

NAME, MAILBOX = "Ada QUIETMAN", "ada.quietman@europarl.europa.eu"


def breaking() -> str:
    with transaction() as session:
        row = {"at": NAME, "kind": f"{MAILBOX}\nERROR a forged line", "who": None}
        session.execute(text("INSERT INTO attempts (kind, who, at) VALUES (:kind, :who, :at)"), row)
    return "never"


def test_a_bug_tells_the_log_where_it_is_and_nothing_of_whom_it_met(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    app.view_functions["public.home"] = breaking
    answer = Browser(app).client.get("/")
    assert answer.status_code == 500
    (record,) = [each for each in caplog.records if each.name == "campaign.web.errors"]
    assert "breaking" in caplog.text
    assert "sqlalchemy.exc." in caplog.text
    assert [each for each in (NAME, MAILBOX, "a forged line") if each in caplog.text] == []
    assert record.getMessage().split()[1] in answer.text, "the page's number stands in the log"


@pytest.mark.one_engine
def test_what_a_mail_relay_refused_is_not_named(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    def refused() -> str:
        raise SMTPRecipientsRefused({MAILBOX: (550, b"no such user")}) from OSError(28, MAILBOX)

    app.view_functions["public.home"] = refused
    assert Browser(app).client.get("/").status_code == 500
    assert "SMTPRecipientsRefused" in caplog.text
    assert "No space left on device" in caplog.text
    assert MAILBOX not in caplog.text


@pytest.mark.one_engine
def test_what_was_to_be_stored_is_not_in_an_errors_words_on_the_terminal(app: Flask) -> None:
    """Commands show errors in full, and cron mails them."""
    with pytest.raises(DatabaseError) as error:
        breaking()
    assert MAILBOX not in str(error.value)
