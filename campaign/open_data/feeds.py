"""News of a case as an Atom feed (RFC 4287), its days as iCalendar (RFC 5545).

No name of a signatory is in either: readers keep what they fetched, and a name that was taken back must not rest there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from icalendar import Calendar, Event

from campaign import config
from campaign.campaigns.models import Campaign
from campaign.open_data.facts import Fact

ENTRIES_AT_MOST = 100
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
"""When an empty feed was last updated: it has to say some instant, and the same one each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What stands above the entries."""

    key: str
    title: str
    address: str
    page_url: str


@dataclass(frozen=True, slots=True)
class News:
    """A fact and the case it belongs to."""

    campaign: Campaign
    fact: Fact

    @property
    def tag(self) -> str:
        """Its identifier for ever (RFC 4151), whatever the case's address is."""
        return tag(self.campaign, self.fact.key)


def tag(campaign: Campaign, key: str) -> str:
    """A tag URI of something in this case; the year is one in which the installation had its host."""
    return f"tag:{_host()},{campaign.created_at.year}:{campaign.public_id}/{key}"


def installation_tag() -> str:
    """The tag URI of the feed over all cases."""
    return f"tag:{_host()},{BEGINNING.year}:cases"


def newest(news: Iterable[News]) -> list[News]:
    """What a feed holds: news with words of its own, the newest first, not more than readers want."""
    told = sorted((each for each in news if each.fact.title), key=lambda each: (each.fact.at, each.tag), reverse=True)
    return told[:ENTRIES_AT_MOST]


def atom(feed: Feed, news: Sequence[News]) -> bytes:
    """The feed; the same bytes as long as nothing new is told."""
    made = FeedGenerator()
    made.id(feed.key)
    made.title(_clean(feed.title))
    made.updated(max((each.fact.at for each in news), default=BEGINNING))
    made.author(name=config.current().operator_name)
    made.link(href=feed.address, rel="self", type="application/atom+xml")
    made.link(href=feed.page_url, rel="alternate", type="text/html")
    made.language("en")
    made.generator("Undersigned")
    for each in news:
        made.add_entry(_entry(each), order="append")
    content: bytes = made.atom_str(pretty=True)
    return content


def calendar(campaign: Campaign, facts: Iterable[Fact], due: Iterable[tuple[str, date, str, str]]) -> bytes:
    """The days of the case, and the days on which answers are due (key, day, title, address)."""
    book = Calendar()
    book.add("prodid", "-//Undersigned//Case//EN")
    book.add("version", "2.0")
    book.add("name", _line(campaign.title))
    book.add("x-wr-calname", _line(campaign.title))
    book.add("method", "PUBLISH")
    stamp = campaign.public_from or BEGINNING
    for fact in facts:
        if fact.on is not None:
            day = _day(campaign, fact.key, fact.on, fact.until, fact.at, fact.title, fact.page_url)
            if fact.text:
                day.add("description", _clean(fact.text))
            book.add_component(day)
    for key, on, title, address in due:
        book.add_component(_day(campaign, key, on, None, stamp, title, address))
    return bytes(book.to_ical())


def _entry(news: News) -> FeedEntry:
    fact = news.fact
    entry = FeedEntry()
    entry.id(news.tag)
    entry.title(_clean(fact.title))
    entry.updated(fact.at)
    entry.published(fact.at)
    entry.link(href=fact.page_url, rel="alternate")
    entry.summary(_clean(" — ".join(each for each in (news.campaign.title, fact.text) if each)))
    if fact.appears:
        entry.category(term=fact.appears.value)
    return entry


def _day(
    campaign: Campaign, key: str, on: date, until: date | None, stamp: datetime, title: str, address: str
) -> Event:
    day = Event()
    day.add("uid", f"{campaign.public_id}-{key.replace(':', '-')}@{_host()}")
    day.add("dtstamp", stamp)
    day.add("dtstart", on)
    day.add("dtend", (until or on) + timedelta(days=1))  # the day after the last one
    day.add("summary", _line(title))
    day.add("url", address)
    day.add("transp", "TRANSPARENT")
    return day


def _clean(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(each for each in text if each >= " " or each in "\n\t").replace("\ufffe", "").replace("\uffff", "")


def _line(text: str) -> str:
    """The same in one line: not every property of a calendar may hold more."""
    return " ".join(_clean(text).split())


def _host() -> str:
    return config.current().host.partition(":")[0]
