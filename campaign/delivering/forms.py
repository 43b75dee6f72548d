"""Fields and forms of the pages about editions and deliveries."""

from flask_babel import lazy_gettext as _
from wtforms import DateField

from campaign.web.forms import BaseForm


class DayField(DateField):
    """A day; what is no day is answered with what to type."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day, or say how one is written."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Enter a day, such as 2026-12-13.")) from error


class EmptyForm(BaseForm):
    """Nothing but the proof that this page sent it."""
