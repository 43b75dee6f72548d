"""Whatever happens in whatever order: no standing signature without the Member's yes to a text that differs by
corrections alone.

The check goes by the history of kinds, not by the `basis` that the program itself goes by.
"""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.db import transaction
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter, LetterState, Revision, RevisionKind
from campaign.inviting.models import Invitation
from campaign.revising import mails, objecting, queries
from campaign.revising.models import ObjectionLink
from campaign.signing import operations as signing
from campaign.signing import queries as signatures
from campaign.signing.models import Signature
from campaign.signing.wishes import Wish
from campaign.web.refusals import Refusal
from tests import factories
from tests.revising.conftest import publish

NOON = factories.NOON
WORDS = ("detained", "detainned", "ditained", "detaimed", "detayned", "detainad")
MEMBERS = 3
acts = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "sign",
                "sign",
                "sign",
                "old",
                "correct",
                "correct",
                "material",
                "object",
                "hide",
                "keep",
                "withdraw",
                "close",
                "late",
            ]
        ),
        st.integers(0, MEMBERS - 1),
    ),
    max_size=25,
)


class Story:
    """One letter and three Members, to whom things happen."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.letter = factories.make_open_letter(session, code_required=False, body="He was detained in Sarograd.")
        self.by = self.letter.campaign.team[0].organiser
        asked = [factories.make_invitation(session, self.letter) for _each in range(MEMBERS)]
        self.secrets = [secret for _invitation, secret in asked]
        self.seen = self.digest()
        self.now = NOON
        self.changes = 0

    def digest(self) -> str:
        return (
            self.session.scalars(
                select(Revision).where(Revision.letter_id == self.letter.id).order_by(Revision.number.desc()).limit(1)
            )
            .one()
            .digest
        )

    def tell(self, act: str, who: int) -> None:
        """One act, by one Member or the organisers; what is refused did not happen."""
        self.now += timedelta(minutes=1)
        try:
            with self.session.begin_nested():
                getattr(self, act)(who)
        except Refusal:
            self.session.expire_all()

    def sign(self, who: int, digest: str | None = None) -> None:
        case = signatures.case_by_secret(self.session, self.secrets[who], now=self.now, to_write=True)
        assert case is not None
        signing.sign(self.session, case, Wish(digest=digest or self.digest()), now=self.now)

    def old(self, who: int) -> None:
        """Sends the form of the very first page."""
        self.sign(who, self.seen)

    def correct(self, who: int) -> None:
        self.changes += 1
        word = WORDS[self.changes % len(WORDS)]
        publish(self.session, self.letter, RevisionKind.CORRECTION, now=self.now, body=f"He was {word} in Sarograd.")

    def material(self, who: int) -> None:
        self.changes += 1
        body = f"Number {self.changes}: he was detained in Sarograd."
        publish(self.session, self.letter, RevisionKind.MATERIAL, now=self.now, body=body)

    def object(self, who: int) -> None:
        query = select(ObjectionLink).join(Signature).join(Invitation).where(Invitation.id == self._invitation(who))
        for link in self.session.scalars(query.order_by(ObjectionLink.id)):
            secret = mails.objection_secret(link.signature, link.revision)
            assert queries.objection_by_secret(self.session, secret) is link
            objecting.object_to(self.session, link, now=self.now)

    def hide(self, who: int) -> None:
        signature = self._newest(who)
        if signature is not None:
            self.letter.code_required = True  # so that it waits to be settled
            case = signatures.locked_case_of(self.session, signature, now=self.now)
            signing.ask_withdrawal(self.session, case, signature, now=self.now)
            self.letter.code_required = False

    def keep(self, who: int) -> None:
        signature = self._newest(who)
        withdrawal = signature.withdrawal if signature else None
        if signature is not None and withdrawal is not None:
            signing._unsettled(signature)
            withdrawal.kept_at, signature.standing = self.now, True
            self.session.flush()

    def withdraw(self, who: int) -> None:
        signature = self._newest(who)
        if signature is not None:
            case = signatures.locked_case_of(self.session, signature, now=self.now)
            signing.ask_withdrawal(self.session, case, signature, now=self.now)

    def close(self, who: int) -> None:
        drafting.close(self.session, self.letter, by=self.by, now=self.now)

    def late(self, who: int) -> None:
        until = self.now + timedelta(days=1)
        drafting.accept_late(self.session, self.letter, until=until, reason="Asked.", by=self.by, now=self.now)

    def _invitation(self, who: int) -> int:
        case = signatures.case_by_secret(self.session, self.secrets[who], now=self.now)
        assert case is not None
        return case.invitation.id

    def _newest(self, who: int) -> Signature | None:
        query = select(Signature).where(Signature.invitation_id == self._invitation(who))
        return self.session.scalars(query.order_by(Signature.id.desc()).limit(1)).first()


def check(session: Session, letter: Letter) -> None:
    """Every standing signature was given for a text after which only corrections came, each shown to its Member."""
    session.expire_all()
    revisions = list(session.scalars(select(Revision).where(Revision.letter_id == letter.id).order_by(Revision.number)))
    standing = signatures.standing_signatures(session, letter)
    for signature in standing:
        after = [each.kind for each in revisions if each.number > signature.signed_text.number]
        assert set(after) <= {RevisionKind.CORRECTION}
        assert signature.lapsed_at is None
        corrections = {each.id for each in revisions if each.number > signature.signed_text.number}
        links = session.scalars(select(ObjectionLink).where(ObjectionLink.signature_id == signature.id)).all()
        assert {link.revision_id for link in links if not link.objected_at} >= corrections
    assert len({each.ep_id for each in standing}) == len(standing)


class Undo(Exception):
    """The story is over; nothing of it stays."""


@pytest.mark.usefixtures("app")
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(acts)
def test_no_signature_stands_on_a_text_its_member_did_not_confirm(happened: list[tuple[str, int]]) -> None:
    with pytest.raises(Undo):
        _tell(happened)


def _tell(happened: list[tuple[str, int]]) -> None:
    with transaction() as session:
        story = Story(session)
        for act, who in happened:
            story.tell(act, who)
            check(session, story.letter)
        raise Undo


def test_the_story_can_go_far(session: Session, now: datetime) -> None:
    """The acts do happen: the property would be worth nothing if everything was refused."""
    story = Story(session)
    for act, who in [("sign", 0), ("sign", 1), ("correct", 0), ("object", 1), ("sign", 1), ("sign", 2)]:
        story.tell(act, who)
    check(session, story.letter)
    assert len(signatures.standing_signatures(session, story.letter)) == 3
    story.tell("hide", 2)
    story.tell("material", 0)
    story.tell("keep", 2)
    assert signatures.standing_signatures(session, story.letter) == []
    for act, who in [("old", 0), ("sign", 0), ("close", 0), ("late", 0), ("sign", 2)]:
        story.tell(act, who)
    check(session, story.letter)
    assert story.letter.state is LetterState.CLOSED
    assert len(signatures.standing_signatures(session, story.letter)) == 2
