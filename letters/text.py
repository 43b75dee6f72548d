"""User text on its way to the page: normalised, harmless, and sure to have a shape for every character.

Nothing in a letter is markup once it is here: no character opens a tag, a file or a link.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from letters import faces
from letters.errors import MissingGlyph, MissingGlyphs

_ALLOWED_FORMAT = frozenset("\u00ad\u200c\u200d")
"""Soft hyphen and the joiners; every other invisible character could turn or hide what is read."""
_NEVER = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_LIMIT = 20
_SAFE_LINK = re.compile(r"(https?://[^/\s]|mailto:[^\s@]+@[^\s@]+$)", re.IGNORECASE)
_WHITE = re.compile("[ \t\n\r\v\f]+")


def normalise(text: str) -> str:
    """Compose letters and accents (NFC) and turn every kind of white space between words into one space.

    No-break spaces stay: they are typed on purpose. Soft hyphens go: words are divided by their language.
    """
    return _WHITE.sub(" ", unicodedata.normalize("NFC", text)).replace("\u00ad", "")


def is_safe_link(address: str) -> bool:
    """Whether an address may be clicked: a page or a mailbox, never a script, a file or a program."""
    return _SAFE_LINK.match(address) is not None


def mixed_scripts(text: str) -> list[str]:
    """The words that mix letters of alphabets which look alike (a Cyrillic а in a Latin name): to be looked at."""
    return [word for word in normalise(text).split() if len(_alphabets(word)) > 1]


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(character, "").split(" ")[0] for character in word if character.isalpha())
    return {name for name in names if name in ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN")}


def missing_glyphs(text: str) -> list[MissingGlyph]:
    """The characters of `text` that cannot be printed, with their places: at most the first twenty.

    Characters that print nothing but change how text is read (bidirectional overrides, zero-width characters,
    control characters) count as missing: a name must not look other than it is.
    """
    missing: list[MissingGlyph] = []
    for position, character in enumerate(text):
        if character in " \n\t\r\u00a0\u202f" or _is_printable(character):
            continue
        missing.append(_describe(text, position))
        if len(missing) == _LIMIT:
            break
    return missing


def require_printable(text: str) -> str:
    """The normalised text. Raises MissingGlyphs when a character of it cannot be printed."""
    normal = normalise(text)
    if not _all_known(normal) and (missing := missing_glyphs(normal)):
        raise MissingGlyphs(missing)
    return normal


def _all_known(text: str) -> bool:
    first = faces.load(faces.ROMAN[0])
    return text.isprintable() and first is not None and first.characters.issuperset(text)


@lru_cache(maxsize=8192)
def _is_printable(character: str) -> bool:
    if unicodedata.category(character) in _NEVER:
        return character in _ALLOWED_FORMAT
    loaded = map(faces.load, faces.chain(False, False, ""))
    return any(face is not None and ord(character) in face.unicodes for face in loaded)


def _describe(text: str, position: int) -> MissingGlyph:
    character = text[position]
    around = text[max(0, position - 20) : position + 20]
    return MissingGlyph(
        character=character,
        name=unicodedata.name(character, f"character U+{ord(character):04X}"),
        position=position,
        context="".join(c if c == " " or (_is_printable(c) and c not in _ALLOWED_FORMAT) else "\ufffd" for c in around),
        package=faces.package_for(character),
    )
