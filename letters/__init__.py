"""Letters as documents: plain values in, PDF bytes out; no web, no database, no campaign.

Each verb is loaded when it is first used: who only checks a file does not wait for the fonts.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from letters.strokes import fit_strokes, strokes_as_text, strokes_from_text
    from letters.text import missing_glyphs, mixed_scripts
    from letters.typesetting import typeset
    from letters.uploads import clean_picture

__all__ = [
    "clean_picture",
    "fit_strokes",
    "missing_glyphs",
    "mixed_scripts",
    "strokes_as_text",
    "strokes_from_text",
    "typeset",
]

_HOMES = {
    "clean_picture": "letters.uploads",
    "fit_strokes": "letters.strokes",
    "missing_glyphs": "letters.text",
    "mixed_scripts": "letters.text",
    "strokes_as_text": "letters.strokes",
    "strokes_from_text": "letters.strokes",
    "typeset": "letters.typesetting",
}


def __getattr__(name: str) -> Any:
    """A verb of the package, from the module it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
