"""When and where a campaign's page is public."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, StringField, ValidationError
from wtforms.validators import DataRequired

from campaign import clock
from campaign.publishing import operations, rules
from campaign.web.forms import REQUIRED, BaseForm, DayField, HourField


class PublishForm(BaseForm):
    """Address, day and hour."""

    slug = StringField(_("Address of the page"), [DataRequired(REQUIRED)])
    day = DayField(_("Public from"), [DataRequired(_("Enter the day."))])
    hour = HourField(_("Hour, as the clocks in Brussels show it"), [DataRequired(_("Enter the hour, such as 10:00."))])

    is_meant = BooleanField()
    """Set by the page that asks once more and lists what everybody will see."""

    def validate_slug(self, field: Field) -> None:
        """An address that can be typed from paper."""
        if reason := rules.why_no_slug(field.data or ""):
            raise ValidationError(operations.SENTENCES[reason])

    @property
    def public_from(self) -> datetime:
        """The instant at which the embargo ends. Raises ValueError before the form was checked."""
        if self.day.data is None or self.hour.data is None:
            raise ValueError("the form is not checked yet")
        return clock.brussels_instant(self.day.data, self.hour.data)
