"""What a mail proves: only what its domain sealed, from the very mailbox, about the letter. Real seals, no mocks."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from campaign.claims import mail_seals, messages
from campaign.claims.mail_seals import Seal
from campaign.claims.messages import Check, Report
from tests.claims.mails import Domain, written
from tests.factories import NOON

MAILBOX = "ada.tester@europarl.europa.eu"
CODE = "k3mk3mk3mk3m"
DIGEST = "ab" * 32
WORDS = f"I sign the letter k3mk-3mk3-mk3m.\n\n> You wrote: {DIGEST}\n"


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain()


def examine(raw: bytes, resolve: Callable[[str], bytes | None]) -> Report:
    return messages.examine(raw, mailbox=MAILBOX, code=CODE, digest=DIGEST, now=NOON, resolve=resolve)


def failing(report: Report) -> set[Check]:
    return {check for check, held in report.checks.items() if not held}


def test_a_sealed_reply_from_the_registered_mailbox_is_good(domain: Domain) -> None:
    report = examine(domain.seal(written(f"Ada TESTER <{MAILBOX}>", WORDS)), domain.txt)
    assert (failing(report), report.verdict.seal) == (set(), Seal.GOOD)
    assert report.message.sent_at == NOON
    assert "@" not in str(report.evidence())


def test_it_is_verified_again_offline_with_the_record_that_was_kept(domain: Domain) -> None:
    raw = domain.seal(written(MAILBOX, WORDS))
    kept = examine(raw, domain.txt).evidence()["dkim"]["record"]
    assert examine(raw, mail_seals.kept(kept)).good


def test_a_mail_without_a_seal_is_not_good(domain: Domain) -> None:
    report = examine(written(MAILBOX, WORDS), domain.txt)
    assert failing(report) == {Check.SEAL, Check.SEAL_COVERS}


def test_words_changed_after_sealing_break_the_seal(domain: Domain) -> None:
    raw = domain.seal(written(MAILBOX, "I do not sign k3mk3mk3mk3m."))
    assert examine(raw.replace(b"do not sign", b"gladly sign"), domain.txt).verdict.seal is Seal.BROKEN


def test_a_foreign_domains_seal_says_nothing_and_its_key_is_not_asked_for(domain: Domain) -> None:
    other = Domain("elsewhere.example")
    raw = other.seal(written(MAILBOX, WORDS))
    assert examine(raw, other.txt).verdict.seal is Seal.OTHER_DOMAIN
    assert other.asked == []


@pytest.mark.parametrize(
    "sender",
    [
        "boris@europarl.europa.eu",
        f'"{MAILBOX}" <boris@europarl.europa.eu>',
        f"{MAILBOX}, boris@europarl.europa.eu",
        f"{MAILBOX}.example.org",
    ],
)
def test_a_forged_sender_is_noticed_even_under_a_good_seal(domain: Domain, sender: str) -> None:
    report = examine(domain.seal(written(sender, WORDS)), domain.txt)
    assert Check.SENDER in failing(report)


def test_a_second_from_above_the_sealed_one_is_noticed(domain: Domain) -> None:
    raw = f"From: {MAILBOX}\r\n".encode() + domain.seal(written("boris@europarl.europa.eu", WORDS))
    assert {Check.ONE_OF_EACH, Check.SENDER} <= failing(examine(raw, domain.txt))


def test_a_seal_over_part_of_the_text_leaves_room(domain: Domain) -> None:
    raw = domain.seal(written(MAILBOX, "Not yet.\r\n"), length=True) + f"I sign {CODE}\r\n".encode()
    report = examine(raw, domain.txt)
    assert report.verdict.seal is Seal.PARTIAL
    assert Check.SEAL_COVERS in failing(report)


@pytest.mark.parametrize("left_out", [b"date", b"subject", b"content-type"])
def test_a_seal_that_leaves_a_header_out_leaves_room(domain: Domain, left_out: bytes) -> None:
    from tests.claims.mails import COVERED

    raw = domain.seal(written(MAILBOX, WORDS), covers=[each for each in COVERED if each != left_out])
    assert examine(raw, domain.txt).verdict.seal is Seal.PARTIAL


def test_a_reply_about_another_letter_does_not_name_this_one(domain: Domain) -> None:
    raw = domain.seal(written(MAILBOX, "I sign the letter zzzzzzzzzzzz."))
    assert failing(examine(raw, domain.txt)) == {Check.NAMES_LETTER}


@pytest.mark.parametrize(
    "text",
    [
        f"I will not.\n\n> Please write: I sign {CODE}",
        f"No.\n\nOn 23 November 2026 the organisers wrote:\nI sign {CODE}",
        f"No.\n\n-----Original Message-----\nI sign {CODE}",
        f"see x{CODE}y",
    ],
)
def test_a_code_that_is_only_quoted_is_not_the_members_word(domain: Domain, text: str) -> None:
    assert Check.NAMES_LETTER in failing(examine(domain.seal(written(MAILBOX, text)), domain.txt))


def test_an_automatic_answer_is_nobodys_will(domain: Domain) -> None:
    raw = domain.seal(b"Auto-Submitted: auto-replied\r\n" + written(MAILBOX, WORDS))
    assert failing(examine(raw, domain.txt)) == {Check.BY_A_PERSON}


def test_a_mail_from_tomorrow_is_not_plausible(domain: Domain) -> None:
    raw = domain.seal(written(MAILBOX, WORDS, sent_at=NOON + timedelta(days=1)))
    assert failing(examine(raw, domain.txt)) == {Check.DATE}


def test_a_domain_that_is_only_testing_proves_nothing() -> None:
    testing = Domain(flags="t=y; ")
    assert examine(testing.seal(written(MAILBOX, WORDS)), testing.txt).verdict.seal is Seal.NO_KEY


def test_a_name_server_that_does_not_answer_is_said_so(domain: Domain) -> None:
    def silent(_name: str) -> bytes | None:
        raise OSError

    assert examine(domain.seal(written(MAILBOX, WORDS)), silent).verdict.seal is Seal.NO_ANSWER


def test_html_is_read_as_words_and_never_as_a_page(domain: Domain) -> None:
    message = messages.read(
        b"From: a@b.eu\r\nContent-Type: text/html\r\n\r\n"
        b"<style>x</style><p>I sign <b>k3mk3mk3mk3m</b> &amp; more<script>alert(1)</script></p>"
        b"<blockquote>quoted</blockquote>"
    )
    assert message.own_text.strip() == "I sign k3mk3mk3mk3m & more"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"PK\x03\x04\0\0From: a@b.eu",
        b"no header at all",
        b"From: a@b.eu\r\n" + b"x" * messages.LARGEST,
        b"".join(
            b"From: a@b.eu\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at)
            for at in range(3000)
        ),
    ],
    ids=["empty", "picture", "zip", "text", "too large", "nested"],
)
def test_what_is_no_mail_is_refused(raw: bytes) -> None:
    with pytest.raises(messages.Unreadable):
        messages.read(raw)
