"""Load the demo through the same operations that people use, with the clock set back: its past really happened."""

import json
import random
import re
import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from flask_security.utils import hash_password
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns.models import Campaign, TeamPlace
from campaign.db import transaction
from campaign.delivering import operations as delivering
from campaign.demo import past, people, scribbles, texts
from campaign.drafting import operations as drafting
from campaign.drafting.models import Addressee, Letter
from campaign.inviting import operations as inviting
from campaign.inviting.models import Invitation
from campaign.organisers import operations as organisers
from campaign.organisers.models import Organiser
from campaign.outbox import rendering
from campaign.outbox.models import MailState, OutgoingMail
from campaign.parliament import names
from campaign.roster.models import GroupMembership, Mandate, Member
from campaign.signing import autographs
from campaign.signing import operations as signing
from campaign.signing import queries as signing_queries
from campaign.signing.models import AutographKind
from campaign.signing.rules import Case
from campaign.signing.wishes import Wish

LOGIN = "organiser@example.org"
ASKED_JUST_NOW = 8
Progress = Callable[[str], None]


def load(*, now: datetime, tell: Progress) -> str:
    """Load the demo, once, and give its organiser a new password, each time; returns the password."""
    password = secrets.token_urlsafe(9)
    with transaction() as session:
        organiser = session.scalar(select(Organiser).where(Organiser.email == LOGIN))
        fresh = organiser is None
        if organiser is None:
            organiser = Organiser(email=LOGIN, name="Robin Example", created_at=now - timedelta(days=60))
            session.add(organiser)
        organiser.password = hash_password(password)
        organisers.make_operator(session, organiser, now=now)
    if fresh:
        _story(now, tell)
    return password


def _story(now: datetime, tell: Progress) -> None:
    with transaction() as session:
        organiser = session.scalars(select(Organiser).where(Organiser.email == LOGIN)).one()
        tell("Members")
        members = _members(session, now=now)
        tell("the record of 2017")
        past.load(session, organiser, now=now)
        campaign = Campaign(title=texts.CAMPAIGN, story=texts.STORY, created_at=now - timedelta(days=58))
        campaign.team.append(TeamPlace(organiser=organiser))
        session.add(campaign)
        tell("a closed letter")
        _closed_letter(session, campaign, organiser, members, now=now)
        tell("an open letter")
        _open_letter(session, campaign, organiser, members, now=now)


def _members(session: Session, *, now: datetime) -> list[Member]:
    found = [_member(person, now) for person in people.members()]
    session.add_all(found)
    session.flush()
    return found


def _member(person: people.Person, now: datetime) -> Member:
    sort_name = names.sort_name(person.surname, person.ep_id)
    local = re.sub(r"[^a-z]+", "", names.fold(person.given)) + "." + re.sub(r"[^a-z]+", "", names.fold(person.surname))
    member = Member(
        ep_id=person.ep_id,
        given=person.given,
        surname=person.surname,
        sort_name=sort_name,
        sort_key=names.sort_key(sort_name, person.given, person.ep_id),
        folded=names.search_text(names.PersonName(person.given, person.surname)),
        mailbox=f"{local}@parliament.example.org",
        updated_at=now,
    )
    since = date(2024, 7, 16)
    member.mandates.append(Mandate(term=10, country=person.country, party=person.party, starts_on=since))
    member.groups.append(GroupMembership(group_code=person.group, starts_on=since))
    return member


def _letter(
    session: Session, campaign: Campaign, words: dict[str, object], addressees: Sequence[dict[str, str]], at: datetime
) -> Letter:
    letter = Letter(
        campaign=campaign, dated_on=clock.brussels_day(at), created_at=at - timedelta(days=2), saved_at=at, **words
    )
    letter.addressees = [Addressee(position=place, **each) for place, each in enumerate(addressees, 1)]
    session.add(letter)
    session.flush()
    return letter


def _closed_letter(
    session: Session, campaign: Campaign, organiser: Organiser, members: Sequence[Member], *, now: datetime
) -> None:
    opened, closed = now - timedelta(days=40), now - timedelta(days=26)
    letter = _letter(session, campaign, texts.CLOSED_LETTER, [texts.PROSECUTOR], opened)
    letter.deadline_at = closed
    drafting.open_for_signature(session, letter, by=organiser, now=opened)
    invitations = inviting.invite(session, letter, members[::2], by=organiser, now=opened + timedelta(hours=1))
    answers = _Answers(session, seed=11, first=opened + timedelta(hours=3), last=closed - timedelta(hours=5))
    answers.give(invitations, sign=34, decline=4, bounce=2, start=3)
    drafting.close(session, letter, by=organiser, now=closed)
    delivering.issue_edition(session, letter, by=organiser, now=closed + timedelta(hours=2))
    _cancel_waiting(session)


