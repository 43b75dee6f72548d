"""How long a round waits, and whom it asks."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the stubs
    RadioField,
    SelectChoice,
)
from wtforms.validators import DataRequired

from campaign import clock
from campaign.web.forms import BaseForm, DayField, HourField

EVERYBODY, ONLY_NEW = "everybody", "only_new"


class RoundForm(BaseForm):
    """Until when, and whom."""

    day = DayField(_("Wait for objections until"), validators=[DataRequired(_("Enter the day until which you wait."))])
    hour = HourField(
        _("Hour, as the clocks in Brussels show it"), validators=[DataRequired(_("Enter the hour, such as 18:00."))]
    )
    whom = RadioField(
        _("Who is asked?"),
        choices=[
            SelectChoice(EVERYBODY, _("Every Member under the letter")),
            SelectChoice(ONLY_NEW, _("Only those whom no round asked yet")),
        ],
        default=EVERYBODY,
    )

    @property
    def wait_until(self) -> datetime:
        """The instant that was chosen, once the form is valid."""
        assert self.day.data is not None, "the day is required"
        assert self.hour.data is not None, "the hour is required"
        return clock.brussels_instant(self.day.data, self.hour.data)

    @property
    def only_new(self) -> bool:
        """Whether those whom a round asked already are left out."""
        return bool(self.whom.data == ONLY_NEW)
