"""What leaves a mission: the pocket list, the calendar, the register of meetings held.

None of them says who was asked to sign, who signed or who did not: a list is easily lost in a corridor.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from icalendar import Calendar, Event

from campaign import clock
from campaign.missions import rules
from campaign.missions.models import Meeting, MeetingState, Mission
from campaign.parliament import countries, groups
from campaign.roster.queries import Place
from campaign.web import spreadsheets
from campaign.web.spreadsheets import Value

HEADS = ("date", "time", "place", "room", "with", "ep_id", "group", "country", "staff_only", "subject", "campaign")

People = Mapping[int, Place]


def who(meeting: Meeting, people: People) -> str:
    """Whom one meets, as one line: Ada TESTER (S&D, Sweden)."""
    place = people.get(meeting.ep_id or 0)
    if place is None:
        return meeting.person
    group = groups.get(place.group or groups.NI.code).official
    return f"{place.member.name} ({group}, {countries.get(place.mandate.country).label()})"


def calendar(mission: Mission, people: People) -> bytes:
    """The agreed meetings for a phone's calendar (RFC 5545)."""
    book = Calendar()
    book.add("prodid", "-//Undersigned//Missions//EN")
    book.add("version", "2.0")
    for each in mission.meetings:
        if each.starts_at is None or each.state is MeetingState.CANCELLED:
            continue
        entry = Event()
        entry.add("uid", f"{each.public_id}@undersigned")
        entry.add("dtstamp", mission.created_at)
        entry.add("dtstart", each.starts_at)
        entry.add("dtend", each.starts_at + timedelta(minutes=each.minutes))
        entry.add("summary", who(each, people))
        entry.add("location", ", ".join(filter(None, (each.room, mission.place))))
        book.add_component(entry)
    return bytes(book.to_ical())


def register(missions: Sequence[Mission], people: People, campaign: str) -> list[tuple[Value, ...]]:
    """The meetings that were held, in the columns of HEADS: what transparency registers ask for."""
    return [_row(each, people, campaign) for each in rules.held(missions)]


def register_csv(rows: Sequence[tuple[Value, ...]]) -> bytes:
    """The register for any spreadsheet program."""
    return spreadsheets.to_csv(HEADS, rows)


def register_xlsx(rows: Sequence[tuple[Value, ...]]) -> bytes:
    """The register for Excel."""
    return spreadsheets.to_xlsx("Meetings", HEADS, rows)


def _row(meeting: Meeting, people: People, campaign: str) -> tuple[Value, ...]:
    assert meeting.starts_at is not None, "a held meeting has an hour"
    at, place = clock.in_brussels(meeting.starts_at), people.get(meeting.ep_id or 0)
    group = groups.get(place.group or groups.NI.code).official if place else ""
    return (
        at.date().isoformat(),
        f"{at:%H:%M}",
        meeting.mission.place,
        meeting.room,
        place.member.name if place else meeting.person,
        meeting.ep_id or "",
        group,
        place.mandate.country if place else "",
        "yes" if meeting.with_staff else "no",
        meeting.subject,
        campaign,
    )


def file_name(mission: Mission, day: date) -> str:
    """The beginning of a file's name: place and day, in letters that every system takes."""
    place = "".join(each for each in mission.place.lower() if each.isascii() and each.isalnum())
    return f"mission-{place or 'parliament'}-{day.isoformat()}"
