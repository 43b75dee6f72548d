"""Real rows with sensible defaults. Members are invented; their numbers start far above the Parliament's."""

import io
import uuid
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import clock, tokens
from campaign.campaigns.models import Campaign, Role, TeamInvitation, TeamPlace
from campaign.claims import inking
from campaign.claims import operations as claims
from campaign.claims.models import Claim, Method, Paper, Scan
from campaign.config import Settings
from campaign.delivering import operations as delivering
from campaign.delivering import queries as editions
from campaign.delivering.models import Channel
from campaign.desk import operations as desks
from campaign.desk.models import Desk, DeskSheet
from campaign.desk.operations import Sheet
from campaign.drafting import operations as drafting
from campaign.drafting.models import Addressee, Letter, Revision
from campaign.handover import replying, standings
from campaign.handover.kinds import ReplyChannel, ReplyKind
from campaign.handover.models import Reply
from campaign.handover.replying import ReplyFacts
from campaign.inviting import mails, queries
from campaign.inviting.models import Invitation, MailKind, PersonalLink
from campaign.organisers import operations as organisers
from campaign.organisers.models import LoginSession, Organiser, Passkey
from campaign.outbox import operations as outbox
from campaign.parliament import names
from campaign.roster.models import GroupMembership, Mandate, Member
from campaign.roster.queries import Place
from campaign.signing.models import Assurance, Signature
from campaign.signing.wishes import Wish
from campaign.statements import mails as statements
from campaign.statements.models import Statement
from campaign.verifying import operations as verifying
from campaign.verifying.models import Enquiry, VerifyingRound
from campaign.web.brought import Brought

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
_numbers = count(9_000_001)
_organisers = count(1)


def settings(folder: Path, **changes: object) -> Settings:
    values: dict[str, object] = {
        "secret_key": "a key for tests only, long enough to pass",
        "public_url": "http://localhost",
        "operator_name": "Example Operator",
        "operator_email": "operator@example.org",
        "mail_from": "letters@example.org",
        "instance_folder": str(folder),
        "mail_folder": str(folder / "mails"),
    }
    return Settings(**(values | changes))  # type: ignore[arg-type]


def make_organiser(session: Session, **changes: Any) -> Organiser:
    number = next(_organisers)
    values: dict[str, Any] = {
        "email": f"organiser{number}@example.org",
        "name": f"Organiser {number}",
        "password": None,
        "created_at": NOON,
    }
    organiser = Organiser(**(values | changes))
    session.add(organiser)
    session.flush()
    return organiser


def make_operator(session: Session, **changes: Any) -> Organiser:
    """An organiser who runs the installation."""
    organiser = make_organiser(session, **changes)
    organisers.make_operator(session, organiser, now=_began())
    session.flush()
    return organiser


def join_team(
    session: Session, campaign: Campaign, role: Role, *, group: str | None = None, organiser: Organiser | None = None
) -> Organiser:
    """A colleague in the campaign's team."""
    organiser = organiser or make_organiser(session)
    session.add(TeamPlace(campaign=campaign, organiser=organiser, role=role, group_code=group))
    session.flush()
    return organiser


def make_login(session: Session, organiser: Organiser, *, second_factor: bool = False) -> LoginSession:
    """A session on some other browser."""
    row = LoginSession(organiser_id=organiser.id, digest=tokens.digest(tokens.new_token()), second_factor=second_factor)
    row.browser, row.network, row.made_at, row.seen_at = "Firefox, Linux", "192.0.2.0/24", NOON, NOON
    session.add(row)
    session.flush()
    return row


def make_passkey(session: Session, organiser: Organiser, **changes: Any) -> Passkey:
    """A passkey that no device holds."""
    values: dict[str, Any] = {"name": "Phone", "public_key": b"none", "sign_count": 0, "made_at": NOON}
    values["credential_id"] = tokens.new_token()
    passkey = Passkey(organiser_id=organiser.id, **(values | changes))
    session.add(passkey)
    session.flush()
    return passkey


def make_team_invitation(
    session: Session, campaign: Campaign, by: Organiser, *, email: str = "new@example.org", role: Role = Role.EDITOR
) -> tuple[TeamInvitation, str]:
    """Somebody asked to join, without the mail, and the secret of the link."""
    secret = tokens.new_token()
    invitation = TeamInvitation(campaign=campaign, email=email, role=role, by=by, digest=tokens.digest(secret))
    invitation.made_at, invitation.ends_at = NOON, NOON + timedelta(days=14)
    session.add(invitation)
    session.flush()
    return invitation, secret


def make_campaign(session: Session, organiser: Organiser | None = None, **changes: Any) -> Campaign:
    organiser = organiser or make_organiser(session)
    campaign = Campaign(**({"title": "The case of Ilja Brandt", "created_at": NOON} | changes))
    campaign.team.append(TeamPlace(organiser=organiser))
    session.add(campaign)
    session.flush()
    return campaign


