"""The table of Members: who was asked, where each stands; filtered, searched, sorted, in pages. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from campaign.dashboard import rules
from campaign.dashboard.queries import Seat
from campaign.dashboard.rules import Asked, Given, Standing
from campaign.parliament import names
from campaign.signing.models import Assurance

PER_PAGE = 50


class Sort(StrEnum):
    """By what the table is sorted; names decide between equals."""

    NAME = "name"
    COUNTRY = "country"
    GROUP = "group"
    STANDING = "standing"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the organiser wants to see; empty means any."""

    text: str = ""
    standing: str = ""
    country: str = ""
    group: str = ""
    sort: Sort = Sort.NAME
    others: bool = False
    """Members who were not asked as well."""


@dataclass(frozen=True, slots=True)
class Row:
    """One Member and where they stand with the letter."""

    ep_id: int
    name: str
    country: str
    group_code: str
    standing: Standing
    since: datetime | None
    folded: str
    assurance: Assurance | None = None
    """How sure the signature that counts is."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the table."""

    rows: tuple[Row, ...]
    total: int
    number: int
    pages: int


def rows(asked: Iterable[Asked], given: Sequence[Given], seats: Mapping[int, Seat]) -> list[Row]:
    """Everybody who was asked, signed or sits today, in the order of names where the chamber knows it."""
    invited, own = {each.ep_id: each for each in asked}, rules.by_member(given)
    everybody = [*seats, *(each for each in {**invited, **own} if each not in seats)]
    return [_row(ep_id, invited.get(ep_id), own.get(ep_id, []), seats.get(ep_id)) for ep_id in everybody]


def page(found: Iterable[Row], wish: Wish, number: int) -> Page:
    """The wished-for rows; a page beyond the last one is the last."""
    wanted = _sorted([row for row in found if _matches(row, wish)], wish.sort)
    pages = max(1, -(-len(wanted) // PER_PAGE))
    number = min(max(number, 1), pages)
    return Page(tuple(wanted[(number - 1) * PER_PAGE : number * PER_PAGE]), len(wanted), number, pages)


def _row(ep_id: int, asked: Asked | None, given: Sequence[Given], seat: Seat | None) -> Row:
    """The snapshot of a signature comes before the roster of today."""
    signature = given[-1] if given else None
    known = signature or asked or seat
    name = known.name if known else ""
    place = signature or seat
    standing = rules.standing_of(asked, given)
    return Row(
        ep_id=ep_id,
        name=seat.name if seat and not signature else name,
        country=place.country if place else "",
        group_code=place.group_code if place else "",
        standing=standing,
        since=_since(standing, asked, given),
        folded=seat.folded if seat else names.fold(name),
        assurance=next((each.assurance for each in given if each.counts), None),
    )


def _since(standing: Standing, asked: Asked | None, given: Sequence[Given]) -> datetime | None:
    if standing is Standing.SIGNED:
        return next(each.signed_at for each in given if each.counts)
    if standing is Standing.WITHDRAWN:
        return given[-1].hidden_at or given[-1].signed_at
    if standing in (Standing.OUTDATED, Standing.OBJECTED):
        return given[-1].lapsed_at
    if asked is None:
        return None
    last = asked.last_settled
    return {
        Standing.DECLINED: asked.declined_at,
        Standing.STARTED: asked.started_at,
        Standing.REVOKED: asked.revoked_at,
        Standing.WAITING: asked.invited_at,
    }.get(standing, last.settled_at if last else asked.invited_at)


def _matches(row: Row, wish: Wish) -> bool:
    return (
        (wish.others or row.standing is not Standing.NOT_ASKED or wish.standing == Standing.NOT_ASKED)
        and wish.standing in ("", row.standing)
        and wish.country in ("", row.country)
        and wish.group in ("", row.group_code)
        and all(word in row.folded for word in names.fold(wish.text).split())
    )


def _sorted(found: list[Row], sort: Sort) -> list[Row]:
    order = list(Standing)
    if sort is Sort.COUNTRY:
        return sorted(found, key=lambda row: row.country)
    if sort is Sort.GROUP:
        return sorted(found, key=lambda row: row.group_code)
    if sort is Sort.STANDING:
        return sorted(found, key=lambda row: order.index(row.standing))
    if sort is Sort.LATEST:
        return sorted(found, key=lambda row: row.since.timestamp() if row.since else 0.0, reverse=True)
    return found
