"""One page while it is drawn: its operators, a ReportLab canvas for shapes, and the marks that tie them to the tree."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, NamedTuple

from letters.lines import Line, Segment
from letters.pdffile import number
from letters.structure import Element


class Area(NamedTuple):
    """A rectangle that leads somewhere when clicked."""

    owner: Element
    box: tuple[float, float, float, float]
    target: str | int


class Sheet:
    """A page. Everything on it is owned by an element of the tree or declared an artifact."""

    def __init__(self, index: int, width: float, height: float) -> None:
        self.index = index
        self.size = (width, height)
        self.label: str | None = None
        """What its footer says instead of the page's number in the letter."""
        self.seal_field: tuple[Element, tuple[float, float, float, float]] | None = None
        self.marks: list[Element] = []
        """The owner of each marked content, by its number."""
        self.areas: list[Area] = []
        self.destinations: dict[int, float] = {}
        """Height at which a footnote stands on this page."""
        self.pictures: set[str] = set()
        """Names of the pictures the page shows."""
        self._code: list[str] = []
        self._owner: Element | None = None
        self._font: tuple[str, float] | None = None
        self._grey = 0.0

    @cached_property
    def pen(self) -> Any:
        """A ReportLab canvas that draws on this page."""
        # Only drafts and frames for a seal pay for loading it: a sixth of the time in which a whole letter is set.
        from reportlab.pdfgen.canvas import Canvas

        canvas = Canvas(io.BytesIO(), pagesize=self.size, pageCompression=0, invariant=1)
        canvas._code = self._code
        return canvas

    def line(self, line: Line, x: float, baseline: float) -> None:
        """Draw a set line with its left edge at x."""
        for segment in line.segments:
            self.segment(segment, x, baseline)
        for link in line.links:
            box = (x + link.start, baseline - line.height * 0.25, x + link.end, baseline + line.height * 0.65)
            self.areas.append(Area(link.owner, box, link.target))

    def segment(self, segment: Segment, x: float, baseline: float) -> None:
        """Draw glyphs; font and grey are only named where they change."""
        owner, font, size, grey, dx, code = segment
        if owner is not self._owner:
            self.own(owner)
        if grey != self._grey:
            self._grey = grey
            self._code.append(f"{number(grey)} g")
        if (font, size) != self._font:
            self._font = (font, size)
            self._code.append(f"BT/{font} {number(size)} Tf {x + dx:.2f} {baseline:.2f} Td[{code}]TJ ET")
        else:
            self._code.append(f"BT {x + dx:.2f} {baseline:.2f} Td[{code}]TJ ET")

    def own(self, owner: Element | None) -> None:
        """Begin content of an element; None ends the current one."""
        if self._owner is not None:
            self._code.append("EMC")
        self._owner = owner
        if owner is not None:
            if owner.waiting:
                owner.arrive()
            owner.kids.append((self.index, len(self.marks)))
            self._code.append(f"/{owner.kind}<</MCID {len(self.marks)}>>BDC")
            self.marks.append(owner)

    def raw(self, owner: Element, code: str) -> None:
        """Content other than text, as ready operators that leave the graphics state as it was."""
        if owner is not self._owner:
            self.own(owner)
        self._code.append(code)

    def picture(self, owner: Element | None, name: str, x: float, y: float, width: float, height: float) -> None:
        """Show a stored picture; without an owner inside an artifact."""
        self.pictures.add(name)
        code = f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm/{name} Do Q"
        if owner is None:
            self._code.append(code)
        else:
            self.raw(owner, code)

    def begin_artifact(self, kind: str = "") -> None:
        """What follows is decoration and is not read aloud."""
        self.own(None)
        self._code.append(f"/Artifact<</Type/{kind}>>BDC" if kind else "/Artifact BMC")

    def end_artifact(self) -> None:
        """Back to content."""
        self._code.append("EMC")

    @contextmanager
    def below(self) -> Iterator[None]:
        """Draw under everything that is on the page already."""
        self.own(None)
        above = list(self._code)
        self._code.clear()
        yield
        self._code += above

    def rule(self, x: float, y: float, width: float, thickness: float = 0.4, grey: float = 0.0) -> None:
        """A horizontal rule, as an artifact."""
        self.begin_artifact()
        drawn = f"{x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S"
        self._code.append(f"q {number(grey)} G {number(thickness)} w {drawn} Q")
        self.end_artifact()

    def artifact_line(self, line: Line, x: float, baseline: float) -> None:
        """A line of text that belongs to the page, not to the letter: inside begin_artifact and end_artifact."""
        for segment in line.segments:
            self._grey, self._font = segment.grey, (segment.font, segment.size)
            self._code.append(
                f"{number(segment.grey)} g BT/{segment.font} {number(segment.size)} Tf "
                f"{x + segment.x:.2f} {baseline:.2f} Td[{segment.code}]TJ ET"
            )

    def content(self) -> bytes:
        """The finished operators of the page."""
        self.own(None)
        return "\n".join(self._code).encode("latin-1")
