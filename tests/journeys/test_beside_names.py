"""What a Member asked to stand beside the name, and whose group is another one now, is said wherever names are read."""

from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import vault
from campaign.db import transaction
from campaign.delivering import operations as delivering
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.roster.models import GroupMembership
from campaign.signing import remarks
from campaign.signing.models import Signature
from tests import factories
from tests.browser import Browser
from tests.delivering.conftest import words
from tests.public import cases

THEN = "political group at the time of signing"
CAPACITY = "in an individual capacity"


def move(session: Session, surname: str, group: str, *, on: date) -> None:
    """The Member sits in another group from that day on."""
    signature = session.scalars(select(Signature).where(Signature.surname == surname)).one()
    member = signature.member
    member.groups[-1].ends_on = on
    session.add(GroupMembership(ep_id=member.ep_id, group_code=group, starts_on=on))


@pytest.mark.one_engine
@pytest.mark.parametrize("page", ["case", "embed", "check", "pdf"])
def test_a_group_that_is_another_one_now_is_said_beside_the_name_and_only_there(
    app: Flask, organiser: Organiser, browser: Browser, now: datetime, page: str
) -> None:
    _campaign, letter = cases.make_case(organiser, now)
    with transaction() as session:
        move(session, "ALMBERG", "NI", on=date(2026, 11, 20))
        session.scalars(select(Signature).where(Signature.surname == "ČERNIK")).one().in_individual_capacity = True
    with transaction() as session:
        letter = session.get_one(Letter, letter.id)
        edition = delivering.issue_edition(session, letter, by=session.merge(organiser), now=now)
        printed = words(vault.read(edition.file_digest))
    addresses = {
        "case": f"/cases/{cases.SLUG}",
        "embed": f"/cases/{cases.SLUG}/letters/{letter.public_id}/embed",
        "check": f"/check/{letter.public_id}",
    }
    text = printed if page == "pdf" else " ".join(browser.get(addresses[page]).text.split())
    assert "Ada ALMBERG (Sweden, S&D)" in text, "the line is of the day of signing"
    assert (text.count(THEN), text.count(CAPACITY)) == (1, 1)
    assert text.index("ALMBERG") < text.index(THEN) < text.index("ČERNIK") < text.index(CAPACITY)


def test_a_group_the_roster_does_not_know_is_no_other_group(session: Session, now: datetime) -> None:
    member = factories.make_member(session)
    signature = factories.make_signature(session, factories.make_open_letter(session), member)
    session.delete(member.groups[0])
    session.flush()
    assert remarks.moved(session, [signature], on=now.date()) == frozenset()
