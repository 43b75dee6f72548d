"""What every form shares: stripped input and sentences that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Field,
    FileField,
    IntegerField,
    MultipleFileField,
    PasswordField,
    SelectMultipleField,
    TimeField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.web.refusals import Refusal
from campaign.web.wellformed import LARGEST

SAID_BY_THE_FORM = (409, 422)
"""Refusals that are about what was typed; others are pages of their own."""
REQUIRED = _("Fill in this field.")
FIRST_YEAR, LAST_YEAR = 1900, 2199


def strip(value: Any) -> Any:
    """Text without white space around it; anything else as it is."""
    return value.strip() if isinstance(value, str) else value


def whole_number(typed: object) -> int | None:
    """The number that was typed, if it is one that a column holds; None for anything else, however long."""
    text = str(typed or "").strip()
    if not text.isdecimal() or len(text) > len(str(LARGEST)):
        return None
    return int(text) if int(text) <= LARGEST else None


class ChecksField(SelectMultipleField):
    """Several of a few choices, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class WholeField(IntegerField):
    """A whole number that a column holds; what is none is answered with what to type."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number, or ask for one. A longer one than any column's would overflow where it is compared."""
        if any(len(typed.strip()) > len(str(LARGEST)) for typed in valuelist):
            self.data = None
            raise ValueError(_("Enter a whole number, such as 5."))
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Enter a whole number, such as 5.")) from error


class DayField(DateField):
    """A day that somebody alive may mean; what is none is answered with what to type."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day, or say how one is written. The calendar's own ends leave no room to count weeks from there."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Enter a day, such as 2026-12-13.")) from error
        if self.data is not None and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            self.data = None
            raise ValueError(_("Look at the year once more: enter a day, such as 2026-12-13."))


class HourField(TimeField):
    """A time of day; what is none is answered with what to type."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time, or say how one is written."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Enter a time, such as 18:00.")) from error


class BaseForm(FlaskForm):  # type: ignore[misc]
    """A form whose text fields come stripped."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Strip what was typed; passwords and files stay as they are."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Bind the field, with the strip filter before its own ones."""
            field: Field = unbound_field.bind(form=form, **options)
            if not isinstance(field, (PasswordField, FileField, MultipleFileField)):
                field.filters = [strip, *field.filters]
            return field

    @contextmanager
    def takes_refusal(self) -> Iterator[None]:
        """Let what the act refuses stand above the form, so that nothing typed is lost.

        Put it around the transaction, which is rolled back first; then look at `form_errors`. What is not there, or
        not allowed, still ends the request.
        """
        try:
            yield
        except Refusal as refusal:
            if refusal.status not in SAID_BY_THE_FORM:
                raise
            self.form_errors.append(str(refusal.sentence))
