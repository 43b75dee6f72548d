"""Where templates are, strict undefined, and the few filters pages share."""

from datetime import date, datetime
from pathlib import Path

from flask import Flask
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
        brussels=brussels, day=day, country=country_name, group=group_name, thousands=thousands
    )
    app.context_processor(lambda: {"settings": config.current()})


def brussels(instant: datetime, form: str = "d MMMM yyyy, HH:mm") -> str:
    """An instant as the clocks in Brussels show it: 13 December 2017, 18:00."""
    return str(format_datetime(clock.in_brussels(instant), form, rebase=False))


def day(value: date) -> str:
    """A day in words: 13 December 2017."""
    return str(format_date(value, "d MMMM yyyy", rebase=False))


def country_name(code: str, on: date | None = None) -> str:
    """The country's name in the reader's language, from its EU code; as it was called on a day, if one is given."""
    return countries.get(code).label(on=on)


def group_name(code: str, style: str = "official") -> str:
    """A political group's name in a style (official, english, full), from its code."""
    return groups.get(code).label(style)


def thousands(number: int) -> str:
    """A whole number with thin spaces between thousands, as print does it."""
    return f"{number:,}".replace(",", "\u202f")
