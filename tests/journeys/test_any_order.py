"""Everything that can happen to a letter's names, in any order: the promises hold after every step.

What is checked goes by what was done to the Members here, and not by what the program remembers of it.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import integers, sampled_from
from sqlalchemy import select

from campaign import journal
from campaign.claims import operations as claims
from campaign.claims import settling
from campaign.claims.models import Claim, Method
from campaign.db import database, transaction
from campaign.delivering import listing
from campaign.delivering import queries as delivering
from campaign.drafting import operations as drafting
from campaign.drafting.models import Revision, RevisionKind
from campaign.open_data import queries as published
from campaign.revising import objecting
from campaign.revising.models import ObjectionLink
from campaign.roster.models import Member
from campaign.signing import operations as signing
from campaign.signing import queries as signatures
from campaign.signing.models import Signature
from campaign.signing.wishes import Wish
from campaign.verifying import operations as verifying
from campaign.verifying.models import Enquiry
from campaign.web.refusals import Refusal
from tests import factories, mailbox
from tests.revising.conftest import publish

MEMBERS = 2
who = integers(0, MEMBERS - 1)
methods = sampled_from([Method.MAIL_REPLY, Method.PAPER_SHEET, Method.AUTHORISED_ASSISTANT, Method.IN_PERSON])


class Undo(Exception):
    """Rolls everything back."""


class Letter(RuleBasedStateMachine):
    """One letter, two Members, two organisers, and a clock that goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.context = transaction()
        self.session = session = self.context.__enter__()
        self.first, self.second = factories.make_organiser(session), factories.make_organiser(session)
        case = factories.make_campaign(session, self.first)
        self.letter = factories.make_open_letter(session, case, code_required=False, body="He was detained.")
        made = [factories.make_invitation(session, self.letter) for _each in range(MEMBERS)]
        self.invitations, self.secrets = [each[0].id for each in made], [each[1] for each in made]
        self.ep_ids = [each[0].ep_id for each in made]
        self.now = factories.NOON
        self.material = 0
        self.noes: dict[int, datetime] = {}
        self.said_yes: dict[int, int] = {}
        """For each Member the number of new texts there were at the last yes; taken out by a no."""

    def teardown(self) -> None:
        """The story is over; nothing of it stays."""
        with suppress(Undo):
            self.context.__exit__(Undo, Undo(), None)
        database.session.close()

    def do(self, act: Callable[[], object]) -> bool:
        """Whether it was done; what is refused did not happen."""
        self.now += timedelta(hours=1)
        try:
            with self.session.begin_nested():
                act()
        except Refusal:
            self.session.expire_all()
            return False
        return True

    def newest(self, at: int) -> Signature | None:
        query = select(Signature).where(Signature.invitation_id == self.invitations[at])
        return self.session.scalars(query.order_by(Signature.id.desc()).limit(1)).first()

    def text(self) -> Revision:
        query = select(Revision).where(Revision.letter_id == self.letter.id)
        return self.session.scalars(query.order_by(Revision.number.desc()).limit(1)).one()

    @rule(at=who)
    def sign(self, at: int) -> None:
        def act() -> None:
            case = signatures.case_by_secret(self.session, self.secrets[at], now=self.now, to_write=True)
            assert case is not None
            signing.sign(self.session, case, Wish(digest=self.text().digest), now=self.now)

        if self.do(act):
            self.said_yes[at] = self.material

    @rule(at=who)
    def decline(self, at: int) -> None:
        def act() -> None:
            case = signatures.case_by_secret(self.session, self.secrets[at], now=self.now, to_write=True)
            assert case is not None
            signing.decline(self.session, case, "", now=self.now)

        if self.do(act):
            self.no(at)

    @rule(at=who, method=methods, hours=integers(0, 30))
    def bring(self, at: int, method: Method, hours: int) -> None:
        acted, member = self.now - timedelta(hours=hours), self.session.get_one(Member, self.ep_ids[at])
        values = {"acted_at": acted, "now": self.now, "evidence": {"good": True}, "method": method}
        by = None if method is Method.AUTHORISED_ASSISTANT else self.first
        self.do(lambda: claims.bring(self.session, self.letter, member, by=by, **values))

    def settled(self, claim: Claim) -> None:
        """What the Member did counts as a yes of that moment, unless a no came after it."""
        at = self.ep_ids.index(claim.ep_id)
        assert self.noes.get(at, claim.acted_at) <= claim.acted_at, "an older yes outlived a no"
        self.said_yes[at] = self.material

    @rule()
    def approve(self) -> None:
        for claim in self.waiting():
            if self.do(lambda claim=claim: claims.approve(self.session, claim, by=self.second, now=self.now)):
                self.settled(claim)

    @rule()
    def confirm(self) -> None:
        for claim in self.waiting():
            if self.do(lambda claim=claim: claims.confirm(self.session, claim, now=self.now)):
                self.settled(claim)

    @rule(at=who, method=methods)
    def a_no_comes_between_the_act_and_its_proof(self, at: int, method: Method) -> None:
        """Rare by chance alone, and the very thing that a state under pressure would try."""
        self.bring(at, method, 0)
        self.decline(at)
        self.approve()
        self.confirm()

    @rule(at=who)
    def object_to_claims(self, at: int) -> None:
        for claim in self.waiting(self.ep_ids[at]):
            if self.do(lambda claim=claim: claims.object_to(self.session, claim, now=self.now)):
                self.noes[at] = self.now  # no to what others brought; what the Member signed herself still stands

    @rule(days=integers(1, 5))
    def days_pass(self, days: int) -> None:
        mailbox.leave(self.session, self.now)
        self.now += timedelta(days=days)
        waiting = self.waiting()
        settling.ripen(self.session, now=self.now)
        for claim in waiting:
            if claim.signature is not None:
                self.settled(claim)

    def waiting(self, *ep_ids: int) -> list[Claim]:
        query = select(Claim).where(Claim.ep_id.in_(ep_ids or self.ep_ids), Claim.settled_at.is_(None))
        return list(self.session.scalars(query.order_by(Claim.id)))

    def no(self, at: int) -> None:
        self.said_yes.pop(at, None)
        self.noes[at] = self.now

    @rule(at=who, code=sampled_from([True, False]))
    def withdraw(self, at: int, code: bool) -> None:
        signature = self.newest(at)
        if signature is not None:

            def act() -> None:
                self.letter.code_required = code
                case = signatures.locked_case_of(self.session, signature, now=self.now)
                signing.ask_withdrawal(self.session, case, signature, now=self.now)

            if self.do(act):
                self.no(at)
            self.letter.code_required = False

    @rule(at=who)
    def object_in_a_round(self, at: int) -> None:
        until = self.now + timedelta(days=2)
        self.do(lambda: verifying.start(self.session, self.letter, wait_until=until, by=self.first, now=self.now))
        signature = self.newest(at)
        query = select(Enquiry).where(Enquiry.signature_id == signature.id) if signature else None
        enquiry = self.session.scalars(query.order_by(Enquiry.id.desc())).first() if query is not None else None
        done = enquiry is not None and self.do(lambda: verifying.object_to(self.session, enquiry, now=self.now))
        if done and enquiry is not None and enquiry.objected_at == self.now:
            self.no(at)

    @rule(kind=sampled_from([RevisionKind.CORRECTION, RevisionKind.MATERIAL]))
    def change(self, kind: RevisionKind) -> None:
        word = "detainned" if "detained" in self.text().text else "detained"
        body = f"He was {word}." if kind is RevisionKind.CORRECTION else f"{self.material + 1}. He was detained."
        if self.do(lambda: publish(self.session, self.letter, kind, now=self.now, body=body)):
            self.material += kind is RevisionKind.MATERIAL

    @rule(at=who)
    def object_to_a_correction(self, at: int) -> None:
        signature = self.newest(at)
        query = select(ObjectionLink).where(ObjectionLink.signature_id == (signature.id if signature else 0))
        link = self.session.scalars(query.order_by(ObjectionLink.id.desc())).first()
        done = link is not None and self.do(lambda: objecting.object_to(self.session, link, now=self.now))
        if done and link is not None and link.objected_at == self.now:
            self.no(at)

    @rule()
    def close(self) -> None:
        if self.do(lambda: drafting.close(self.session, self.letter, by=self.first, now=self.now)):
            until = self.now + timedelta(days=9)
            drafting.accept_late(self.session, self.letter, until=until, reason="x", by=self.first, now=self.now)

    @invariant()
    def only_who_said_yes_last_to_this_text_stands_and_once(self) -> None:
        self.session.expire_all()
        standing = signatures.standing_signatures(self.session, self.letter)
        stands = [self.invitations.index(each.invitation_id) for each in standing]
        assert len(set(stands)) == len(stands)
        assert {at for at in stands if self.said_yes.get(at) != self.material} == set()

    @invariant()
    def every_list_is_the_same(self) -> None:
        standing = signatures.standing_signatures(self.session, self.letter)
        ids = [each.public_id for each in standing]
        assert delivering.stand(self.session, self.letter).ids == ids
        assert [each.public_id for each in published.names(self.session, self.letter)] == ids
        printed = listing.of(self.letter, standing)
        lines = [line for section in printed.sections for line in section.signatories] + list(printed.supplement)
        assert sorted(line.ep_id for line in lines) == sorted(each.ep_id for each in standing)

    @invariant()
    def the_journal_holds(self) -> None:
        assert journal.verify(self.session) is None


@pytest.mark.one_engine
def test_whatever_happens_in_whatever_order_the_promises_hold(app: Flask) -> None:
    run_state_machine_as_test(
        Letter,
        settings=settings(
            max_examples=100,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        ),
    )
