"""The 24 official languages of the Union, in the order of its style guide, and others that a letter can be in."""

from babel import Locale

ALL = (
    "bg", "es", "cs", "da", "de", "et", "el", "en", "fr", "ga", "hr", "it",
    "lv", "lt", "hu", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "fi", "sv",
)  # fmt: skip
BEYOND_THE_UNION = (
    "az",
    "be",
    "bs",
    "ca",
    "eu",
    "gl",
    "hy",
    "is",
    "ka",
    "kk",
    "mk",
    "nb",
    "ru",
    "sq",
    "sr",
    "tr",
    "uk",
)
CODES = (*sorted(ALL), *BEYOND_THE_UNION)


def choices() -> list[tuple[str, str]]:
    """Code and name of each, the name first in the language itself: "français (French)"."""
    english = Locale("en")
    return [(code, _named(code, english)) for code in CODES]


def _named(code: str, english: Locale) -> str:
    own = Locale.parse(code).get_display_name(code) or code
    name = english.languages[code]
    return own if own == name else f"{own} ({name})"
