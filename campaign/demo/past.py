"""The letter of December 2017 to the authorities of Kazakhstan, as a public-source record.

Who signed was published; the text was not. So no text of ours stands above these names, and nothing here is said to
be confirmed by us. Groups and countries are those of December 2017.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.orm import Session

from campaign.campaigns.models import Campaign, CampaignOutcome, TeamPlace
from campaign.demo import published
from campaign.drafting.models import Letter, LetterState
from campaign.missions import operations as missions
from campaign.missions.models import Occasion
from campaign.missions.operations import MissionFacts
from campaign.organisers.models import Organiser
from campaign.parliament import names, terms
from campaign.publishing import operations as publishing
from campaign.questions import rules
from campaign.questions.models import Institution, Part, Question, QuestionMember
from campaign.roster.models import GroupMembership, Mandate, Member
from campaign.signing.models import Assurance, AutographKind, Signature
from campaign.timeline import operations as timeline
from campaign.timeline.operations import DocumentFacts, EventFacts

SIGNED = datetime(2017, 12, 13, 11, 0, tzinfo=UTC)
SOURCE = published.SITE

# EP number, given name, surname, country, group, national party
SIGNATORIES = (
    (28306, "Ana", "GOMES", "PT", "SD", "Partido Socialista"),
    (28424, "Tunne", "KELAM", "EE", "EPP", "Erakond Isamaa ja Res Publica Liit"),
    (124702, "Jaromír", "ŠTĚTINA", "CZ", "EPP", "TOP 09 a Starostové"),
    (97136, "Indrek", "TARAND", "EE", "GREENS", "Sõltumatu"),
    (23791, "Kazimierz Michał", "UJAZDOWSKI", "PL", "ECR", "Independent"),
    (124963, "Julie", "WARD", "UK", "SD", "Labour Party"),
    (124713, "Tomáš", "ZDECHOVSKÝ", "CZ", "EPP", "KDU-ČSL"),
)


def load(session: Session, organiser: Organiser, *, now: datetime) -> Letter:
    """Add the record with all that was published around it, on a page of its own; the caller commits."""
    campaign = Campaign(
        title="Kazakhstan, December 2017",
        story="Seven Members from five countries and four political groups signed a letter to the authorities of "
        "Kazakhstan in Strasbourg, according to the Open Dialogue Foundation, which published their names.",
        created_at=SIGNED,
    )
    campaign.team.append(TeamPlace(organiser=organiser))
    session.add(campaign)
    session.flush()
    _around(session, campaign, organiser, now=now)
    return _letter(session, campaign, now=now)


def _around(session: Session, campaign: Campaign, organiser: Organiser, *, now: datetime) -> None:
    """The question, missions, documents and days of the case, and its page."""
    act: dict[str, Any] = {"by": organiser, "now": now}
    for first, last, title, text in published.EVENTS:
        facts = EventFacts(title=title, starts_on=first, ends_on=last, text=text, is_public=True)
        timeline.add_event(session, campaign, facts, **act)
    for kind, title in published.DOCUMENTS:
        said = DocumentFacts(kind=kind, title=title, published_by=published.FOUNDATION, is_public=True)
        timeline.add_document(session, campaign, said, published.SITE, **act)
    for place, first, last in published.MISSIONS:
        visit = MissionFacts(
            place=place,
            occasion=Occasion.OTHER,
            starts_on=first,
            ends_on=last,
            delegation=published.DELEGATION,
            is_public=True,
        )
        missions.plan(session, campaign, visit, **act)
    _question(session, campaign, now=now)
    timeline.close_case(session, campaign, CampaignOutcome.PARTLY, published.OUTCOME, **act)
    publishing.publish(session, campaign, slug="kazakhstan-2017", public_from=SIGNED, **act)


def _question(session: Session, campaign: Campaign, *, now: datetime) -> None:
    """The written question of a Member who did not sign: by whom, to whom and when; its text is not ours to tell."""
    author = published.AUTHOR
    _known(session, author["ep_id"], author["given"], author["surname"], author["country"], author["group"], None, now)
    question = Question(
        campaign_id=campaign.id,
        term=8,
        institution=Institution.VP_HR,
        tabled_on=published.TABLED,
        source_url=published.SITE,
        is_public=True,
        created_at=SIGNED,
        saved_at=SIGNED,
    )
    name = rules.printed_name(author["given"], author["surname"])
    question.members.append(
        QuestionMember(
            ep_id=author["ep_id"],
            part=Part.AUTHOR,
            position=1,
            printed_name=name,
            country=author["country"],
            group_code=author["group"],
        )
    )
    session.add(question)


def _letter(session: Session, campaign: Campaign, *, now: datetime) -> Letter:
    letter = Letter(
        campaign=campaign,
        state=LetterState.RECORD,
        title="Letter to the authorities of Kazakhstan (as published by the Open Dialogue Foundation)",
        place="Strasbourg",
        dated_on=date(2017, 12, 13),
        source_url=SOURCE,
        created_at=SIGNED,
        saved_at=SIGNED,
        opened_at=SIGNED,
        closed_at=SIGNED,
    )
    session.add(letter)
    session.flush()
    for row in SIGNATORIES:
        _sign(session, letter, row, now=now)
    session.flush()
    return letter


def _sign(session: Session, letter: Letter, row: tuple[int, str, str, str, str, str], *, now: datetime) -> None:
    ep_id, given, surname, country, group, party = row
    sort_name = names.sort_name(surname, ep_id)
    sort_key = names.sort_key(sort_name, given, ep_id)
    _known(session, ep_id, given, surname, country, group, party, now)
    session.add(
        Signature(
            letter_id=letter.id,
            ep_id=ep_id,
            signed_at=SIGNED,
            assurance=Assurance.PUBLIC_SOURCE,
            given=given,
            surname=surname,
            sort_name=sort_name,
            sort_key=sort_key,
            country=country,
            group_code=group,
            party=party,
            autograph_kind=AutographKind.NONE,
            consent_version="",
            evidence={"source": SOURCE},
        )
    )


def _known(
    session: Session,
    ep_id: int,
    given: str,
    surname: str,
    country: str,
    group: str,
    party: str | None,
    now: datetime,
) -> None:
    """The Member with the seat and group of that December, unless the roster has the person already."""
    if session.get(Member, ep_id) is not None:
        return
    sort_name = names.sort_name(surname, ep_id)
    member = Member(
        ep_id=ep_id,
        given=given,
        surname=surname,
        sort_name=sort_name,
        sort_key=names.sort_key(sort_name, given, ep_id),
        folded=names.search_text(names.PersonName(given, surname)),
        mailbox=None,
        updated_at=now,
    )
    ended = terms.get(8).last_day
    member.mandates.append(Mandate(term=8, country=country, party=party, starts_on=None, ends_on=ended))
    member.groups.append(GroupMembership(group_code=group, starts_on=None, ends_on=SIGNED.date()))
    session.add(member)
    session.flush()
