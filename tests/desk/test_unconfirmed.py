"""What a mailbox has not confirmed stands nowhere; what is sealed on a tablet is opened by this installation alone."""

import base64
import io
import json
from datetime import datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import tally, vault
from campaign.claims import operations as claims
from campaign.claims import settling
from campaign.claims.models import Claim, Outcome
from campaign.dashboard import exports, overview
from campaign.db import reading, transaction
from campaign.delivering import operations as delivering
from campaign.desk import rules, sealing
from campaign.desk.models import DeskSheet
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.outbox.models import MailState, OutgoingMail
from campaign.signing import queries as signing
from tests import factories
from tests.browser import Browser
from tests.factories import NOON


@pytest.fixture
def witness(session: Session) -> Organiser:
    return factories.make_organiser(session)


@pytest.fixture
def letter(session: Session, witness: Organiser) -> Letter:
    """An open letter with one signature, and one at a desk that nobody has confirmed."""
    letter = factories.make_open_letter(session, factories.make_campaign(session, witness))
    factories.make_signature(session, letter, factories.make_member(session, surname="STANDING"))
    desk, _secret = factories.make_desk(session, letter)
    factories.make_sheet(session, desk, factories.make_member(session, surname="WAITING"))
    return letter


def test_it_is_in_no_tally(session: Session, letter: Letter) -> None:
    assert tally.of(signing.standing_signatures(session, letter)).members == 1
    assert overview.of(session, letter, now=NOON).tally.members == 1


def test_it_is_in_no_pdf(session: Session, letter: Letter, witness: Organiser, now: datetime) -> None:
    drafting.close(session, letter, by=witness, now=now)
    edition = delivering.issue_edition(session, letter, by=witness, now=now)
    printed = _words(vault.read(edition.file_digest))
    assert "STANDING" in printed
    assert "WAITING" not in printed


def test_it_is_on_no_public_page_and_in_no_export(
    app: Flask, session: Session, letter: Letter, witness: Organiser
) -> None:
    drafting.close(session, letter, by=witness, now=NOON)
    delivering.issue_edition(session, letter, by=witness, now=NOON)
    session.commit()
    checked = Browser(app).open("checking.result", code=letter.public_id).response.text
    assert "STANDING" in checked
    assert "WAITING" not in checked
    page = Browser(app).logged_in(witness).get(f"/letters/{letter.public_id}/export")
    for kind in exports.FileType:
        if kind is exports.FileType.XLSX:
            continue
        found = page.fill("Download", file_type=kind.value).response.data
        assert b"STANDING" in found
        assert b"WAITING" not in found


def test_it_expires_by_the_worker_and_is_marked(
    app: Flask, session: Session, letter: Letter, witness: Organiser
) -> None:
    session.commit()
    organiser = Browser(app).logged_in(witness)
    page = f"/letters/{letter.public_id}/desk"
    assert "Waiting for the mailbox" in organiser.get(page).text
    with transaction() as opened:
        assert settling.ripen(opened, now=NOON + rules.CONFIRM_WITHIN + timedelta(minutes=1)) == 1
        assert opened.scalars(select(Claim)).one().outcome is Outcome.EXPIRED
    assert "Expired" in organiser.get(page).text
    assert tally.of(signing.standing_signatures(reading(), reading().get_one(Letter, letter.id))).members == 1


def test_a_mail_that_came_back_is_shown_and_can_be_sent_again(
    app: Flask, session: Session, letter: Letter, witness: Organiser
) -> None:
    mail = session.scalars(select(OutgoingMail).where(OutgoingMail.template == "claim_in_person")).one()
    mail.state, mail.last_error = MailState.REFUSED, "550 no such mailbox"
    session.commit()
    page = Browser(app).logged_in(witness).get(f"/letters/{letter.public_id}/desk")
    assert "Mail came back" in page.text
    assert "550 no such mailbox" in page.text
    for _ in range(rules.MAILS_A_DAY - 1):
        page = page.press("Send the mail again")
        assert page.status == 200
    assert "Waiting for the mailbox" in page.text
    assert page.press("Send the mail again").status == 429


def test_an_objection_is_shown(app: Flask, session: Session, letter: Letter, witness: Organiser, now: datetime) -> None:
    claims.object_to(session, session.scalars(select(Claim)).one(), now=now)
    session.commit()
    page = Browser(app).logged_in(witness).get(f"/letters/{letter.public_id}/desk")
    assert "Objected" in page.text
    assert "Send the mail again" not in page.text


