"""Where templates are, strict undefined, and the few filters pages share."""

from datetime import date, datetime, timedelta
from pathlib import Path

from babel import Locale, UnknownLocaleError
from flask import Flask, current_app
from flask_babel import format_date, format_datetime
from jinja2 import StrictUndefined

from campaign import clock, config
from campaign.parliament import countries, groups


def template_folder() -> Path:
    """Where the templates are: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def init_app(app: Flask) -> None:
    """Make a misspelt name an error, and offer the filters."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        brussels=brussels,
        day=day,
        period=period,
        country=country_name,
        group=group_name,
        language=language_name,
        thousands=thousands,
    )
    app.context_processor(lambda: {"settings": config.current()})


def impersonal(template: str, **values: object) -> str:
    """A page that is the same for everybody and may be kept: nothing of the session or its messages reaches it."""
    return current_app.jinja_env.get_template(template).render(settings=config.current(), **values)


def brussels(instant: datetime, form: str = "d MMMM yyyy, HH:mm") -> str:
    """An instant as the clocks in Brussels show it: 13 December 2017, 18:00."""
    return str(format_datetime(clock.in_brussels(instant), form, rebase=False))


def day(value: date) -> str:
    """A day in words: 13 December 2017."""
    return str(format_date(value, "d MMMM yyyy", rebase=False))


def period(first: date, last: date | None) -> str:
    """Some days in a row, said once: 7–9 December 2017; a whole month: October 2018."""
    if last is None or last == first:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        if first.day == 1 and (last + timedelta(days=1)).day == 1:
            return str(format_date(first, "MMMM yyyy", rebase=False))
        return f"{first.day}–{day(last)}"
    return f"{day(first)} – {day(last)}"


def country_name(code: str, on: date | None = None) -> str:
    """The country's name in the reader's language, from its EU code; as it was called on a day, if one is given."""
    return countries.get(code).label(on=on)


def group_name(code: str, style: str = "official") -> str:
    """A political group's name in a style (official, english, full), from its code."""
    return groups.get(code).label(style)


def language_name(tag: str) -> str:
    """A language in the reader's language, from its tag: French; an unknown tag as it is."""
    try:
        return str(Locale.parse(tag, sep="-").get_display_name("en") or tag)
    except (UnknownLocaleError, ValueError):
        return tag


def thousands(number: int) -> str:
    """A whole number with thin spaces between thousands, as print does it."""
    return f"{number:,}".replace(",", "\u202f")
