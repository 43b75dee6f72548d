"""Lets the editor ask, long before anything is printed, which characters no typeface here has."""

import letters
from campaign.drafting import glyphs


def init_app() -> None:
    """Answer the editor's question with what the printer knows."""
    glyphs.check_with(missing)


def missing(text: str) -> list[str]:
    """Each character of the text that cannot be printed, once, in words."""
    return list(dict.fromkeys(f"“{each.character}” ({each.name})" for each in letters.missing_glyphs(text)))
