"""Whoever did not sign is forgotten 30 days after the letter's end; what proves a signature stays."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign import journal, vault
from campaign.claims.models import Claim, Method
from campaign.db import Base, reading, transaction
from campaign.delivering import operations as delivering
from campaign.drafting.models import Initiator, Letter
from campaign.inviting.models import Invitation
from campaign.outbox.models import OutgoingMail
from campaign.privacy import removing, retention
from campaign.privacy.models import Tombstone
from campaign.privacy.removing import Removed
from campaign.signing.models import Channel, Decline, PendingSignature, Signature, Withdrawal
from tests import factories
from tests.privacy.conftest import CLOSED, Crowd

DAY = timedelta(days=1)
OVER = CLOSED + 30 * DAY + timedelta(seconds=1)


def run(now: datetime) -> Removed:
    with transaction() as session:
        removed = retention.run(session, now=now)
    removing.forget_files(reading(), removed)
    return removed


def left(session: Session) -> set[int]:
    """The Members whom anything but the roster still knows."""
    found = {
        each
        for column in (Invitation.ep_id, Signature.ep_id, Initiator.ep_id)
        for each in session.scalars(select(column))
    }
    mails = session.scalars(select(OutgoingMail.recipient))
    return found | {int("".join(filter(str.isdigit, each))) for each in mails if each.startswith("member")}


def test_until_thirty_days_are_over_the_organisers_still_see_who_declined(crowd: Crowd) -> None:
    run(CLOSED + 29 * DAY)
    assert reading().scalar(select(func.count(Decline.id))) == 1
    assert left(reading()) == set(crowd.ep_ids.values())


def test_after_thirty_days_nothing_tells_who_did_not_sign(crowd: Crowd) -> None:
    removed = run(OVER)
    assert left(reading()) == {crowd.ep_ids["signed"]}
    assert removed.rows["declines"] == 1
    assert reading().scalars(select(Initiator.ep_id)).all() == [crowd.ep_ids["signed"]]
    for model in (Decline, PendingSignature, Withdrawal):
        assert reading().scalar(select(func.count(model.id))) == 0


def test_no_row_anywhere_leads_to_a_member_who_did_not_sign(crowd: Crowd) -> None:
    run(OVER)
    public = {"members", "mandates", "group_memberships", "committee_memberships"}
    for who in set(crowd.ep_ids) - {"signed"}:
        for table in Base.metadata.sorted_tables:
            if table.name not in public:
                rows = "\n".join(repr(tuple(each)) for each in reading().execute(select(table)))
                assert str(crowd.ep_ids[who]) not in rows, f"{table.name} still knows who {who}"


def test_a_signature_that_ended_in_time_leaves_a_tombstone_without_a_name(crowd: Crowd) -> None:
    ids = set(reading().scalars(select(Signature.public_id).where(Signature.standing.is_(None))))
    run(OVER)
    stones = reading().scalars(select(Tombstone)).all()
    assert {each.public_id for each in stones} == ids
    assert all(journal.history(reading(), each.public_id) is not None for each in stones)


def test_a_withdrawal_that_nobody_settled_counts_as_meant(crowd: Crowd) -> None:
    asking = reading().scalar(select(Signature.public_id).where(Signature.ep_id == crowd.ep_ids["asking"]))
    run(OVER)
    (event,) = journal.history(reading(), str(asking))
    assert (event.kind, event.facts["because"]) == ("signature.withdrawn", "not answered in time")


def test_a_name_that_was_printed_stays_with_its_proof_although_it_was_taken_back(app: Flask, crowd: Crowd) -> None:
    with transaction() as session:
        letter = session.get_one(Letter, crowd.letter.id)
        back = session.scalars(select(Signature).where(Signature.ep_id == crowd.ep_ids["back"])).one()
        withdrawal = session.scalars(select(Withdrawal).where(Withdrawal.signature_id == back.id)).one()
        session.delete(withdrawal)
        back.standing = True
        session.flush()
        delivering.issue_edition(session, letter, by=letter.campaign.team[0].organiser, now=CLOSED)
        back.standing = None
        session.add(Withdrawal(signature=back, hidden_at=CLOSED, confirmed_at=CLOSED))
    run(OVER)
    assert crowd.ep_ids["back"] in left(reading())


def test_a_deadline_that_is_over_ends_a_letter_that_nobody_closed(app: Flask, now: datetime) -> None:
    with transaction() as session:
        letter = factories.make_open_letter(session, deadline_at=now + DAY)
        factories.make_invitation(session, letter)
    run(now + 30 * DAY)
    assert reading().scalar(select(func.count(Invitation.id))) == 1
    run(now + 31 * DAY + timedelta(seconds=1))
    assert reading().scalar(select(func.count(Invitation.id))) == 0


def test_a_time_for_late_signatures_moves_the_end(app: Flask, crowd: Crowd) -> None:
    with transaction() as session:
        session.get_one(Letter, crowd.letter.id).late_until = CLOSED + 10 * DAY
    run(OVER)
    assert reading().scalar(select(func.count(Decline.id))) == 1
    run(OVER + 10 * DAY)
    assert reading().scalar(select(func.count(Decline.id))) == 0


def test_one_event_tells_how_many_and_nothing_else(crowd: Crowd) -> None:
    run(OVER)
    (event,) = journal.history(reading(), "retention")
    assert event.facts["declines"] == 1
    assert all(isinstance(each, int) for each in event.facts.values())
    run(OVER)
    assert len(journal.history(reading(), "retention")) == 1, "nothing was removed, so nothing is told"


@pytest.mark.parametrize("method", [Method.WORD, Method.PAPER_SHEET])
@pytest.mark.one_engine
def test_evidence_that_made_no_signature_goes_with_its_file(app: Flask, crowd: Crowd, method: Method) -> None:
    with transaction() as session:
        letter = session.get_one(Letter, crowd.letter.id)
        digest = vault.store_sealed(b"a scan of somebody's handwriting")
        claim = Claim(letter_id=letter.id, revision_id=letter.revisions[0].id, ep_id=crowd.ep_ids["silent"])
        claim.method, claim.channel, claim.acted_at, claim.brought_at = method, Channel.PAPER, CLOSED, CLOSED
        claim.evidence, claim.file_digest, claim.consent_version = {}, digest, "1"
        session.add(claim)
    run(OVER)
    assert reading().scalar(select(func.count(Claim.id))) == 0
    assert not vault.path(digest).exists()


def test_a_dry_run_changes_nothing(app: Flask, crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    from campaign import clock
    from campaign.privacy import cli

    monkeypatch.setattr(clock, "now", lambda: OVER)
    told = app.test_cli_runner().invoke(cli.retention_commands, ["run", "--dry-run"])
    assert "declines: 1 would go" in told.output
    assert reading().scalar(select(func.count(Decline.id))) == 1