def make_letter(session: Session, campaign: Campaign | None = None, **changes: Any) -> Letter:
    """A draft letter with one addressee, ready to be opened."""
    values: dict[str, Any] = {
        "title": "Release Ilja Brandt",
        "place": "Brussels",
        "dated_on": date(2026, 11, 23),
        "subject": "Detention of Ilja Brandt",
        "body": "We write about **Ilja Brandt**, held since March.\n\n1. Release him.\n2. Let a doctor see him.",
        "closing": "Yours faithfully,",
        "deadline_at": NOON + timedelta(days=10),
        "created_at": NOON,
        "saved_at": NOON,
    }
    letter = Letter(campaign=campaign or make_campaign(session), **(values | changes))
    letter.addressees.append(
        Addressee(
            position=1,
            name="H.E. Mr Anton Varga",
            office="President of Sarovia",
            postal="1 Palace Square\n10000 Sarograd",
            salutation="Your Excellency,",
        )
    )
    session.add(letter)
    session.flush()
    return letter


def make_open_letter(session: Session, campaign: Campaign | None = None, **changes: Any) -> Letter:
    """A letter open for signature with its first revision."""
    letter = make_letter(session, campaign, **changes)
    drafting.open_for_signature(session, letter, by=letter.campaign.team[0].organiser, now=_began())
    return letter


def _began() -> datetime:
    """NOON, and never later than now: a server in the real time takes nothing while events are ahead of its clock."""
    return min(NOON, clock.now())


def make_member(session: Session, **changes: Any) -> Member:
    """An invented sitting Member: a mandate, a group, a mailbox."""
    ep_id = changes.pop("ep_id", None) or next(_numbers)
    given, surname = changes.pop("given", "Ada"), changes.pop("surname", f"TESTER{ep_id % 1000}")
    country, group, party = (
        changes.pop("country", "BE"),
        changes.pop("group", "SD"),
        changes.pop("party", "Example Party"),
    )
    sort_name = names.sort_name(surname, ep_id)
    member = Member(
        ep_id=ep_id,
        given=given,
        surname=surname,
        sort_name=sort_name,
        sort_key=names.sort_key(sort_name, given, ep_id),
        folded=names.fold(f"{given} {surname}"),
        mailbox=changes.pop("mailbox", f"member{ep_id}@europarl.europa.eu"),
        updated_at=NOON,
        **changes,
    )
    member.mandates.append(Mandate(term=10, country=country, party=party, starts_on=date(2024, 7, 16)))
    member.groups.append(GroupMembership(group_code=group, starts_on=date(2024, 7, 16)))
    session.add(member)
    session.flush()
    return member


def make_invitation(
    session: Session, letter: Letter | None = None, member: Member | None = None
) -> tuple[Invitation, str]:
    """An invitation whose mail is queued, and the secret in its link."""
    letter = letter or make_open_letter(session)
    member = member or make_member(session)
    secret = tokens.new_token()
    invitation = Invitation(letter=letter, member=member, invited_at=NOON)
    session.add(invitation)
    session.flush()
    place = Place(member, member.mandates[0], member.groups[0].group_code if member.groups else None, sits=True)
    values = mails.placeholders(letter, place, "Example Operator")
    text = queries.covering_text(session, letter)
    mail = mails.personal(invitation, text, MailKind.INVITATION, values=values, secret=secret)
    invitation.links.append(
        PersonalLink(
            digest=tokens.digest(secret),
            unsubscribe_digest=tokens.digest(mails.unsubscribe_secret(secret)),
            kind=MailKind.INVITATION,
            mailbox=str(member.mailbox),
            mail=outbox.enqueue(session, mail, now=NOON),
            made_at=NOON,
        )
    )
    session.flush()
    return invitation, secret


def make_signature(session: Session, letter: Letter, member: Member | None = None, **changes: Any) -> Signature:
    """A standing signature under the letter's latest revision, as if link and code had been used."""
    member = member or make_member(session)
    invitation = changes.pop("invitation", None) or make_invitation(session, letter, member)[0]
    revision = session.scalars(
        select(Revision).where(Revision.letter_id == letter.id).order_by(Revision.number.desc()).limit(1)
    ).one()
    values: dict[str, Any] = {
        "signed_at": NOON,  # at the latest: letters are closed at NOON too, and who signs after that is late
        "assurance": Assurance.LINK_AND_CODE,
        "given": member.given,
        "surname": member.surname,
        "sort_name": member.sort_name,
        "sort_key": member.sort_key,
        "country": member.mandates[-1].country,
        "group_code": member.groups[-1].group_code,
        "party": member.mandates[-1].party,
        "consent_version": "1",
        "evidence": {},
    }
    stands = changes.pop("standing", True)
    signature = Signature(
        letter_id=letter.id,
        revision_id=revision.id,
        invitation_id=invitation.id,
        ep_id=member.ep_id,
        **(values | changes),
    )
    invitation.answered_at = signature.signed_at
    session.add(signature)
    session.flush()
    if not stands:  # None given at once would be taken for the column's default
        signature.standing = None
        session.flush()
    return signature


