"""What changes between an act and its proof: the Member's group, mailbox and seat, and the people around the letter.

The act is at three minutes to midnight, the change at midnight, the proof three minutes later. What is printed is how
the Member stood when the signature was given; what was proved before the change stays, what is proved after it is
looked at as things are then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns import team as teams
from campaign.campaigns.models import Role
from campaign.campaigns.rules import Right
from campaign.claims import mails, operations, queries, settling
from campaign.claims.models import Claim, Method
from campaign.claims.refusals import CannotClaim
from campaign.claims.rules import COOLING
from campaign.drafting import queries as drafting
from campaign.outbox import rendering
from campaign.roster.models import GroupMembership
from campaign.signing import operations as signing
from campaign.signing import queries as signatures
from campaign.signing.models import Signature
from campaign.signing.wishes import Wish
from campaign.web.refusals import Refusal
from tests import factories, mailbox
from tests.claims.conftest import Team

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
MIDNIGHT = clock.brussels_instant(TOMORROW, time())
ACT, PROOF = MIDNIGHT - timedelta(minutes=3), MIDNIGHT + timedelta(minutes=3)
NEW = "new@europarl.europa.eu"


@dataclass
class Begun:
    """What was begun before midnight; `finish` does what its proof takes, and raises why it cannot."""

    session: Session
    team: Team
    finish: Callable[[], Signature | None]


def by_link(session: Session, team: Team, *, code: bool) -> Begun:
    team.letter.code_required = code
    _invitation, secret = factories.make_invitation(session, team.letter, team.member)
    revision = drafting.current_revision(session, team.letter)
    assert revision is not None
    wish = Wish(digest=revision.digest)
    case = signatures.case_by_secret(session, secret, now=ACT)
    assert case is not None
    if code:
        signing.fill_in(session, case, wish, now=ACT)
        typed = mailbox.code_in(rendering.message(mailbox.waiting(session)[-1]))

    def finish() -> Signature:
        case = signatures.case_by_secret(session, secret, now=PROOF)
        assert case is not None
        done = (
            signing.confirm(session, case, typed, now=PROOF) if code else signing.sign(session, case, wish, now=PROOF)
        )
        assert isinstance(done, Signature)
        return done

    return Begun(session, team, finish)


def by_claim(session: Session, team: Team, method: Method, *, silence: bool = False) -> Begun:
    by = None if method is Method.AUTHORISED_ASSISTANT else team.first
    told = {"acted_at": ACT, "now": ACT, "evidence": {"good": True}, "by": by, "file": None}
    claim = operations.bring(session, team.letter, team.member, method=method, **told)
    secret = mails.answer_secret(claim)
    mailbox.leave(session, ACT)

    def approved() -> Signature:
        drafting.letter_of(session, team.second, team.letter.public_id, to=Right.APPROVE)  # as the page asks first
        return operations.approve(session, claim, by=team.second, now=PROOF)

    def confirmed() -> Signature:
        found = queries.claim_by_secret(session, secret)
        assert found is claim
        return operations.confirm(session, claim, now=PROOF)

    def unopposed() -> Signature | None:
        settling.ripen(session, now=PROOF + COOLING)
        return claim.signature

    if silence:
        return Begun(session, team, unopposed)
    asks = method in (Method.IN_PERSON, Method.AUTHORISED_ASSISTANT)
    return Begun(session, team, confirmed if asks else approved)


WAYS: dict[str, Callable[[Session, Team], Begun]] = {
    "link": lambda session, team: by_link(session, team, code=False),
    "link and code": lambda session, team: by_link(session, team, code=True),
    "reply by mail": lambda session, team: by_claim(session, team, Method.MAIL_REPLY),
    "paper sheet": lambda session, team: by_claim(session, team, Method.PAPER_SHEET),
    "signed file": lambda session, team: by_claim(session, team, Method.PDF_SIGNATURE),
    "in person": lambda session, team: by_claim(session, team, Method.IN_PERSON),
    "assistant, confirmed": lambda session, team: by_claim(session, team, Method.AUTHORISED_ASSISTANT),
    "assistant, unopposed": lambda session, team: by_claim(session, team, Method.AUTHORISED_ASSISTANT, silence=True),
}
APPROVED = ("reply by mail", "paper sheet", "signed file")


def another_group(begun: Begun) -> None:
    begun.team.member.groups[0].ends_on = TODAY
    begun.team.member.groups.append(GroupMembership(group_code="GREENS", starts_on=TOMORROW))


def another_mailbox(begun: Begun) -> None:
    begun.team.member.mailbox = NEW


def no_seat(begun: Begun) -> None:
    begun.team.member.mandates[0].ends_on = TODAY


def no_colleague(begun: Begun) -> None:
    team = begun.team
    campaign = team.letter.campaign
    teams.remove(begun.session, campaign, team.second.public_id, by=team.first, now=MIDNIGHT)


def a_lesser_colleague(begun: Begun) -> None:
    team = begun.team
    campaign = team.letter.campaign
    whose = team.second.public_id
    teams.change_role(begun.session, campaign, whose, role=Role.VIEWER, group=None, by=team.first, now=MIDNIGHT)


def without_who_brought_it(begun: Begun) -> None:
    team = begun.team
    campaign, session = team.letter.campaign, begun.session
    owner = {"role": Role.OWNER, "group": None, "by": team.first, "now": MIDNIGHT}
    teams.change_role(session, campaign, team.second.public_id, **owner)
    teams.remove(session, campaign, team.first.public_id, by=team.second, now=MIDNIGHT)


# What becomes of it: the group that is printed, or the reason why nothing is.
STANDS, DAY_AFTER, NOTHING = "SD", "GREENS", None
FROM_THE_MAILBOX = {"in person", "assistant, confirmed"}
CHANGES: dict[Callable[[Begun], None], Callable[[str], str | None]] = {
    another_group: lambda way: DAY_AFTER if way.startswith("link") else STANDS,
    another_mailbox: lambda way: (
        "other_mailbox"
        if way.startswith("link") or way in FROM_THE_MAILBOX
        else NOTHING
        if way == "assistant, unopposed"
        else STANDS
    ),
    no_seat: lambda way: (
        "no_mandate"
        if way.startswith("link")
        else "no_mailbox"
        if way in FROM_THE_MAILBOX
        else NOTHING
        if way == "assistant, unopposed"
        else STANDS
    ),
    no_colleague: lambda way: "letter" if way in APPROVED else STANDS,
    a_lesser_colleague: lambda way: "approve" if way in APPROVED else STANDS,
    without_who_brought_it: lambda way: STANDS,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_changes_before_the_proof(session: Session, team: Team, way: str, change: Callable[[Begun], None]) -> None:
    begun = WAYS[way](session, team)
    change(begun)
    session.flush()
    session.expire_all()
    try:
        signature = begun.finish()
    except Refusal as refusal:
        became: str | None = str(refusal.reason)
    else:
        became = signature.group_code if signature else NOTHING
    assert became == CHANGES[change](way)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_was_proved_before_a_change_stands_as_it_was_given(
    session: Session, team: Team, way: str, change: Callable[[Begun], None]
) -> None:
    begun = WAYS[way](session, team)
    signature = begun.finish()
    assert signature is not None
    printed = (signature.group_code, signature.standing, signature.given)
    change(begun)
    session.flush()
    session.expire_all()
    assert (signature.group_code, signature.standing, signature.given) == printed
    assert signatures.standing_signatures(session, team.letter) == [signature]


@pytest.mark.parametrize("way", sorted(FROM_THE_MAILBOX))
def test_the_new_mailbox_is_asked_and_the_old_ones_link_is_dead(session: Session, team: Team, way: str) -> None:
    begun = WAYS[way](session, team)
    claim = session.scalars(select(Claim)).one()
    old = mails.answer_secret(claim)
    another_mailbox(begun)
    session.flush()
    with pytest.raises(CannotClaim):
        operations.object_to(session, claim, now=PROOF)
    assert settling.ripen(session, now=PROOF) == 0
    assert queries.claim_by_secret(session, old) is None
    asked = mailbox.link_in(mailbox.only_mail(session, NEW), "/claims/")
    found = queries.claim_by_secret(session, asked.rpartition("/")[2])
    assert found is claim
    assert operations.confirm(session, claim, now=PROOF).standing


def test_only_the_new_mailboxs_silence_counts(session: Session, team: Team) -> None:
    begun = WAYS["assistant, unopposed"](session, team)
    another_mailbox(begun)
    session.flush()
    later = PROOF + COOLING
    settling.ripen(session, now=later)
    mailbox.leave(session, later)
    assert settling.ripen(session, now=later + timedelta(hours=23)) == 0
    assert settling.ripen(session, now=later + timedelta(hours=25)) == 1
    assert signatures.standing_signatures(session, team.letter)


def test_a_signature_without_a_code_is_not_taken_back_from_a_retired_mailbox_alone(
    session: Session, team: Team
) -> None:
    begun = WAYS["link"](session, team)
    signature = begun.finish()
    assert signature is not None
    another_mailbox(begun)
    session.flush()
    withdrawal = signing.ask_withdrawal(
        session, signatures.case_of(session, signature, now=PROOF), signature, now=PROOF
    )
    assert signature.standing is None, "hidden at once"
    assert withdrawal.confirmed_at is None, "and settled from the mailbox of today"
    assert mailbox.waiting(session, NEW)[-1].template == "withdrawal_code"
