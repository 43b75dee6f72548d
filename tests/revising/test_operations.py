"""Publishing a change: whose signature stands, whose ends, and who hears of it."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import journal
from campaign.drafting import content as contents
from campaign.drafting import operations as drafting
from campaign.drafting import queries as texts
from campaign.drafting import rules, saving
from campaign.drafting.models import Revision, RevisionKind
from campaign.drafting.refusals import CannotChange
from campaign.outbox import operations as outbox
from campaign.outbox import rendering, watchers
from campaign.outbox.models import OutgoingMail
from campaign.revising import operations, queries, telling
from campaign.revising.refusals import CannotRevise, Why
from campaign.signing import operations as signing
from campaign.signing import queries as signatures
from campaign.signing import rules as signing_rules
from campaign.signing.models import Lapse, Withdrawal
from campaign.signing.refusals import CannotSign, CannotWithdraw
from campaign.signing.wishes import Wish
from tests import factories, mailbox
from tests.revising.conftest import LATER, Signed, make_signed, prepare, publish

TYPO = {"body": "We write about **Ilja Brandt**, held sinse March.\n\n1. Release him.\n2. Let a doctor see him."}
FIXED = {"body": TYPO["body"].replace("sinse", "since")}
OTHER = {"body": "We ask for a fair trial of Ilja Brandt."}


@pytest.fixture
def mistaken(session: Session) -> Signed:
    """A letter with a typo, signed by one Member."""
    return make_signed(session, **TYPO)


def mail_of(session: Session, signed: Signed, template: str) -> str:
    mails = [each for each in mailbox.waiting(session, str(signed.member.mailbox)) if each.template == template]
    assert len(mails) == 1
    return mailbox.plain(rendering.message(mails[0]))


def current(session: Session, signed: Signed) -> Revision:
    revision = texts.current_revision(session, signed.letter)
    assert revision is not None
    return revision


def test_a_signature_stands_under_a_correction_on_the_text_it_was_given_for(
    session: Session, mistaken: Signed, now: datetime
) -> None:
    revision = publish(session, mistaken.letter, RevisionKind.CORRECTION, now=now + LATER, **FIXED)
    session.refresh(mistaken.signature)
    assert signatures.standing_signatures(session, mistaken.letter) == [mistaken.signature]
    assert mistaken.signature.signed_text.number == 1
    assert rules.stands_under(mistaken.signature.signed_text, revision)


def test_every_signatory_is_shown_a_correction_word_by_word(session: Session, mistaken: Signed, now: datetime) -> None:
    revision = publish(session, mistaken.letter, RevisionKind.CORRECTION, now=now, reason="A misspelt word.", **FIXED)
    mail = mail_of(session, mistaken, "corrected")
    assert "[-sinse-][+since+]" in mail
    assert "A misspelt word." in mail
    assert revision.digest in mail
    assert "/corrections/" in mail


def test_a_new_text_ends_every_signature_at_once(session: Session, signed: Signed, now: datetime) -> None:
    publish(session, signed.letter, RevisionKind.MATERIAL, now=now + LATER, **OTHER)
    session.refresh(signed.signature)
    assert signatures.standing_signatures(session, signed.letter) == []
    assert signed.signature.lapsed_because is Lapse.TEXT_CHANGED
    assert signed.signature.lapsed_at == now + LATER


def test_who_had_signed_is_asked_anew_with_a_fresh_link(session: Session, signed: Signed, now: datetime) -> None:
    publish(session, signed.letter, RevisionKind.MATERIAL, now=now, **OTHER)
    mail = mail_of(session, signed, "changed")
    assert "[+" in mail
    assert "does not count under this one" in mail
    secret = mailbox.link_in(rendering.message(_last(session, signed)), "/sign/").rpartition("/")[2]
    assert secret != signed.secret
    case = signatures.case_by_secret(session, secret, now=now)
    assert case is not None
    assert signing_rules.why_refused(case, now=now) is None
    session.refresh(signed.invitation)
    assert signed.invitation.answered_at is None


def _last(session: Session, signed: Signed) -> OutgoingMail:
    return [each for each in mailbox.waiting(session, str(signed.member.mailbox)) if each.template == "changed"][-1]


def test_the_fresh_link_retires_the_old_one_when_its_mail_has_left(
    session: Session, signed: Signed, now: datetime
) -> None:
    publish(session, signed.letter, RevisionKind.MATERIAL, now=now, **OTHER)
    row = _last(session, signed)
    assert row.id in outbox.lease(session, now=now, until=now + LATER, limit=10)
    watcher = watchers.of(row)
    assert watcher is not None
    watcher.has_left(session, row, now=now)
    session.refresh(signed.invitation)
    assert [link.revoked_at is None for link in signed.invitation.links] == [False, True]


def test_a_mail_about_a_new_text_does_not_leave_once_its_member_has_signed(
    session: Session, signed: Signed, now: datetime
) -> None:
    publish(session, signed.letter, RevisionKind.MATERIAL, now=now, **OTHER)
    row = _last(session, signed)
    case = signatures.case_by_secret(session, signed.secret, now=now)
    assert case is not None
    signing.sign(session, case, Wish(digest=case.text.digest), now=now)
    assert row.id not in outbox.lease(session, now=now, until=now + LATER, limit=10)


def test_a_correction_smuggles_nothing_in(session: Session, signed: Signed, now: datetime) -> None:
    with pytest.raises(CannotRevise) as refused:
        publish(session, signed.letter, RevisionKind.CORRECTION, now=now, **OTHER)
    assert refused.value.reason is Why.NO_CORRECTION


def test_nothing_is_published_as_the_first_text_again(session: Session, mistaken: Signed, now: datetime) -> None:
    with pytest.raises(CannotRevise):
        publish(session, mistaken.letter, RevisionKind.FIRST, now=now, **FIXED)


def test_a_change_needs_a_reason(session: Session, signed: Signed, now: datetime) -> None:
    with pytest.raises(CannotRevise) as refused:
        publish(session, signed.letter, RevisionKind.MATERIAL, now=now, reason="  ", **OTHER)
    assert refused.value.reason is Why.NO_REASON


def test_what_did_not_change_is_not_published(session: Session, signed: Signed, now: datetime) -> None:
    with pytest.raises(CannotRevise) as refused:
        publish(session, signed.letter, RevisionKind.MATERIAL, now=now)
    assert refused.value.reason is Why.NOTHING_CHANGED


def test_a_change_is_published_once(session: Session, signed: Signed, now: datetime) -> None:
    prepare(session, signed.letter, now=now, **OTHER)
    prepared = queries.prepared(session, signed.letter)
    assert prepared is not None
    seen = {"over": prepared.current.digest, "read": contents.digest(prepared.after)}
    operations.publish(session, signed.letter, RevisionKind.MATERIAL, "Why.", **seen, by=signed.by, now=now)
    with pytest.raises(CannotChange) as refused:
        operations.publish(session, signed.letter, RevisionKind.MATERIAL, "Why.", **seen, by=signed.by, now=now)
    assert refused.value.reason is rules.Why.CHANGED
    assert current(session, signed).number == 2


def test_what_another_editor_typed_meanwhile_is_not_published(session: Session, signed: Signed, now: datetime) -> None:
    prepare(session, signed.letter, now=now, **OTHER)
    prepared = queries.prepared(session, signed.letter)
    assert prepared is not None
    prepare(session, signed.letter, now=now, body="Something else again.")
    with pytest.raises(CannotChange) as refused:
        operations.publish(
            session,
            signed.letter,
            RevisionKind.MATERIAL,
            "Why.",
            over=prepared.current.digest,
            read=contents.digest(prepared.after),
            by=signed.by,
            now=now,
        )
    assert refused.value.reason is rules.Why.CHANGED


def test_the_campaigns_story_is_signed_and_changing_it_asks_anew(
    session: Session, signed: Signed, now: datetime
) -> None:
    signed.letter.campaign.story = "A new framing of the case."
    session.flush()
    frozen = contents.of_revision(current(session, signed))
    assert frozen.framing == ""
    with pytest.raises(CannotRevise):
        publish(session, signed.letter, RevisionKind.CORRECTION, now=now)
    publish(session, signed.letter, RevisionKind.MATERIAL, now=now, reason="The case is framed anew.")
    assert contents.of_revision(current(session, signed)).framing == "A new framing of the case."
    assert signatures.standing_signatures(session, signed.letter) == []


def test_a_closed_letter_keeps_its_framing(session: Session, signed: Signed, now: datetime) -> None:
    drafting.close(session, signed.letter, by=signed.by, now=now)
    signed.letter.campaign.story = "A new framing of the case."
    assert queries.prepared(session, signed.letter) is None


def test_a_text_without_framing_is_corrected_in_its_own_format(
    session: Session, mistaken: Signed, now: datetime
) -> None:
    """A letter that was opened before framings were part of the text is no new text because of that."""
    revision = current(session, mistaken)
    mistaken.letter.campaign.story = "A story told since before the opening."
    old = contents.in_format(contents.of_revision(revision), 1)
    revision.content, revision.text = contents.to_dict(old), contents.canonical_text(old)
    revision.digest = contents.digest(old)
    session.flush()
    corrected = publish(session, mistaken.letter, RevisionKind.CORRECTION, now=now, **FIXED)
    assert corrected.text.startswith("Undersigned letter text, format 1\n")
    renewed = publish(session, mistaken.letter, RevisionKind.MATERIAL, now=now, **OTHER)
    assert "A story told since before the opening." in renewed.text


def test_what_was_filled_in_for_the_old_text_signs_nothing(session: Session, now: datetime) -> None:
    letter = factories.make_open_letter(session)
    _invitation, secret = factories.make_invitation(session, letter)
    case = signatures.case_by_secret(session, secret, now=now)
    assert case is not None
    signing.fill_in(session, case, Wish(digest=case.text.digest), now=now)
    code = mailbox.code_in(rendering.message(mailbox.waiting(session, str(case.invitation.member.mailbox))[-1]))
    publish(session, letter, RevisionKind.MATERIAL, now=now, **OTHER)
    case = signatures.case_by_secret(session, secret, now=now)
    assert case is not None
    with pytest.raises(CannotSign) as refused:
        signing.confirm(session, case, code, now=now)
    assert refused.value.why is signing_rules.WhyNot.TEXT_CHANGED


def test_a_hidden_signature_does_not_come_back_under_another_text(
    session: Session, signed: Signed, now: datetime
) -> None:
    case = signatures.case_by_secret(session, signed.secret, now=now)
    assert case is not None
    signing.ask_withdrawal(session, case, signed.signature, now=now)
    publish(session, signed.letter, RevisionKind.MATERIAL, now=now, **OTHER)
    session.refresh(signed.signature)
    assert signed.signature.lapsed_because is Lapse.TEXT_CHANGED
    with pytest.raises(CannotWithdraw):
        signing.keep(session, case, signed.signature, "000000", now=now)
    case = signatures.case_by_secret(session, signed.secret, now=now)
    assert case is not None
    assert signing_rules.why_refused(case, now=now) is None


def test_a_withdrawn_signature_stays_withdrawn(session: Session, signed: Signed, now: datetime) -> None:
    signed.signature.standing = None
    session.add(Withdrawal(signature=signed.signature, hidden_at=now, confirmed_at=now))
    session.flush()
    publish(session, signed.letter, RevisionKind.MATERIAL, now=now, **OTHER)
    session.refresh(signed.signature)
    assert signed.signature.lapsed_at is None


def test_the_letter_says_what_its_newest_revision_says(session: Session, signed: Signed, now: datetime) -> None:
    publish(session, signed.letter, RevisionKind.MATERIAL, now=now, title="Free him", list_format="C", **OTHER)
    session.refresh(signed.letter)
    assert contents.of_letter(signed.letter) == contents.of_revision(current(session, signed))
    assert (signed.letter.title, signed.letter.list_format, signed.letter.working_copy) == ("Free him", "C", None)


def test_the_journal_tells_of_the_change_and_of_every_signature_it_ended(
    session: Session, signed: Signed, now: datetime
) -> None:
    revision = publish(session, signed.letter, RevisionKind.MATERIAL, now=now, **OTHER)
    told = [each for each in journal.history(session, signed.letter.public_id) if each.kind == "revision.published"]
    assert [each.facts["revision"] for each in told] == [revision.digest]
    assert told[0].facts["signatures"] == 1
    ended = journal.history(session, signed.signature.public_id)[-1]
    assert (ended.kind, ended.facts["because"]) == ("signature.lapsed", "text_changed")


def test_a_dropped_change_was_never_anything(session: Session, signed: Signed, now: datetime) -> None:
    prepare(session, signed.letter, now=now, **OTHER)
    saving.drop_change(session, signed.letter, by=signed.by, now=now)
    prepared = queries.prepared(session, signed.letter)
    assert prepared is not None
    assert not prepared.is_changed
    assert session.scalars(select(Revision).where(Revision.letter_id == signed.letter.id)).one().number == 1


def test_who_is_recorded_after_a_correction_is_shown_it_too(session: Session, mistaken: Signed, now: datetime) -> None:
    """A reply by mail to the first text that a second person approves only when the text was corrected."""
    first = current(session, mistaken)
    publish(session, mistaken.letter, RevisionKind.CORRECTION, now=now, **FIXED)
    late = factories.make_signature(session, mistaken.letter, revision=first)
    assert telling.show_missed(session, now=now + LATER) == 1
    assert telling.show_missed(session, now=now + LATER) == 0
    told = mailbox.waiting(session, str(late.member.mailbox))[-1]
    assert told.template == "corrected"
    assert "[-sinse-][+since+]" in mailbox.plain(rendering.message(told))