def _open_letter(
    session: Session, campaign: Campaign, organiser: Organiser, members: Sequence[Member], *, now: datetime
) -> None:
    opened = now - timedelta(days=6, hours=3)
    addressees = [texts.PRESIDENT, texts.PROSECUTOR]
    letter = _letter(session, campaign, texts.OPEN_LETTER, addressees, opened)
    letter.deadline_at = clock.end_of_brussels_day(clock.brussels_day(now) + timedelta(days=9))
    drafting.open_for_signature(session, letter, by=organiser, now=opened)
    asked = [each for number, each in enumerate(members) if number % 8]
    earlier, later = asked[ASKED_JUST_NOW:], asked[:ASKED_JUST_NOW]
    invitations = inviting.invite(session, letter, earlier, by=organiser, now=opened + timedelta(hours=2))
    answers = _Answers(session, seed=7, first=opened + timedelta(hours=4), last=now - timedelta(hours=1))
    answers.give(invitations, sign=43, decline=5, bounce=3, start=6)
    _cancel_waiting(session)
    # These wait for the worker: whoever tries the demo opens one of them as the Member who gets it.
    inviting.invite(session, letter, later, by=organiser, now=now)


class _Answers:
    """What invited Members did, spread over the days a letter was open."""

    def __init__(self, session: Session, *, seed: int, first: datetime, last: datetime) -> None:
        self.session = session
        self.dice = random.Random(seed)  # noqa: S311 - the demo is the same each time
        self.first, self.last = first, last

    def give(self, invitations: Sequence[Invitation], *, sign: int, decline: int, bounce: int, start: int) -> None:
        """So many of them sign, decline, bounce or stop half-way; the others say nothing yet."""
        secrets_of = {each.id: _secret(each) for each in invitations}
        _all_sent(self.session, invitations)
        shuffled = list(invitations)
        self.dice.shuffle(shuffled)
        for invitation in shuffled[:bounce]:
            mail = invitation.links[0].mailed
            mail.state, mail.last_error = MailState.REFUSED, "550 5.1.1 mailbox unavailable"
        rest = shuffled[bounce:]
        times = sorted(self.dice.random() ** 1.7 for _ in range(sign + decline))
        for place, (invitation, share) in enumerate(zip(rest, times, strict=False)):
            at = self.first + (self.last - self.first) * share
            case = signing_queries.case_by_secret(self.session, secrets_of[invitation.id], now=at)
            assert case is not None, "the link was made a moment ago"
            if place % ((sign + decline) // decline) == 1 and place < decline * ((sign + decline) // decline):
                reason = "I have written to the ambassador myself." if place == 1 else ""
                signing.decline(self.session, case, reason, now=at)
            else:
                signing.sign(self.session, case, self._wish(case), now=at, code_confirmed_at=at)
        for invitation in rest[sign + decline : sign + decline + start]:
            invitation.started_at = self.last
        self.session.flush()

    def _wish(self, case: Case) -> Wish:
        assert case.revision is not None, "the letter is open"
        kind = self.dice.choices([AutographKind.DRAWN, AutographKind.TYPED, AutographKind.NONE], [5, 2, 3])[0]
        autograph = None
        if kind == AutographKind.DRAWN:
            autograph = autographs.drawn(json.dumps(scribbles.scribble(case.invitation.ep_id)))
        elif kind == AutographKind.TYPED:
            autograph = {"text": case.invitation.member.name}
        return Wish(digest=case.revision.digest, kind=kind, autograph=autograph)


def _secret(invitation: Invitation) -> str:
    """The secret in the invitation's mail, read as the Member would who opens it."""
    mail = json.dumps(dict(rendering.opened(invitation.links[0].mailed).values))
    found = re.search(r"/sign/([\w-]+)", mail)
    assert found, "an invitation holds its link"
    return found.group(1)


def _all_sent(session: Session, invitations: Sequence[Invitation]) -> None:
    """The invitations left minutes after they were queued."""
    for invitation in invitations:
        mail = invitation.links[0].mailed
        mail.state, mail.settled_at, mail.content = MailState.SENT, mail.queued_at + timedelta(minutes=3), None
    session.flush()


def _cancel_waiting(session: Session) -> None:
    """Receipts of the invented past need not reach anybody now."""
    waiting = update(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)
    session.execute(waiting.values(state=MailState.SENT, settled_at=OutgoingMail.queued_at, content=None))
