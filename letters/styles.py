"""The dozen manners in which a letter is set, and the measures of its page. All sizes in points."""

from __future__ import annotations

from typing import NamedTuple

from letters.shaping import Cut

MM = 72 / 25.4

SEMIBOLD = 600
TEXT_FIGURES = ("onum", "pnum")
TABLE_FIGURES = ("lnum", "tnum")


class Manner(NamedTuple):
    """How a stretch of text is set."""

    size: float
    leading: float
    weight: int = 400
    italic: bool = False
    optical_size: int = 11
    features: tuple[str, ...] = TEXT_FIGURES
    caps_as_small: bool = False
    grey: float = 0.0

    def cut(self, *, bold: bool = False, italic: bool = False) -> Cut:
        """The cut of the face, with the emphasis a span asks for."""
        weight = SEMIBOLD if bold else self.weight
        return Cut(italic != self.italic, weight, self.optical_size, self.features, self.caps_as_small)


BODY = Manner(size=11, leading=14.6)
BODY_SECOND = Manner(size=9.6, leading=12.6)
"""The bilingual template's two columns."""
HEADING = (
    Manner(size=11, leading=14.6, weight=600),
    Manner(size=11, leading=14.6, italic=True),
    Manner(size=10.4, leading=14.6, italic=True),
)
SUBJECT = Manner(size=12.6, leading=16.2, weight=600)
NOTE = Manner(size=8.7, leading=11.2, optical_size=8)
QUOTE = Manner(size=10.2, leading=13.4)
TABLE = Manner(size=9.6, leading=12.4, features=TABLE_FIGURES)
TABLE_HEAD = Manner(size=8.7, leading=12.4, weight=600, optical_size=8, features=TABLE_FIGURES)
ADDRESS = Manner(size=10.2, leading=13.2)
ADDRESS_SMALL = Manner(size=9.2, leading=11.8, optical_size=8)
LETTERHEAD = Manner(size=17, leading=21, optical_size=24)
LETTERHEAD_SMALLER = Manner(size=14, leading=17.5, optical_size=24)
LETTERHEAD_ADDRESS = Manner(size=8.4, leading=10.8, optical_size=8, features=("lnum", "pnum"), grey=0.25)
LIST_HEADING = Manner(size=11, leading=14.6, weight=600)
SECTION_HEADING = Manner(size=9.4, leading=12.4, weight=600, optical_size=8)
NAME = Manner(size=10, leading=12.2, caps_as_small=True)
AFFILIATION = Manner(size=8.4, leading=10.4, optical_size=8, grey=0.25)
SUMMARY = Manner(size=9.2, leading=12, italic=True)
SMALL = Manner(size=8.7, leading=11.2, optical_size=8)
FOOTER = Manner(size=7.4, leading=9.4, optical_size=8, features=TABLE_FIGURES, grey=0.35)
TYPED_AUTOGRAPH = Manner(size=12, leading=14, italic=True)


class Geometry(NamedTuple):
    """The page and its text area, measured from the lower left corner."""

    width: float
    height: float
    left: float
    right: float
    top: float
    """Of the text area on following pages."""
    bottom: float
    footer: float
    """Baseline of the footer's lowest line."""

    @property
    def measure(self) -> float:
        """Width of the text area."""
        return self.width - self.left - self.right


A4 = Geometry(595.276, 841.89, 28 * MM, 28 * MM, 841.89 - 26 * MM, 34 * MM, 12.5 * MM)
US_LETTER = Geometry(612, 792, 30 * MM, 30 * MM, 792 - 24 * MM, 33 * MM, 12.5 * MM)
