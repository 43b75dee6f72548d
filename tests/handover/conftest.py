"""A closed letter to two authorities with a copy to a third, three Members under it, and its first edition."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from campaign.db import reading, transaction
from campaign.delivering import operations as delivering
from campaign.delivering import queries as delivering_queries
from campaign.delivering.models import Audience, Channel, Edition
from campaign.drafting import operations as drafting
from campaign.drafting.models import Addressee, Letter
from campaign.handover import operations, standings
from campaign.handover.kinds import Outcome
from campaign.handover.models import Attempt
from campaign.handover.operations import AttemptFacts, StepFacts
from campaign.handover.whereabouts import LetterStanding, PartyStanding
from campaign.organisers.models import Organiser
from campaign.signing.models import Signature, Withdrawal
from tests import factories

PRESIDENT, MINISTER, OMBUDSMAN = "H.E. Mr Anton Varga, President of Sarovia", "Үкімет Министрі", "Ombudsman of Sarovia"


@dataclass
class Case:
    """The letter on its way; each step commits. `now` is an hour after the close, eleven days before NOON."""

    letter_id: int
    organiser: Organiser
    now: datetime

    @property
    def letter(self) -> Letter:
        return reading().get_one(Letter, self.letter_id)

    @property
    def public_id(self) -> str:
        return self.letter.public_id

    def at(self, days: float) -> datetime:
        return self.now + timedelta(days=days)

    def standing(self, *, days: float = 10) -> LetterStanding:
        return standings.standing(reading(), self.letter, now=self.at(days))

    def row(self, key: str = "1", *, days: float = 10) -> PartyStanding:
        return standings.party_of(self.standing(days=days), key)

    def edition(self, audience: Audience = Audience.ADDRESSEE, number: int = 1) -> Edition:
        query = select(Edition).where(Edition.letter_id == self.letter_id, Edition.audience == audience)
        return reading().scalars(query.where(Edition.number == number)).one()

    def letter_editions(self) -> list[Edition]:
        return delivering_queries.editions_of(reading(), self.letter)

    def issue(self, *, days: float) -> None:
        with transaction() as session:
            delivering.issue_edition(
                session, session.get_one(Letter, self.letter_id), by=self.organiser, now=self.at(days)
            )

    def attempt(
        self, outcome: Outcome, *, key: str = "1", days: float = 1, channel: Channel = Channel.POST, **facts: str
    ) -> str:
        """An attempt whose first step is this; its public id."""
        with transaction() as session:
            attempt = operations.write_down(
                session,
                self.letter,
                AttemptFacts(edition=self.edition(), party=self.row(key).party, channel=channel, **facts),
                StepFacts(outcome=outcome, happened_at=self.at(days)),
                by=self.organiser,
                now=self.at(days),
            )
            return attempt.public_id

    def step(self, attempt: str, outcome: Outcome, *, days: float) -> None:
        with transaction() as session:
            row = session.scalars(select(Attempt).where(Attempt.public_id == attempt)).one()
            facts = StepFacts(outcome=outcome, happened_at=self.at(days))
            operations.take_step(session, row, facts, by=self.organiser, now=self.at(days))

    def withdraw(self, surname: str, *, days: float) -> None:
        with transaction() as session:
            query = select(Signature).where(Signature.letter_id == self.letter_id, Signature.surname == surname)
            signature = session.scalars(query).one()
            signature.standing = None
            session.add(Withdrawal(signature=signature, hidden_at=self.at(days), confirmed_at=self.at(days)))


@pytest.fixture
def case(app: Flask, organiser: Organiser, now: datetime) -> Case:
    began = now - timedelta(days=30)
    with transaction() as session:
        campaign = factories.make_campaign(session, session.merge(organiser))
        letter = factories.make_letter(session, campaign, cc=OMBUDSMAN, created_at=began)
        letter.addressees[0].email = "president@sarovia.example"
        letter.addressees.append(
            Addressee(position=2, name=MINISTER, postal="Достык көшесі 8\nСарыград", salutation="Құрметті Министр,")
        )
        drafting.open_for_signature(session, letter, by=organiser, now=began)
        for given, surname in (("Anke", "ACKERSTEIN"), ("Eleni", "KARAMOUTSOS"), ("Jon", "ZUIDHOEK")):
            member = factories.make_member(session, given=given, surname=surname)
            factories.make_signature(session, letter, member, signed_at=began + timedelta(hours=1))
        closed_at = now - timedelta(days=12)
        drafting.close(session, letter, by=organiser, now=closed_at)
        made = Case(letter.id, organiser, closed_at + timedelta(hours=1))
        delivering.issue_edition(session, letter, by=organiser, now=made.now)
        return made