class Tablet:
    """A tablet that seals sheets as its script does."""

    def __init__(self, app: Flask) -> None:
        with transaction() as session:
            letter = factories.make_open_letter(session)
            self.ep_id = factories.make_member(session).ep_id
            desk, self.secret = factories.make_desk(session, letter)
            self.values = {
                "key": "0a0a0a0a-0000-4000-8000-000000000001",
                "desk": desk.public_id,
                "ep_id": str(self.ep_id),
                "digest": letter.revisions[-1].digest,
                "kind": "none",
                "agreed": "y",
                "drawn_at": "2026-11-23T11:00:00.000Z",
            }
        self.browser = Browser(app)
        self.browser.client.set_cookie("desk", self.secret)
        self.mark = self.browser.get("/desk/mark").response.json["mark"]

    def send(self, sealed: str) -> Any:
        accept = {"Accept": "application/json"}
        return self.browser.post("/desk/sheets", data={"csrf_token": self.mark, "sealed": sealed}, headers=accept)

    @staticmethod
    def sheets() -> int:
        reading().rollback()
        return len(reading().scalars(select(DeskSheet)).all())


@pytest.fixture
def tablet(app: Flask) -> Tablet:
    return Tablet(app)


def test_a_sealed_sheet_is_taken_once(app: Flask, tablet: Tablet) -> None:
    for _ in range(2):  # sealed anew each time, as nobody else would notice
        answer = tablet.send(seal(sealing.public_key(), tablet.values))
        assert (answer.status, answer.response.json) == (200, {"reason": "taken"})
    assert tablet.sheets() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"agreed": ""},
        {"key": "1"},
        {"key": "' OR 1=1"},
        {"desk": "x"},
        {"ep_id": "-1"},
        {"ep_id": "9" * 40},
        {"ep_id": "²"},
        {"kind": "image"},
        {"kind": "drawn", "strokes": "[" * 5000},
        {"digest": "0" * 64},
    ],
)
def test_a_sealed_sheet_with_something_amiss_is_refused_in_words(
    app: Flask, tablet: Tablet, changes: dict[str, str]
) -> None:
    answer = tablet.send(seal(sealing.public_key(), tablet.values | changes))
    assert answer.status in (404, 409, 422)
    assert answer.response.json["sentence"]
    assert tablet.sheets() == 0


@pytest.mark.parametrize("drawn_at", ["1999-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "x"])
def test_a_tablets_wrong_clock_does_not_date_a_signature_wrongly(app: Flask, tablet: Tablet, drawn_at: str) -> None:
    assert tablet.send(seal(sealing.public_key(), tablet.values | {"drawn_at": drawn_at})).status == 200
    reading().rollback()
    found = reading().scalars(select(Claim)).one()
    assert NOON <= found.acted_at <= found.brought_at


def test_what_was_altered_or_sealed_for_somebody_else_is_not_opened(app: Flask, tablet: Tablet) -> None:
    good = seal(sealing.public_key(), tablet.values)
    altered = base64.b64encode(base64.b64decode(good)[:-1] + b"x").decode()
    elsewhere = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = elsewhere.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    foreign = seal(base64.b64encode(point).decode(), tablet.values)
    nothing = base64.b64encode(b"\x04" + bytes(64) + bytes(40)).decode()
    for sealed in (altered, foreign, nothing, good[:80], "", "ä", "A" * (sealing.LONGEST + 4)):
        assert tablet.send(sealed).status == 422
    assert tablet.sheets() == 0


def test_a_stolen_mark_is_worth_nothing_without_the_desk(app: Flask, tablet: Tablet) -> None:
    sealed = seal(sealing.public_key(), tablet.values)
    answer = Browser(app).post("/desk/sheets", data={"csrf_token": tablet.mark, "sealed": sealed})
    assert answer.status == 400
    assert tablet.sheets() == 0


def seal(public_key: str, values: dict[str, str]) -> str:
    """What desk-seal.js does."""
    mine = ec.generate_private_key(ec.SECP256R1())
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(public_key))
    key = HKDF(SHA256(), length=32, salt=None, info=b"undersigned desk").derive(mine.exchange(ec.ECDH(), theirs))
    point = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    sealed = AESGCM(key).encrypt(b"twelve bytes", json.dumps(values).encode(), None)
    return base64.b64encode(point + b"twelve bytes" + sealed).decode()


def _words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)
