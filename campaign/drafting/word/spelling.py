"""Words, emphasis, links and notes spelt in the letter's Markdown, so that they read back as they were."""

import re
from dataclasses import dataclass

from campaign.drafting import markdown

_SPECIAL = re.compile(r"[\\*]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z])|(?<=\])\(|\[(?=\^)")
_LINE_START = re.compile(r"^(#{1,6}(?=\s|$)|>|\+(?=\s))")
_LONG_NUMBER = re.compile(r"^(\d{3,9})([.)])(?=\s)")
_URL_SPECIAL = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C"}
BREAK = "\\\n"


@dataclass(frozen=True)
class Stretch:
    """Words in one manner; `raw` ones are Markdown already."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    raw: bool = False

    @property
    def manner(self) -> tuple[bool, bool, str, bool]:
        """What must be equal for two neighbours to be one."""
        return (self.bold, self.italic, self.link, self.raw)


def paragraph(stretches: list[Stretch]) -> str:
    """A paragraph's stretches as one Markdown text."""
    text = "".join(map(_spelt, _joined(stretches)))
    lines = [line.strip() for line in text.split(BREAK)]
    while lines and not lines[-1]:
        del lines[-1]
    while lines and not lines[0]:
        del lines[0]
    return BREAK.join(map(_guarded, lines))


def plain(stretches: list[Stretch]) -> str:
    """The words alone."""
    return "".join(each.text for each in stretches if not each.raw).strip()


def cell(text: str) -> str:
    """A paragraph's Markdown as it may stand in a table's cell."""
    return text.replace(BREAK, " ").replace("\n", " ").replace("|", "\\|")


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for each in stretches:
        if joined and joined[-1].manner == each.manner:
            joined[-1] = Stretch(joined[-1].text + each.text, each.bold, each.italic, each.link, each.raw)
        elif each.text:
            joined.append(each)
    return joined


def _spelt(stretch: Stretch) -> str:
    if stretch.raw:
        return stretch.text
    core = stretch.text.strip()
    if not core:
        return stretch.text
    marks = ("**" if stretch.bold else "") + ("*" if stretch.italic else "")
    before, after = stretch.text[: stretch.text.index(core[0])], stretch.text[len(stretch.text.rstrip()) :]
    spelt = _SPECIAL.sub(lambda found: "\\" + found.group(), core)
    if stretch.link:
        spelt = f"[{spelt}]({''.join(_URL_SPECIAL.get(each, each) for each in stretch.link)})"
    return f"{before}{marks}{spelt}{marks[::-1]}{after}"


def _guarded(line: str) -> str:
    """A line that does not start a heading, a quote or, from a year, a list; "1." and "-" may: they were typed so."""
    return _LONG_NUMBER.sub(r"\1\\\2", _LINE_START.sub(r"\\\1", line))


def is_link(address: str) -> bool:
    """Whether the address may stand in a letter."""
    return markdown.is_safe(address)
