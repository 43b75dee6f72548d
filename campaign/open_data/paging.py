"""Long lists come in pages that address each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from flask_babel import lazy_gettext as _

from campaign.open_data.shapes import Pages
from campaign.web.refusals import NotFound, Refusal

LAST_PAGE = 100_000
LARGEST = 100_000
"""Of any other number."""
Row = TypeVar("Row")


class BadRequest(Refusal):
    """A value after the question mark has another shape."""

    status = 400


class Address(Protocol):
    """The list's own address with other values after the question mark."""

    def __call__(self, *, page: int, per_page: int) -> str:
        """The whole address."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list was asked for."""

    page: int
    per_page: int

    @property
    def skip(self) -> int:
        """How many rows come before it."""
        return (self.page - 1) * self.per_page

    def of(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """The rows of this part."""
        return tuple(rows[self.skip : self.skip + self.per_page])


def slice_of(values: Mapping[str, str], *, usual: int, at_most: int) -> Slice:
    """The part that was asked for. Raises BadRequest for anything but whole numbers within bounds."""
    page = whole_number("page", values.get("page", "1"), at_most=LAST_PAGE)
    return Slice(page, whole_number("per_page", values.get("per_page", str(usual)), at_most=at_most))


def pages(part: Slice, total: int, *, address: Address) -> Pages:
    """Where this part stands among all. Raises NotFound beyond the last page."""
    last = max(1, -(-total // part.per_page))
    if part.page > last:
        raise NotFound("page", _("There is no such page."))
    return Pages(
        page=part.page,
        pages=last,
        total=total,
        next=address(page=part.page + 1, per_page=part.per_page) if part.page < last else None,
        previous=address(page=part.page - 1, per_page=part.per_page) if part.page > 1 else None,
    )


def whole_number(name: str, text: str, *, at_most: int) -> int:
    """The number from 1 to `at_most` that stands after the question mark. Raises BadRequest for anything else."""
    if text.isascii() and text.isdigit() and len(text) <= len(str(at_most)) and 1 <= int(text) <= at_most:
        return int(text)
    said = _("Give %(name)s as a whole number from 1 to %(largest)s.", name=name, largest=at_most)
    raise BadRequest(name, said)
