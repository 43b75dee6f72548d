"""Whoever asks is told everything, and is erased where nothing rests on it."""

import io
import json
import zipfile

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, select

from campaign import clock, journal
from campaign.campaigns.models import Role, TeamPlace
from campaign.db import Base, reading, transaction
from campaign.inviting.models import Invitation
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox
from campaign.outbox.models import OutgoingMail
from campaign.privacy import cli, erasing, exporting, persons
from campaign.privacy.erasing import Erased
from campaign.privacy.models import Tombstone
from campaign.roster.models import Member
from campaign.signing import mails, recording
from campaign.signing.models import Decline, Signature
from campaign.web.refusals import NotFound, Refusal
from tests import factories
from tests.acting.rows import make_office
from tests.browser import Browser
from tests.privacy.conftest import Crowd


def erase(who: str) -> Erased:
    with transaction() as session:
        return erasing.erase(session, persons.find(session, who), now=clock.now(), by="operator")


def rows() -> list[str]:
    """Every row of every table."""
    return [repr(tuple(each)) for table in Base.metadata.sorted_tables for each in reading().execute(select(table))]


def found(which: ColumnElement[bool]) -> bool:
    return reading().execute(select(1).where(which)).first() is not None


def test_the_export_tells_a_member_everything_and_no_secret(
    app: Flask, crowd: Crowd, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("out") / "held.zip"
    number = str(crowd.ep_ids["declined"])
    done = app.test_cli_runner().invoke(cli.person_commands, ["export", number, str(file)])
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read("held.json"))
        readme = archive.read("README.txt").decode()
    assert told["declines"][0]["reason"] == "A reason of my own"
    assert told["personal_links"][0]["mailbox"] == crowd.mailbox("declined")
    assert {"members", "mandates", "group_memberships", "invitations", "outgoing_mails"} <= set(told)
    assert "30 days after the letter's end" in readme
    assert not [column for rows in told.values() for row in rows for column in row if column.endswith("digest")]
    assert str(crowd.ep_ids["signed"]) not in json.dumps(told), "nobody else stands in it"


def test_the_export_tells_what_the_journal_has_of_the_person_and_of_nobody_else(app: Flask, crowd: Crowd) -> None:
    def told(who: str) -> list[str]:
        with transaction() as session:
            packed = exporting.export(session, persons.find(session, who), now=clock.now(), by="operator")
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            return [each["what"] for each in json.loads(archive.read("held.json")).get("journal", [])]

    with transaction() as session:
        signature = session.scalars(select(Signature).where(Signature.ep_id == crowd.ep_ids["signed"])).one()
        recording.event(session, "signature.kept", signature, now=clock.now())
    assert told(str(crowd.ep_ids["signed"])) == ["signature.kept"]
    assert told(str(crowd.ep_ids["silent"])) == []
    assert told(crowd.organiser.email) == ["letter.opened", "letter.closed"]


def test_the_mailbox_finds_the_same_person_as_the_number(app: Flask, crowd: Crowd) -> None:
    by_number = persons.find(reading(), str(crowd.ep_ids["signed"]))
    assert persons.find(reading(), crowd.mailbox("signed").upper()) == by_number


@pytest.mark.parametrize("who", ["12", "nobody@example.org", "", "９００"])
def test_nobody_is_found_where_nothing_is_held(app: Flask, crowd: Crowd, who: str) -> None:
    with pytest.raises(NotFound):
        persons.find(reading(), who)


@pytest.mark.parametrize("who", ["declined", "silent", "half", "back", "outdated", "objected"])
def test_who_did_not_sign_is_gone_from_everything_but_the_roster(app: Flask, crowd: Crowd, who: str) -> None:
    erased = erase(str(crowd.ep_ids[who]))
    left = dict(persons.everything(persons.find(reading(), str(crowd.ep_ids[who]))))
    still = {name for name, which in left.items() if found(which)}
    assert still == {"members", "mandates", "group_memberships"} == set(erased.kept)


def test_mails_to_a_mailbox_of_earlier_days_are_found_too(app: Flask, crowd: Crowd) -> None:
    with transaction() as session:
        asked = session.scalars(select(Invitation).where(Invitation.ep_id == crowd.ep_ids["declined"])).one()
        code = mails.code(asked, asked.letter, to=crowd.mailbox("declined"), code="123456")
        outbox.post(session, code, now=clock.now())
        asked.member.mailbox = "another.mailbox@europarl.europa.eu"
    erase(str(crowd.ep_ids["declined"]))
    recipients = set(reading().scalars(select(OutgoingMail.recipient)))
    assert crowd.mailbox("declined") not in recipients
    assert crowd.mailbox("silent") in recipients


