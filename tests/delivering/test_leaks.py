"""Neither the addressee's nor the public file tells more than the list: searched byte by byte, unpacked and as text."""

import json
import re

import pytest
from sqlalchemy import select

from campaign import clock, tokens
from campaign.db import reading
from campaign.delivering.models import Audience, Edition
from campaign.inviting.models import Invitation, PersonalLink
from campaign.roster.models import Member
from campaign.signing import mails
from campaign.signing.models import Signature
from tests.delivering.conftest import Case, everything_in

SHOWN = (Audience.ADDRESSEE, Audience.PUBLIC)


@pytest.fixture
def files(case: Case) -> dict[Audience, bytes]:
    """Everything in the files of an edition with a supplement and a note."""
    case.deliver(case.issue(), days=1)
    case.withdraw("KARAMOUTSOS", days=2)
    case.sign_late("WESTERLUND", days=3)
    case.issue(days=4)
    return {audience: everything_in(pdf) for audience, pdf in case.files(2).items()}


def test_no_mailbox_of_a_member_is_in_any_file(files: dict[Audience, bytes]) -> None:
    mailboxes = [str(each) for each in reading().scalars(select(Member.mailbox))]
    assert len(mailboxes) == 4
    for content in files.values():
        assert not [each for each in mailboxes if each.encode() in content]
        assert b"europarl.europa.eu" not in content


def test_no_network_and_no_evidence_is_in_any_file(files: dict[Audience, bytes]) -> None:
    evidence = [value for each in reading().scalars(select(Signature.evidence)) for value in each.values()]
    assert "198.51.100.0/24" in evidence
    for content in files.values():
        assert not [each for each in evidence if each and str(each).encode() in content]
        assert b"198.51.100" not in content


def test_no_time_of_day_of_a_signature_is_in_a_file_that_is_handed_out(files: dict[Audience, bytes]) -> None:
    times = set()
    for at in reading().scalars(select(Signature.signed_at)):
        times |= {at.isoformat(), at.isoformat(timespec="minutes"), at.strftime("%Y%m%d%H%M")}
        local = clock.in_brussels(at)
        times |= {f"{local:%Y-%m-%dT%H:%M}", f"{local:%Y-%m-%d %H:%M}"}
    for audience in SHOWN:
        assert not [each for each in times if each.encode() in files[audience]]
        listed = json.loads(re.search(rb'\{"edition".*?"supplement":\[.*?\]\}', files[audience], re.S).group())
        days = [each["signed_on"] for each in listed["signatories"] + listed["supplement"]]
        assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", each) for each in days)


def test_no_number_or_secret_of_an_invitation_is_in_any_file(files: dict[Audience, bytes]) -> None:
    session = reading()
    hidden = [
        *session.scalars(select(Invitation.public_id)),
        *session.scalars(select(PersonalLink.digest)),
        *session.scalars(select(Signature.public_id)),
    ]
    hidden += [tokens.digest(mails.withdrawal_secret(each)) for each in session.scalars(select(Signature))]
    hidden += [mails.withdrawal_secret(each) for each in session.scalars(select(Signature))]
    for content in files.values():
        assert not [each for each in hidden if each.encode() in content]


def test_who_withdrew_is_in_no_file(files: dict[Audience, bytes]) -> None:
    for content in files.values():
        assert b"KARAMOUTSOS" not in content
        assert b"WESTERLUND" in content  # the search does find names


def test_the_public_file_holds_no_mail_address_at_all(files: dict[Audience, bytes]) -> None:
    text = files[Audience.PUBLIC]
    assert not re.findall(rb"[\w.+-]+@[\w-]+\.example", text)
    assert b"Palace Square" not in text
    assert b"president@sarovia.example" in files[Audience.ADDRESSEE]


def test_each_file_of_an_issue_leads_to_a_code_of_its_own(files: dict[Audience, bytes]) -> None:
    codes = {each.audience: each.public_id for each in reading().scalars(select(Edition).where(Edition.number == 2))}
    for audience, content in files.items():
        assert f"/check/{codes[audience]}".encode() in content
        others = [code for other, code in codes.items() if other is not audience]
        assert not [code for code in others if code.encode() in content]
