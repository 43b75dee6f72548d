"""Evidence becomes a signature only by its method's rule, and never by one person alone."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from campaign import clock, journal
from campaign.claims import mails, operations, queries, settling
from campaign.claims.models import Claim, Method, Outcome
from campaign.claims.refusals import CannotClaim
from campaign.claims.rules import COOLING, WhyNot
from campaign.drafting.models import LetterState, Revision, RevisionKind
from campaign.inviting import queries as inviting
from campaign.inviting.models import Invitation
from campaign.outbox.models import MailState
from campaign.signing import queries as signing
from campaign.signing.models import Assurance, Channel, Decline, Signature, Withdrawal, WithdrawalLink
from tests import factories, mailbox
from tests.claims.conftest import Team

LATER = timedelta(hours=2)
APPROVED = (Method.MAIL_REPLY, Method.PAPER_SHEET, Method.PDF_SIGNATURE)


def brought(session: Session, team: Team, now: Any, **changes: Any) -> Claim:
    values: dict[str, Any] = {
        "method": Method.MAIL_REPLY,
        "by": team.first,
        "evidence": {"row": "7", "good": True},
        "file": b"raw",
    }
    return operations.bring(session, team.letter, team.member, acted_at=now, now=now, **(values | changes))


def why(verb: Any, *args: Any, **named: Any) -> WhyNot:
    with pytest.raises(CannotClaim) as refused:
        verb(*args, **named)
    return refused.value.why


@pytest.mark.parametrize("method", APPROVED)
def test_a_second_organisers_approval_makes_the_signature(
    session: Session, team: Team, now: Any, method: Method
) -> None:
    claim = brought(session, team, now, method=method)
    assert signing.standing_signatures(session, team.letter) == []
    signature = operations.approve(session, claim, by=team.second, now=now + LATER)
    assert signing.standing_signatures(session, team.letter) == [signature]
    assert (signature.assurance.value, signature.signed_at) == (method.value, now)
    assert signature.evidence["row"] == "7"
    assert signature.evidence["file"] == claim.file_digest
    people = (signature.evidence["brought_by"], signature.evidence["approved_by"])
    assert people == (team.first.public_id, team.second.public_id)


def test_nobody_approves_what_they_brought(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now)
    assert why(operations.approve, session, claim, by=team.first, now=now) is WhyNot.OWN


def test_the_database_refuses_one_person_in_both_places(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(Claim).where(Claim.id == claim.id).values(approved_by_id=team.first.id))


@pytest.mark.parametrize("method", APPROVED)
def test_the_database_refuses_a_signature_that_nobody_approved(
    session: Session, team: Team, now: Any, method: Method
) -> None:
    claim = brought(session, team, now, method=method)
    signature = factories.make_signature(session, team.letter, factories.make_member(session))
    ended = {"signature_id": signature.id, "outcome": Outcome.SIGNED, "settled_at": now}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(Claim).where(Claim.id == claim.id).values(ended))


def test_a_word_never_becomes_a_signature(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now, method=Method.WORD, file=None)
    assert why(operations.approve, session, claim, by=team.second, now=now) is WhyNot.NOT_THIS_WAY
    assert why(operations.confirm, session, claim, now=now) is WhyNot.NOT_THIS_WAY
    assert settling.ripen(session, now=now + timedelta(days=9)) == 0
    assert session.scalars(select(Signature)).all() == []


def test_the_receipt_goes_to_the_registered_mailbox_with_the_way_back(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now)
    signature = operations.approve(session, claim, by=team.second, now=now)
    receipt = mailbox.only_mail(session, str(team.member.mailbox))
    assert "/sign/withdrawal/" in mailbox.link_in(receipt, "/sign/withdrawal/")
    link = session.scalars(select(WithdrawalLink)).one()
    assert link.signature_id == signature.id


def test_a_member_who_was_never_invited_was_not_asked_afterwards_either(session: Session, team: Team, now: Any) -> None:
    brought(session, team, now)
    assert inviting.invitations(session, team.letter) == []
    assert inviting.reached(session, team.letter) == set()


def test_a_claim_for_a_member_who_stands_is_refused(session: Session, team: Team, now: Any) -> None:
    factories.make_signature(session, team.letter, team.member)
    assert why(brought, session, team, now) is WhyNot.STANDS


def test_the_same_is_not_brought_twice(session: Session, team: Team, now: Any) -> None:
    brought(session, team, now)
    assert why(brought, session, team, now) is WhyNot.WAITING
    brought(session, team, now, method=Method.PAPER_SHEET)


def test_an_older_yes_does_not_outlive_a_withdrawal(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now)
    signature = operations.approve(session, claim, by=team.second, now=now)
    signature.standing = None
    session.add(Withdrawal(signature=signature, hidden_at=now + LATER, confirmed_at=now + LATER))
    session.flush()
    again = {"method": Method.MAIL_REPLY, "by": team.first, "evidence": {}, "now": now + 2 * LATER}
    assert why(operations.bring, session, team.letter, team.member, acted_at=now, **again) is WhyNot.SAID_NO
    operations.bring(session, team.letter, team.member, acted_at=now + 2 * LATER, **again)


def test_a_decline_after_the_evidence_stops_its_approval(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now)
    invitation = session.scalars(select(Invitation)).one()
    session.add(Decline(invitation_id=invitation.id, declined_at=now + LATER))
    session.flush()
    assert why(operations.approve, session, claim, by=team.second, now=now + 2 * LATER) is WhyNot.SAID_NO


def test_a_claim_on_a_text_that_changed_is_overtaken(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now)
    old = claim.revision
    values = {"number": 2, "text": "Another text.", "digest": "0" * 64, "content": old.content}
    values |= {"kind": RevisionKind.MATERIAL, "basis": 2, "reason": "Another demand."}
    session.add(Revision(letter_id=old.letter_id, frozen_at=now + LATER, frozen_by_id=old.frozen_by_id, **values))
    old.letter.revision_number = 2
    session.flush()
    assert why(operations.approve, session, claim, by=team.second, now=now + 2 * LATER) is WhyNot.TEXT_CHANGED
    claim.approved_by = claim.approved_at = None
    assert settling.ripen(session, now=now + 2 * LATER) == 1
    assert claim.outcome is Outcome.OVERTAKEN


def test_a_claim_whose_member_signed_meanwhile_is_overtaken(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now)
    factories.make_signature(session, team.letter, team.member, invitation=session.scalars(select(Invitation)).one())
    assert settling.ripen(session, now=now) == 1
    assert claim.outcome is Outcome.OVERTAKEN


def test_the_mailbox_confirms_what_was_signed_in_person(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now, method=Method.IN_PERSON, file=None)
    assert "/claims/" in mailbox.link_in(mailbox.only_mail(session, str(team.member.mailbox)), "/claims/")
    found = queries.claim_by_secret(session, mails.answer_secret(claim))
    assert found is claim
    signature = operations.confirm(session, claim, now=now + LATER, network="192.0.2.0/24")
    assert (signature.assurance, signature.channel) == (Assurance.IN_PERSON, Channel.TABLET)
    assert signature.evidence["confirmed_from"] == "192.0.2.0/24"


def test_an_objection_ends_it_for_good(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now, method=Method.IN_PERSON, file=None)
    operations.object_to(session, claim, now=now + LATER)
    assert claim.outcome is Outcome.OBJECTED
    assert why(operations.confirm, session, claim, now=now + LATER) is WhyNot.SETTLED
    assert why(brought, session, team, now) is WhyNot.SAID_NO


def test_what_the_mailbox_leaves_unanswered_expires(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now, method=Method.IN_PERSON, file=None)
    week = now + timedelta(days=7)
    assert why(operations.confirm, session, claim, now=week) is WhyNot.SETTLED
    assert settling.ripen(session, now=week) == 1
    assert claim.outcome is Outcome.EXPIRED
    assert session.scalars(select(Signature)).all() == []


def test_an_assistants_signature_counts_after_the_cooling_time(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now, method=Method.AUTHORISED_ASSISTANT, by=None, file=None)
    mailbox.leave(session, now)
    assert settling.ripen(session, now=now + COOLING - timedelta(seconds=1)) == 0
    assert settling.ripen(session, now=now + COOLING) == 1
    assert claim.signature is not None
    assert claim.signature.assurance is Assurance.AUTHORISED_ASSISTANT


def test_silence_about_a_mail_that_never_left_is_no_yes(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now, method=Method.AUTHORISED_ASSISTANT, by=None, file=None)
    assert settling.ripen(session, now=now + 2 * COOLING) == 0
    mailbox.leave(session, now + 2 * COOLING)
    assert settling.ripen(session, now=now + 2 * COOLING + LATER) == 0
    assert claim.settled_at is None
    assert settling.ripen(session, now=now + 2 * COOLING + timedelta(days=1)) == 1


@pytest.mark.parametrize("state", [MailState.REFUSED, MailState.GIVEN_UP, MailState.SUPPRESSED])
def test_silence_about_a_mail_that_came_back_is_no_yes(
    session: Session, team: Team, now: Any, state: MailState
) -> None:
    claim = brought(session, team, now, method=Method.AUTHORISED_ASSISTANT, by=None, file=None)
    mailbox.leave(session, now, state=state)
    assert settling.ripen(session, now=now + 2 * COOLING) == 0
    assert operations.confirm(session, claim, now=now + 2 * COOLING)


def test_the_silence_of_who_sits_no_more_is_no_yes(session: Session, team: Team, now: Any) -> None:
    brought(session, team, now, method=Method.AUTHORISED_ASSISTANT, by=None, file=None)
    mailbox.leave(session, now)
    for mandate in team.member.mandates:
        mandate.ends_on = clock.brussels_day(now)
    session.flush()
    assert settling.ripen(session, now=now + COOLING) == 0


def test_a_no_on_the_day_of_the_ink_outweighs_it(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now, method=Method.PAPER_SHEET)
    invitation = session.scalars(select(Invitation)).one()
    session.add(Decline(invitation_id=invitation.id, declined_at=now - timedelta(minutes=30)))
    session.flush()
    assert why(operations.approve, session, claim, by=team.second, now=now) is WhyNot.SAID_NO


def test_nobody_shortens_the_cooling_time_below_a_day(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now, method=Method.AUTHORISED_ASSISTANT, by=None, file=None, ripe_at=now)
    assert claim.ripe_at == now + timedelta(hours=24)


def test_evidence_that_failed_a_check_is_never_approved(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now, evidence={"good": False})
    assert why(operations.approve, session, claim, by=team.second, now=now) is WhyNot.BAD_EVIDENCE


def test_an_act_before_the_text_was_opened_is_not_about_it(session: Session, team: Team, now: Any) -> None:
    early = {"method": Method.PAPER_SHEET, "by": team.first, "evidence": {}, "now": now}
    before = now - timedelta(days=1)
    assert why(operations.bring, session, team.letter, team.member, acted_at=before, **early) is WhyNot.BEFORE_THE_TEXT


def test_nothing_is_approved_once_the_letter_is_closed(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now)
    team.letter.state, team.letter.closed_at = LetterState.CLOSED, now
    session.flush()
    assert why(operations.approve, session, claim, by=team.second, now=now + LATER) is WhyNot.CLOSED


def test_a_late_approval_is_dated_late(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now)
    letter = team.letter
    letter.state, letter.closed_at, letter.late_until = LetterState.CLOSED, now, now + timedelta(days=3)
    session.flush()
    assert operations.approve(session, claim, by=team.second, now=now + LATER).signed_at == now + LATER


def test_the_journal_names_ids_and_digests_only(session: Session, team: Team, now: Any) -> None:
    claim = brought(session, team, now)
    operations.refuse(session, claim, by=team.second, reason="Not the Member's mail.", now=now)
    events = journal.history(session, claim.public_id)
    assert [each.kind for each in events] == ["claim.brought", "claim.refused"]
    assert "Member" not in str([each.facts for each in events])
    assert "@" not in str([each.facts for each in events])
    assert events[0].facts["file"] == claim.file_digest
