"""Dates as letters write them in their own language (DOMAIN, letter anatomy)."""

from datetime import date

from babel import Locale, UnknownLocaleError, dates

# Babel's long form where it is what letters print; these languages print another one.
PATTERNS = {
    "en": "d MMMM yyyy",
    "pl": "d MMMM yyyy 'r.'",
    "ru": "d MMMM yyyy 'года'",
}


def written(day: date, language: str) -> str:
    """The day in words: 13 December 2017, 13. Dezember 2017, 13 декабря 2017 года."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return dates.format_date(day, PATTERNS.get(locale.language, "long"), locale)
