"""The mails a Member reads, compared with stored texts that a person can read."""

import re
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from sqlalchemy.orm import Session

from campaign.inviting import covering, mails, operations, queries
from campaign.inviting.models import Invitation, MailKind
from campaign.outbox import rendering
from campaign.outbox.models import MailState
from tests import factories, mailbox

EXPECTED = Path(__file__).parent.parent / "data" / "mails"


def ask(session: Session, now: datetime, **letter: object) -> Invitation:
    made = factories.make_open_letter(session, letterhead_name="Sarovia Watch", **letter)
    member = factories.make_member(session, given="Ada", surname="TESTER", ep_id=9_000_777)
    [invitation] = operations.invite(session, made, [member], by=made.campaign.team[0].organiser, now=now)
    return invitation


def reminded(session: Session, now: datetime, invitation: Invitation) -> EmailMessage:
    for link in invitation.links:
        link.mail.state, link.mail.settled_at = MailState.SENT, now.replace(day=1)
    operations.remind(session, invitation.letter, by=None, now=now)
    return mailbox.only_mail(session)


def shown(mail: EmailMessage) -> str:
    """The mail as a person reads it, secrets blanked."""
    heads = "\n".join(f"{name}: {mail[name]}" for name in ("From", "To", "Subject"))
    return re.sub(r"(sign|unsubscribe)/[\w-]+", r"\1/SECRET", f"{heads}\n\n{mailbox.plain(mail)}")


def test_the_invitation_reads_as_stored(session: Session, now: datetime) -> None:
    ask(session, now)
    assert shown(mailbox.only_mail(session)) == (EXPECTED / "invitation.txt").read_text()


def test_the_reminder_reads_as_stored(session: Session, now: datetime) -> None:
    assert shown(reminded(session, now, ask(session, now))) == (EXPECTED / "reminder.txt").read_text()


def test_html_and_plain_text_say_the_same(session: Session, now: datetime) -> None:
    ask(session, now)
    mail = mailbox.only_mail(session)
    page = html.fromstring(mail.get_body(("html",)).get_content())  # type: ignore[union-attr]
    written = " ".join(page.text_content().split())
    for paragraph in mailbox.plain(mail).split("\n\n")[:6]:
        assert " ".join(paragraph.split()) in written


def test_a_mail_loads_nothing_from_anywhere(session: Session, now: datetime) -> None:
    ask(session, now)
    page = str(mailbox.only_mail(session).get_body(("html",)).get_content())  # type: ignore[union-attr]
    assert not re.search(r"<(img|link|script|iframe|video|object)\b|url\(|@import", page)


def test_markup_in_a_letters_title_is_text_in_the_mail(session: Session, now: datetime) -> None:
    ask(session, now, title="<script>alert(1)</script> & more")
    page = str(mailbox.only_mail(session).get_body(("html",)).get_content())  # type: ignore[union-attr]
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page


def test_line_breaks_in_a_title_stay_out_of_the_headers(session: Session, now: datetime) -> None:
    ask(session, now, title="A title\r\nBcc: everybody@example.org\r\n\r\nand a body")
    mail = mailbox.only_mail(session)
    assert mail["Bcc"] is None
    assert "Bcc: everybody@example.org" in mail["Subject"]


def test_bulk_mail_carries_one_click_unsubscribe(session: Session, now: datetime) -> None:
    ask(session, now)
    mail = mailbox.only_mail(session)
    assert re.search(rb"\r\nList-Unsubscribe:\r\n <http://localhost/unsubscribe/[\w-]{43}>\r\n", mail.as_bytes())
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_text_without_the_link_placeholder_still_gets_the_link(session: Session, now: datetime) -> None:
    invitation = factories.make_invitation(session)[0]
    text = queries.covering_text(session, invitation.letter)
    text.text = "Dear {name},\n\nplease sign.\n\nYours"
    values = {name: name for name in covering.NAMES}
    mail = mails.personal(invitation, text, MailKind.INVITATION, values=values, secret="s")
    assert mail.values["paragraphs"] == ["Dear name,", "please sign.", "", "Yours"]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Read {link} now", ["Read", "", "now"]),
        ("{link}", [""]),
        ("a\n\n{link}\n\nb", ["a", "", "b"]),
        ("one\r\ntwo\r\n\r\n{ link }", ["one\ntwo", ""]),
    ],
)
def test_the_link_stands_in_a_paragraph_of_its_own(text: str, paragraphs: list[str]) -> None:
    assert mails.paragraphs(text, {}) == paragraphs


@given(st.text(max_size=200))
def test_any_text_is_either_refused_or_filled(text: str) -> None:
    values = dict.fromkeys(covering.NAMES, "{surname}{{x}}")
    if covering.stray(text) is None:
        filled = covering.fill(text, values)
        assert filled.replace("{surname}{{x}}", "") == covering.BRACES.sub("", text)


def test_what_a_placeholder_brings_is_not_filled_again() -> None:
    assert covering.fill("{name}", {"name": "{surname}", "surname": "no"}) == "{surname}"


def test_the_unsubscribe_secret_does_not_hold_the_links_secret() -> None:
    assert "geheim" not in mails.unsubscribe_secret("geheim")
    assert mails.unsubscribe_secret("a") != mails.unsubscribe_secret("b")


def test_a_long_line_of_the_text_is_wrapped_and_addresses_stay_whole(session: Session, now: datetime) -> None:
    ask(session, now)
    text = mailbox.plain(mailbox.only_mail(session))
    assert all(len(line) <= rendering.LINE or line.startswith("http") for line in text.splitlines())
