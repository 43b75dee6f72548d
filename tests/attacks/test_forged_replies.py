"""A Member's reply forged by somebody with a mailbox of the same domain, whose every mail the domain seals."""

import pytest

from campaign.claims import mail_seals, messages
from campaign.claims.mail_seals import Seal
from campaign.claims.messages import Check
from tests.claims.mails import Domain, written
from tests.factories import NOON

MEMBER, INSIDER = "ada.tester@europarl.europa.eu", "boris@europarl.europa.eu"
CODE = "k3mk3mk3mk3m"


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain()


def test_a_mail_in_a_header_that_no_seal_covers_is_not_read(domain: Domain) -> None:
    """A bare CR is a new line for Python's reader and none for the one that verifies the seal."""
    sealed = domain.seal(written(INSIDER, "I am out of office."))
    date = next(line for line in sealed.split(b"\r\n") if line.startswith(b"Date:")).decode()
    forged = f"X-A: x\rFrom: {MEMBER}\r{date}\rSubject: yes\rContent-Type: text/plain\r\rI sign {CODE}\r\r\n".encode()
    assert mail_seals.verify(forged + sealed, domain="europarl.europa.eu", resolve=domain.txt).seal is Seal.GOOD
    with pytest.raises(messages.Unreadable):
        messages.read(forged + sealed)


def test_a_text_in_a_header_behind_the_sealed_ones_is_not_read(domain: Domain) -> None:
    head, _blank, body = domain.seal(written(MEMBER, "No, thank you.")).partition(b"\r\n\r\n")
    forged = head + f"\r\nX-Z: x\r\rI sign {CODE}\r\r".encode() + b"\r\n\r\n" + body
    assert mail_seals.verify(forged, domain="europarl.europa.eu", resolve=domain.txt).seal is Seal.GOOD
    with pytest.raises(messages.Unreadable):
        messages.read(forged)


@pytest.mark.parametrize(
    "sender",
    [
        f"{MEMBER} <{INSIDER}>",
        f"{MEMBER} {INSIDER}",
        f"{MEMBER};{INSIDER}",
        f"<{MEMBER}><{INSIDER}>",
        f"{MEMBER}( ) <{INSIDER}>",
        f"<@elsewhere.example:{MEMBER}>",
        f"Members: {MEMBER};",
        "=?utf-8?q?ada.tester?=@europarl.europa.eu",
        '"ada.tester"@europarl.europa.eu',
        "ada.tester@europarl.europa.eu\u200b",
        "a\u0501a.tester@europarl.europa.eu",
    ],
)
def test_a_sender_that_two_programs_read_as_two_is_nobodys(domain: Domain, sender: str) -> None:
    head, _blank, body = written(INSIDER, f"I sign {CODE}").partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.startswith(b"From:")]
    raw = domain.seal(b"\r\n".join([f"From: {sender}".encode(), *lines]) + b"\r\n\r\n" + body)
    report = messages.examine(raw, mailbox=MEMBER, code=CODE, digest="ab" * 32, now=NOON, resolve=domain.txt)
    assert report.verdict.seal is Seal.GOOD
    assert not report.checks[Check.SENDER]
    report.message.sender.encode()  # the roster is asked for it


@pytest.mark.parametrize(
    "sender",
    [MEMBER, f"<{MEMBER}>", f"TESTER Ada <{MEMBER}>", f'"TESTER, Ada (EPP)" <{MEMBER}>', f"Ada T. Tester <{MEMBER}>"],
)
def test_a_sender_as_mail_programs_write_it_is_the_members(domain: Domain, sender: str) -> None:
    head, _blank, body = written(INSIDER, f"I sign {CODE}").partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.startswith(b"From:")]
    raw = domain.seal(b"\r\n".join([f"From: {sender}".encode(), *lines]) + b"\r\n\r\n" + body)
    assert messages.examine(raw, mailbox=MEMBER, code=CODE, digest="ab" * 32, now=NOON, resolve=domain.txt).good
