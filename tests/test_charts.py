"""The geometry of the charts: nothing is lost, nothing stands outside, every Member State has its own tile."""

import re

from hypothesis import given
from hypothesis import strategies as st

from campaign import charts
from campaign.charts import Wedge
from campaign.parliament import countries

wedges = st.lists(
    st.integers(0, 230).flatmap(
        lambda seats: st.builds(Wedge, code=st.just("SD"), seats=st.just(seats), signed=st.integers(0, seats))
    ),
    max_size=9,
)


def dots(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)h0", path)]


@given(wedges)
def test_every_seat_is_drawn_once_inside_the_chamber(chamber: list[Wedge]) -> None:
    drawn = charts.hemicycle(chamber)
    seats = [dot for each in drawn.wedges for dot in dots(each.signed_path + each.other_path)]
    assert len(seats) == sum(each.seats for each in chamber)
    assert len(set(seats)) == len(seats)
    assert all(0 < x < drawn.width and 0 < y < drawn.height for x, y in seats)


@given(wedges)
def test_as_many_seats_are_filled_as_members_signed(chamber: list[Wedge]) -> None:
    for each in charts.hemicycle(chamber).wedges:
        assert len(dots(each.signed_path)) == each.signed


def test_groups_sit_from_left_to_right() -> None:
    drawn = charts.hemicycle([Wedge("LEFT", 45, 0), Wedge("EPP", 184, 0), Wedge("NI", 28, 0)])
    middles = [sum(x for x, _ in dots(each.other_path)) / each.seats for each in drawn.wedges]
    assert middles == sorted(middles)


def test_seats_of_a_full_chamber_do_not_touch() -> None:
    drawn = charts.hemicycle([Wedge("EPP", 720, 720)])
    seats = sorted(dots(drawn.wedges[0].signed_path))
    near = min(
        ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5
        for at, (ax, ay) in enumerate(seats)
        for bx, by in seats[at + 1 :]
        if bx - ax < 30
    )
    assert near > drawn.dot


def test_every_country_has_a_tile_of_its_own() -> None:
    assert set(charts.TILES) == {each.code for each in countries.ALL}
    assert len(set(charts.TILES.values())) == len(charts.TILES)


def test_the_line_ends_where_the_count_stands() -> None:
    drawn = charts.steps([(0.0, 1), (0.5, 3)], now=0.75, top=4, goal=4)
    assert drawn.line == "M0 120H0V91.5H160V34.5H240"
    assert (drawn.end_x, drawn.end_y, drawn.goal_y) == (240, 34.5, 6)
