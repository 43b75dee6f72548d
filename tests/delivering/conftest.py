"""A closed letter with three Members under it, and what happens to it afterwards."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta

import pikepdf
import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import select

from campaign import vault
from campaign.db import reading, transaction
from campaign.delivering import operations
from campaign.delivering.models import Audience, Channel, Edition
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.signing import recording
from campaign.signing.models import Signature, Withdrawal
from tests import factories

PEOPLE = (("Anke", "ACKERSTEIN", "DE", "NI"), ("Eleni", "KARAMOUTSOS", "EL", "LEFT"), ("Jon", "ZUIDHOEK", "NL", "SD"))


def words(pdf: bytes) -> str:
    """All text of the file, white space folded."""
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def everything_in(pdf: bytes) -> bytes:
    """The raw bytes, then every stream unpacked, attachments and metadata too, and all text as it reads."""
    parts = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Stream):
                parts.append(_unpacked(each))
            else:
                parts.append(str(each.unparse(resolved=False)).encode())
    return b"\n".join([*parts, words(pdf).encode()])


def _unpacked(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # pictures in a form of their own
        return stream.read_raw_bytes()


@dataclass
class Case:
    """One letter through its deliveries; each step commits."""

    letter_id: int
    organiser: Organiser
    now: datetime

    def issue(self, *, days: int = 0) -> Edition:
        with transaction() as session:
            letter = session.get_one(Letter, self.letter_id)
            return operations.issue_edition(session, letter, by=self.organiser, now=self.at(days))

    def deliver(self, edition: Edition, *, days: int, to: str = "H.E. Mr Anton Varga, President of Sarovia") -> None:
        with transaction() as session:
            at = self.at(days)
            operations.record_delivery(
                session,
                session.get_one(Edition, edition.id),
                addressee=to,
                position=1,
                channel=Channel.BY_HAND,
                delivered_at=at,
                by=self.organiser,
                now=at,
            )

    def withdraw(self, surname: str, *, days: int) -> None:
        with transaction() as session:
            query = select(Signature).where(
                Signature.letter_id == self.letter_id, Signature.surname == surname, Signature.standing
            )
            signature = session.scalars(query).one()
            signature.standing = None
            session.add(Withdrawal(signature=signature, hidden_at=self.at(days), confirmed_at=self.at(days)))
            session.flush()
            recording.event(session, "withdrawal.asked", signature, now=self.at(days))

    def keep(self, surname: str, *, days: int) -> None:
        """The withdrawal was not meant."""
        with transaction() as session:
            query = select(Withdrawal).join(Withdrawal.signature)
            query = query.where(Signature.letter_id == self.letter_id, Signature.surname == surname)
            withdrawal = session.scalars(query).one()
            withdrawal.confirmed_at, withdrawal.kept_at = None, self.at(days)
            withdrawal.signature.standing = True

    def sign_late(self, surname: str, *, days: int) -> None:
        with transaction() as session:
            letter = session.get_one(Letter, self.letter_id)
            member = factories.make_member(session, given="Late", surname=surname, country="FI", group="RENEW")
            factories.make_signature(session, letter, member, signed_at=self.at(days))

    def at(self, days: int) -> datetime:
        return self.now + timedelta(days=days)

    @property
    def public_id(self) -> str:
        return reading().get_one(Letter, self.letter_id).public_id

    def files(self, number: int = 1) -> dict[Audience, bytes]:
        query = select(Edition).where(Edition.letter_id == self.letter_id, Edition.number == number)
        return {each.audience: vault.read(each.file_digest) for each in reading().scalars(query)}


@pytest.fixture
def case(app: Flask, organiser: Organiser, now: datetime) -> Case:
    """The letter was closed ten days ago."""
    began = now - timedelta(days=30)
    with transaction() as session:
        campaign = factories.make_campaign(session, session.merge(organiser))
        letter = factories.make_letter(
            session,
            campaign,
            letterhead_name="Ribbon International",
            letterhead_address="1 Ribbon Street, Brussels\noffice@ribbon.example",
            cc="Office of the Ombudsman, desk@ombudsman.example",
            created_at=began,
        )
        letter.addressees[0].email = "president@sarovia.example"
        drafting.open_for_signature(session, letter, by=organiser, now=began)
        for given, surname, country, group in PEOPLE:
            member = factories.make_member(session, given=given, surname=surname, country=country, group=group)
            signature = factories.make_signature(session, letter, member, signed_at=began + timedelta(hours=1))
            signature.evidence = {"network": "198.51.100.0/24", "link_mailbox": recording.mailbox_digest("x@y.example")}
        close_at = now - timedelta(days=10)
        drafting.close(session, letter, by=organiser, now=close_at)
        return Case(letter.id, organiser, close_at + timedelta(hours=1))
