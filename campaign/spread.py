"""How a tally spreads over groups and Member States, each beside the seats it has: for bars, chamber and map. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from campaign import charts
from campaign.charts import Hemicycle, Wedge
from campaign.parliament import countries, groups, terms
from campaign.tally import Tally


@dataclass(frozen=True, slots=True)
class Share:
    """One group or country: how many signed of how many who sit there."""

    code: str
    signed: int
    seats: int
    """0 where the roster does not reach back to that day."""
    most: int
    """The most signatures of any such line: what a bar is measured by where seats are not known."""

    @property
    def part(self) -> float:
        """How long the bar is, 0 to 1."""
        return min(1.0, self.signed / (self.seats or self.most or 1))


def by_group(counted: Tally, sitting: Mapping[str, int], day: date) -> tuple[Share, ...]:
    """From left to right as they sit; a group of the snapshot that is gone since stands before the non-attached."""
    order = [group.code for group in groups.seating(day)]
    gone = [code for code in counted.by_group if code not in order]
    order = [code for code in order if code != groups.NI.code] + gone + [groups.NI.code]
    most = max(counted.by_group.values(), default=0)
    shares = (Share(code, counted.by_group.get(code, 0), sitting.get(code, 0), most) for code in order)
    return tuple(each for each in shares if each.seats or each.signed)


def by_country(counted: Tally, sitting: Mapping[str, int], day: date, *, whole: bool) -> tuple[Share, ...]:
    """The Member States of that day in protocol order; `whole` gives those without known Members their seats by law."""
    term = terms.on(day)
    allocated = {country.code: number for country, number in term.seats_on(day).items()} if term and whole else {}
    codes = [each.code for each in countries.ALL if each.was_member_on(day) or each.code in counted.by_country]
    most = max(counted.by_country.values(), default=0)
    seats = Counter(sitting)
    return tuple(
        Share(code, counted.by_country.get(code, 0), seats[code] or allocated.get(code, 0), most) for code in codes
    )


def chamber(shares: Sequence[Share]) -> Hemicycle:
    """The chamber of these groups, from left to right."""
    return charts.hemicycle([Wedge(each.code, max(each.seats, each.signed), each.signed) for each in shares])
