"""The letter of December 2017 to the authorities of Kazakhstan, as a public-source record.

Who signed was published; the text was not. So no text of ours stands above these names, and nothing here is said to
be confirmed by us. Groups and countries are those of December 2017.
"""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from campaign.campaigns.models import Campaign, TeamPlace
from campaign.drafting.models import Letter, LetterState
from campaign.organisers.models import Organiser
from campaign.parliament import names, terms
from campaign.roster.models import GroupMembership, Mandate, Member
from campaign.signing.models import Assurance, AutographKind, Signature

SIGNED = datetime(2017, 12, 13, 11, 0, tzinfo=UTC)
SOURCE = "https://odfoundation.eu/"

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
    """Add the record and the seven Members as they sat then; the caller commits."""
    campaign = Campaign(
        title="Kazakhstan, December 2017",
        story="Seven Members from five countries and four political groups signed a letter to the authorities of "
        "Kazakhstan in Strasbourg, according to the Open Dialogue Foundation, which published their names.",
        created_at=SIGNED,
    )
    campaign.team.append(TeamPlace(organiser=organiser))
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
    if session.get(Member, ep_id) is None:
        session.add(_member(ep_id, given, surname, sort_name, sort_key, now))
        session.flush()
        term = terms.get(8)
        session.add(Mandate(ep_id=ep_id, term=8, country=country, party=party, starts_on=None, ends_on=term.last_day))
        session.add(GroupMembership(ep_id=ep_id, group_code=group, starts_on=None, ends_on=SIGNED.date()))
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


def _member(ep_id: int, given: str, surname: str, sort_name: str, sort_key: bytes, now: datetime) -> Member:
    return Member(
        ep_id=ep_id,
        given=given,
        surname=surname,
        sort_name=sort_name,
        sort_key=sort_key,
        folded=names.search_text(names.PersonName(given, surname)),
        mailbox=None,
        updated_at=now,
    )
