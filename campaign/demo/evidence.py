"""Ways of signing that do not count by themselves, as far as they came: a sheet, a desk, an assistant, a word."""

import json
import uuid
from collections.abc import Sequence
from datetime import timedelta

from campaign import clock
from campaign.acting import operations as acting
from campaign.acting import queries as in_hand
from campaign.claims import ink, inking
from campaign.claims import operations as claims
from campaign.claims.models import Method, Recognised
from campaign.demo import mailbox, papers, scribbles
from campaign.demo.cast import Cast
from campaign.desk import operations as desks
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.inviting.models import Invitation
from campaign.offices import handing, operations, queries
from campaign.offices.models import Scope
from campaign.offices.rules import Office
from campaign.roster.models import Member
from campaign.signing import autographs
from campaign.signing.models import AutographKind
from campaign.signing.wishes import Wish

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def sheet(cast: Cast, letter: Letter, members: Sequence[Member]) -> None:
    """Kim had a sheet signed at an event: of three signed rows Robin has approved one."""
    session, at = cast.session, cast.now - DAY
    paper = inking.make(session, letter, members, title="Evening on press freedom", by=cast.kim, now=at - 4 * HOUR)
    places = inking.rows_on(paper, 1)
    signed = {row: place for row, place in places.items() if row.number < len(members)}
    picture = papers.scanned(paper.public_id, list(signed.values()))
    numbered = {row.number: place for row, place in places.items()}
    empty = ink.empty_rows(picture, paper.public_id, numbered)
    page = inking.Brought(1, picture, Recognised.STRAIGHTENED, empty)
    day = clock.brussels_day(at)
    kept = inking.keep(session, paper, [page], signed_on=day, witness="Kim Sample", by=cast.kim, now=at)
    brought, _refused = inking.bring_rows(session, kept[0], signed, shift=0, by=cast.kim, now=at)
    claims.approve(session, brought[0], by=cast.robin, now=at + HOUR)


def desk(cast: Cast, letter: Letter, member: Member) -> None:
    """A Member signed on Kim's tablet an hour ago; the mailbox has not confirmed it yet."""
    opened, _secret = desks.start(
        cast.session, letter, place="Brussels, Spinelli building", by=cast.kim, now=cast.now - 3 * HOUR
    )
    drawn = autographs.drawn(json.dumps(scribbles.scribble(member.ep_id)))
    wish = Wish(digest=_digest(cast, letter), kind=AutographKind.DRAWN, autograph=drawn)
    signed = desks.Sheet(
        key=str(uuid.uuid4()),
        content_digest="",
        desk=opened.public_id,
        ep_id=member.ep_id,
        drawn_at=cast.now - HOUR,
        wish=wish,
    )
    desks.take(cast.session, opened, signed, now=cast.now - HOUR)


def word(cast: Cast, letter: Letter, member: Member) -> None:
    """A Member said yes in a corridor, which counts for nothing."""
    claims.bring(
        cast.session,
        letter,
        member,
        method=Method.WORD,
        by=cast.robin,
        acted_at=cast.now - 5 * HOUR,
        now=cast.now - 4 * HOUR,
        evidence={},
    )


def assistant(cast: Cast, letter: Letter, invitation: Invitation) -> None:
    """An office authorised its assistant, who signed for the Member: it counts unless the Member objects in time."""
    session, member, at = cast.session, invitation.member, cast.now - 2 * DAY
    operations.send_link(session, member, now=at)
    office = queries.office_by_secret(session, mailbox.link(session, str(member.mailbox), "/office/"), now=at)
    address = f"jo.beispiel@{office.mailbox.partition('@')[2]}"
    operations.ask_registration(session, office, "Jo Beispiel", address, now=at)
    _enter_code(cast, office)
    person = queries.assistant_by_secret(session, mailbox.link(session, address, "/assistant/"))
    operations.confirm_assistant(session, person, now=at + HOUR)
    until = clock.brussels_day(cast.now + timedelta(days=90))
    operations.ask_authorisation(session, office, person, Scope.STANDING, None, ends_on=until, now=at)
    _enter_code(cast, office)
    given = handing.hand_over(session, office, invitation, person, now=at + 2 * HOUR)
    mailbox.emptied(session)
    when = cast.now - 6 * HOUR
    case = in_hand.case(session, given, now=when)
    acting.sign(session, given, case, Wish(digest=_digest(cast, letter)), now=when, network="")


def _enter_code(cast: Cast, office: Office) -> None:
    typed = mailbox.code(cast.session, office.mailbox)
    refused = operations.enter_code(cast.session, office, typed, now=cast.now - 2 * DAY)
    assert refused is None, "the code is the one that was mailed"


def _digest(cast: Cast, letter: Letter) -> str:
    revision = drafting.current_revision(cast.session, letter)
    assert revision is not None, "the letter is open"
    return revision.digest