def grey_page() -> bytes:
    """A scanned page without anything on it."""
    written = io.BytesIO()
    Image.new("L", (150, 210), 255).save(written, "PNG")
    return written.getvalue()


def make_paper(
    session: Session, letter: Letter, by: Organiser, page: bytes, now: datetime = NOON
) -> tuple[Paper, Scan]:
    """A sheet with one row to sign in ink, and a scan of its first page."""
    paper = inking.make(session, letter, [make_member(session)], title="An evening", by=by, now=now)
    terms: dict[str, Any] = {"signed_on": now.date(), "witness": "Ina First", "by": by, "now": now}
    return paper, inking.keep(session, paper, [inking.Brought(1, page)], **terms)[0]


def make_claim(
    session: Session, letter: Letter, member: Member | None = None, *, by: Organiser | None = None, **changes: Any
) -> Claim:
    """Something that somebody says this Member did under an open letter; in person unless said otherwise."""
    values: dict[str, Any] = {"method": Method.IN_PERSON, "acted_at": NOON, "now": NOON, "evidence": {"good": True}}
    return claims.bring(session, letter, member or make_member(session), by=by, **(values | changes))


def make_desk(session: Session, letter: Letter, witness: Organiser | None = None, **changes: Any) -> tuple[Desk, str]:
    """A desk for this letter, and the secret that its tablet holds."""
    witness = witness or letter.campaign.team[0].organiser
    place, now = changes.get("place", "Strasbourg, LOW N1.3"), changes.get("now", NOON)
    return desks.start(session, letter, place=place, by=witness, now=now)


def make_sheet(session: Session, desk: Desk, member: Member | None = None, *, now: datetime = NOON) -> DeskSheet:
    """What a Member signed at a desk, by name only; it waits for the registered mailbox."""
    member = member or make_member(session)
    revisions = select(Revision).where(Revision.letter_id == desk.letter_id)
    revision = session.scalars(revisions.order_by(Revision.number.desc()).limit(1)).one()
    key = str(uuid.uuid4())
    sheet = Sheet(
        key=key,
        content_digest=tokens.digest(key),
        desk=desk.public_id,
        ep_id=member.ep_id,
        drawn_at=now,
        wish=Wish(digest=revision.digest),
    )
    return desks.take(session, desk, sheet, now=now)


def make_reply(session: Session, letter: Letter, by: Organiser, *, is_public: bool = True) -> Reply:
    """An answer to a closed letter that was delivered, with a page, for everybody to see."""
    edition = next(iter(editions.editions_of(session, letter)), None)
    edition = edition or delivering.issue_edition(session, letter, by=by, now=NOON)
    party = standings.standing(session, letter, now=NOON).rows[0].party
    handed: dict[str, Any] = {
        "addressee": party.name,
        "position": party.position,
        "channel": Channel.BY_HAND,
        "delivered_at": NOON,
    }
    delivering.record_delivery(session, edition, by=by, now=NOON, **handed)
    row = standings.standing(session, letter, now=NOON).rows[0]
    page = Brought(b"%PDF-1.7 answer", "answer.pdf", "application/pdf")
    facts = ReplyFacts(
        kind=ReplyKind.ANSWER, channel=ReplyChannel.POST, came_on=NOON.date(), language="en", papers=(page,)
    )
    reply = replying.write_down(session, letter, row, facts, by=by, now=NOON)
    if is_public:
        replying.publish(session, reply, shows_files=True, by=by, now=NOON)
    return reply


def make_round(session: Session, letter: Letter, by: Organiser) -> tuple[VerifyingRound, str]:
    """A round that asks every signatory of the letter, and the secret in the first mail."""
    asked = verifying.start(session, letter, wait_until=NOON + timedelta(days=3), by=by, now=NOON)
    secret = tokens.new_token()
    first = session.scalars(select(Enquiry).where(Enquiry.round_id == asked.id).order_by(Enquiry.id).limit(1)).one()
    first.digest = tokens.digest(secret)
    session.flush()
    return asked, secret


def make_statement(session: Session, member: Member | None = None, **changes: Any) -> Statement:
    """A published statement about a document from elsewhere, made at NOON."""
    member = member or make_member(session)
    values: dict[str, Any] = {
        "public_id": tokens.new_public_id(),
        "title": "An open letter",
        "seen": "a news site",
        "asked_at": NOON,
        "given": member.given,
        "surname": member.surname,
        "country": "BE",
        "confirmed_at": NOON,
        "is_published": True,
    }
    statement = Statement(ep_id=member.ep_id, **(values | changes))
    statement.link_digest = tokens.digest(statements.secret(statement))
    session.add(statement)
    session.flush()
    return statement