def test_a_mailbox_that_is_another_members_by_now_is_theirs(app: Flask, crowd: Crowd) -> None:
    with transaction() as session:
        passed_on = crowd.mailbox("declined")
        session.get_one(Member, crowd.ep_ids["declined"]).mailbox = None
        session.flush()
        session.get_one(Member, crowd.ep_ids["silent"]).mailbox = passed_on
    assert passed_on not in persons.find(reading(), str(crowd.ep_ids["declined"])).mailboxes


def test_a_signature_that_stands_stays_with_what_proves_it(app: Flask, crowd: Crowd) -> None:
    erased = erase(crowd.mailbox("signed"))
    assert {"signatures", "invitations", "personal_links"} <= set(erased.kept)
    assert "17(3)(e)" in erased.kept["signatures"][1]
    assert reading().scalar(select(Signature.given).where(Signature.ep_id == crowd.ep_ids["signed"]))


def test_a_withdrawn_signature_leaves_a_tombstone(app: Flask, crowd: Crowd) -> None:
    number = reading().scalar(select(Signature.public_id).where(Signature.ep_id == crowd.ep_ids["back"]))
    erase(str(crowd.ep_ids["back"]))
    assert reading().scalar(select(Tombstone.public_id)) == number


def test_the_journal_learns_how_many_and_never_who(app: Flask, crowd: Crowd) -> None:
    erase(str(crowd.ep_ids["declined"]))
    (event,) = journal.history(reading(), "persons")
    assert event.kind == "person.erased"
    assert event.facts["declines"] == 1
    assert str(crowd.ep_ids["declined"]) not in repr(event.facts)


def test_a_dry_run_lists_what_would_go_and_what_stays(app: Flask, crowd: Crowd) -> None:
    told = app.test_cli_runner().invoke(cli.person_commands, ["erase", str(crowd.ep_ids["declined"]), "--dry-run"])
    assert "declines: 1 would go" in told.output
    assert "the Parliament publishes it" in told.output
    assert reading().scalar(select(Decline.reason)) == "A reason of my own"


def test_an_erased_organiser_leaves_acts_without_a_name(app: Flask, crowd: Crowd) -> None:
    with transaction() as session:
        other = factories.make_organiser(session)
        session.add(TeamPlace(campaign_id=crowd.letter.campaign_id, organiser_id=other.id, role=Role.OWNER))
    name, email = crowd.organiser.name, crowd.organiser.email
    erase(email)
    assert [each for each in rows() if name in each or email in each] == []
    gone = reading().get_one(Organiser, crowd.organiser.id)
    assert not gone.active


def test_an_assistant_is_told_everything_and_leaves_nothing(app: Flask, crowd: Crowd) -> None:
    with transaction() as session:
        asked = session.scalars(select(Invitation).where(Invitation.ep_id == crowd.ep_ids["silent"])).one()
        office = make_office(session, asked)
        mail = mails.code(asked, asked.letter, to=office.assistant.mailbox, code="123456")
        outbox.post(session, mail, now=clock.now())
        mailbox, name = office.assistant.mailbox, office.assistant.name
    held = {each for each, which in persons.everything(persons.find(reading(), mailbox)) if found(which)}
    assert held == {"assistants", "authorisations", "handovers", "outgoing_mails"}
    reading().rollback()
    erase(mailbox.upper())
    assert [each for each in rows() if name in each or mailbox in each] == []


def test_the_only_owner_cannot_be_erased(app: Flask, crowd: Crowd) -> None:
    with pytest.raises(Refusal, match="only_owner"):
        erase(crowd.organiser.email)


def test_an_owner_sees_hands_out_and_erases_what_the_campaign_holds(app: Flask, crowd: Crowd) -> None:
    browser = Browser(app).logged_in(crowd.organiser)
    page = browser.open("privacy.ask", campaign_id=crowd.letter.campaign.public_id)
    page = page.fill("Look it up", who=str(crowd.ep_ids["declined"]))
    assert "who said no" in page.text
    packed = page.press("Download what is held")
    with zipfile.ZipFile(io.BytesIO(packed.response.data)) as archive:
        assert "A reason of my own" in archive.read("held.json").decode()
    refused = page.press("Erase")
    assert refused.status == 422
    done = refused.fill("Erase", sure="y")
    assert "Erased: " in done.text
    assert not reading().scalars(select(Invitation.id).where(Invitation.ep_id == crowd.ep_ids["declined"])).all()


def test_an_owner_learns_nothing_of_other_campaigns(app: Flask, crowd: Crowd) -> None:
    with transaction() as session:
        organiser = factories.make_organiser(session)
        other = factories.make_open_letter(session, factories.make_campaign(session, organiser))
        campaign = other.campaign.public_id
    page = Browser(app).logged_in(organiser).open("privacy.ask", campaign_id=campaign)
    page = page.fill("Look it up", who=str(crowd.ep_ids["declined"]))
    assert "holds nothing about this person" in page.text
