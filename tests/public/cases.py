"""A public case to look at: one closed letter with some names, published a day ago."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from campaign import create_app
from campaign.campaigns.models import Campaign
from campaign.db import database, transaction
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.publishing import operations as publishing
from campaign.signing import operations as signing
from campaign.signing import queries as signed
from campaign.signing.models import Signature
from tests import factories
from tests.translating.rows import make_translation

SLUG = "ilja-brandt"
NAMES = (("Ada", "ALMBERG", "SD", "SE"), ("Mátyás", "ČERNIK", "EPP", "CZ"), ("Ίρις", "ΔΗΜΟΥ", "NI", "EL"))


def make_case(
    organiser: Organiser,
    now: datetime,
    *,
    names: tuple[tuple[str, str, str, str], ...] = NAMES,
    hours: int = -24,
    translated: bool = False,
) -> tuple[Campaign, Letter]:
    """A case that is public since, or from, so many hours from now; if wanted with a published translation."""
    with transaction() as session:
        organiser = session.merge(organiser)
        campaign = factories.make_campaign(session, organiser, story="Held since March.")
        letter = factories.make_open_letter(session, campaign)
        for given, surname, group, country in names:
            member = factories.make_member(session, given=given, surname=surname, group=group, country=country)
            factories.make_signature(session, letter, member)
        if translated:
            make_translation(session, letter, organiser)
        drafting.close(session, letter, by=organiser, now=now)
        at = now + timedelta(hours=hours)
        publishing.publish(session, campaign, slug=SLUG, public_from=at, by=organiser, now=now)
        return campaign, letter


def withdraw(letter: Letter, surname: str, now: datetime) -> None:
    """The Member takes the signature back, as the real verb does it."""
    with transaction() as session:
        found = select(Signature).where(Signature.letter_id == letter.id, Signature.surname == surname)
        signature = session.scalars(found).one()
        case = signed.case_of(session, signature, now=now)
        signing.ask_withdrawal(session, case, signature, now=now)


@contextmanager
def another_process(app: Flask) -> Iterator[FlaskClient]:
    """A visitor of the application once more on the same database, with its own memory."""
    made = create_app(app.extensions["settings"])
    yield made.test_client()
    with made.app_context():
        database.engine.dispose()
