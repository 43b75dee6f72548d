"""A letter with an invented crowd: Members spread like the Parliament, some of whom signed, declined or bounced."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from sqlalchemy import insert
from sqlalchemy.orm import Session

from campaign import tokens
from campaign.drafting.models import Letter
from campaign.inviting.models import Invitation, MailKind, PersonalLink
from campaign.outbox.models import MailState, OutgoingMail
from campaign.parliament import names, terms
from campaign.roster.models import GroupMembership, Mandate, Member
from campaign.signing.models import Assurance, Decline, Signature

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
TERM_BEGAN = date(2024, 7, 16)
GROUPS = (
    ["EPP"] * 26 + ["SD"] * 19 + ["PFE"] * 12 + ["ECR"] * 11 + ["RENEW"] * 10 + ["GREENS"] * 7 + ["LEFT"] * 6
    + ["NI"] * 4 + ["ESN"] * 4
)  # fmt: skip
#: How readily a group's Members of this invented crowd answer, in tenths.
ZEAL = {"SD": 6, "GREENS": 8, "RENEW": 5, "LEFT": 7, "EPP": 4, "ECR": 2, "NI": 2, "PFE": 0, "ESN": 0}
GIVEN = (
    *("Ada", "Bruno", "Cezary", "Daina", "Eino", "Filippa", "Gergő", "Hana", "Ivo", "Jūratė", "Kalle", "Lidija"),
    *("Mátyás", "Nóra", "Øyvind", "Petra", "Quentin", "Róża", "Stoyan", "Tereza", "Ülle", "Wiebe", "Ylva", "Zuzanna"),
)
SURNAMES = (
    *("ALMBERG", "BRANDÃO", "ČERNIK", "DĄBRAWA", "EKMARK", "FERRANTO", "GÖRLITZER", "HOLUBEK", "ILVES-SAAR"),
    *("JANKÓ", "KAVALIS", "LINDQUARD", "McARDEN", "NOWACKI", "ÓRFALVI", "PETRESCU-LUNGU", "QUINTAVALLE"),
    *("ROUSSILLE", "ŠIMKEVIČ", "TÄHTINEN", "URBANČIČ", "VAN DER LEIJE", "WESTERGÅRD", "ZAHARIEV", "ŁĄCZKOWIC"),
)
_links = count(1)


def spread(number: int) -> list[tuple[str, str]]:
    """(country, group) of so many Members, countries by their seats in the Parliament."""
    seats = terms.ALL[-1].seats_on(TERM_BEGAN)
    total = sum(seats.values())
    shares = {country.code: max(1, round(count * number / total)) for country, count in seats.items()}
    codes = [code for code, share in shares.items() for _ in range(share)][:number]
    codes += ["DE"] * (number - len(codes))
    return [(code, GROUPS[at * 37 % len(GROUPS)]) for at, code in enumerate(codes)]


def seat(session: Session, number: int, *, first: int = 9_100_001) -> list[int]:
    """So many invented Members who sit today; their numbers."""
    members, mandates, memberships = [], [], []
    for at, (country, group) in enumerate(spread(number)):
        ep_id, given = first + at, GIVEN[at * 7 % len(GIVEN)]
        surname = SURNAMES[(at * 5 + at // len(SURNAMES)) % len(SURNAMES)]
        members.append(
            {
                "ep_id": ep_id,
                "given": given,
                "surname": surname,
                "sort_name": surname,
                "sort_key": names.sort_key(surname, given, ep_id),
                "folded": names.fold(f"{given} {surname}"),
                "mailbox": f"member{ep_id}@europarl.europa.eu",
                "updated_at": NOON,
            }
        )
        party = f"Example Party {country}"
        mandates.append({"ep_id": ep_id, "term": 10, "country": country, "party": party, "starts_on": TERM_BEGAN})
        memberships.append({"ep_id": ep_id, "group_code": group, "starts_on": TERM_BEGAN})
    session.execute(insert(Member), members)
    session.execute(insert(Mandate), mandates)
    session.execute(insert(GroupMembership), memberships)
    return [each["ep_id"] for each in members]


def ask(session: Session, letter: Letter, ep_ids: list[int], *, on: datetime = NOON) -> None:
    """Invite them all: most mails arrived, every 23rd was refused."""
    for at, ep_id in enumerate(ep_ids):
        mail = OutgoingMail(
            message_id=f"<crowd.{next(_links)}.{letter.public_id}@example.org>",
            template="invitation",
            about=f"invitation:{ep_id}",
            recipient=f"member{ep_id}@europarl.europa.eu",
            state=MailState.REFUSED if at % 23 == 22 else MailState.SENT,
            queued_at=on,
            due_at=on,
            settled_at=on + timedelta(minutes=5, seconds=at),
        )
        link = PersonalLink(
            digest=tokens.digest(f"{letter.public_id}{ep_id}"),
            kind=MailKind.INVITATION,
            mailbox=mail.recipient,
            mail=mail,
            made_at=on,
        )
        invitation = Invitation(letter_id=letter.id, ep_id=ep_id, invited_at=on, links=[link])
        session.add(invitation)
    session.flush()


def answer(session: Session, letter: Letter, *, on: datetime = NOON) -> int:
    """Let the crowd answer over five days by the zeal of its groups; how many signed."""
    revision, signed = letter.revisions[-1].id, 0
    invitations = list(session.query(Invitation).filter_by(letter_id=letter.id).order_by(Invitation.id))
    for at, invitation in enumerate(invitations):
        member = invitation.member
        chance, zeal = at * 61 % 100, ZEAL[member.groups[0].group_code] * 10
        moment = on + timedelta(minutes=(at * 7919) % 7200 * ((at % 3) + 1) / 3)
        if at % 23 == 22 or chance >= zeal + 12:
            continue
        invitation.started_at = moment
        if chance < zeal:
            signed += 1
            session.add(signature_of(member, letter, revision, moment, invitation.id))
        elif chance < zeal + 5:
            session.add(Decline(invitation_id=invitation.id, declined_at=moment, reason="Not in my committee."))
    session.flush()
    return signed


def signature_of(
    member: Member, letter: Letter, revision: int | None, moment: datetime, invitation: int | None = None
) -> Signature:
    """A standing signature with the Member's snapshot."""
    return Signature(
        letter_id=letter.id,
        revision_id=revision,
        invitation_id=invitation,
        ep_id=member.ep_id,
        signed_at=moment,
        assurance=Assurance.LINK_AND_CODE if revision else Assurance.PUBLIC_SOURCE,
        given=member.given,
        surname=member.surname,
        sort_name=member.sort_name,
        sort_key=member.sort_key,
        country=member.mandates[0].country,
        group_code=member.groups[0].group_code,
        party=member.mandates[0].party,
        consent_version="1",
        evidence={},
    )
