"""Forms for missions and meetings."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the types lag behind 3.3
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from campaign import clock
from campaign.missions.models import MeetingState, Occasion
from campaign.web.forms import REQUIRED, BaseForm, DayField, HourField, WholeField

OCCASIONS = {
    Occasion.PART_SESSION: _("Part-session (plenary week in Strasbourg)"),
    Occasion.MINI_SESSION: _("Short part-session (Brussels)"),
    Occasion.COMMITTEES: _("Committee week"),
    Occasion.GROUPS: _("Group week"),
    Occasion.OTHER: _("Something else"),
}
STATES = {
    MeetingState.WISHED: _("Wished for"),
    MeetingState.AGREED: _("Agreed"),
    MeetingState.HELD: _("Held"),
    MeetingState.CANCELLED: _("Cancelled"),
}
_SHORT = Length(max=200, message=_("Shorten this to 200 characters."))
_LONG = Length(max=2000, message=_("Shorten this to 2000 characters."))


class MissionForm(BaseForm):
    """Where, when and who."""

    place = StringField(_("Place"), [DataRequired(REQUIRED), _SHORT])
    occasion = SelectField(
        _("Occasion"), choices=[SelectChoice(each.value, label) for each, label in OCCASIONS.items()]
    )
    starts_on = DayField(_("First day"), [DataRequired(_("Enter the first day."))])
    ends_on = DayField(_("Last day"), [DataRequired(_("Enter the last day."))])
    delegation = TextAreaField(_("Delegation"), [_LONG])
    note = TextAreaField(_("Notes for the team"), [_LONG])
    is_public = BooleanField(_("Show place, days and delegation on the campaign's public page"))

    def validate_ends_on(self, field: DayField) -> None:
        """No mission ends before it starts."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day lies before the first. Mend one of the two."))


class MeetingForm(BaseForm):
    """When and where a meeting is, and what became of it."""

    state = RadioField(
        _("Where it stands"), choices=[SelectChoice(each.value, label) for each, label in STATES.items()]
    )
    day = DayField(_("Day"), [Optional()])
    hour = HourField(_("Hour, as the clocks in Brussels show it"), [Optional()])
    minutes = WholeField(
        _("Minutes"), [DataRequired(_("Enter the minutes as a number.")), NumberRange(5, 480, _("Between 5 and 480."))]
    )
    room = StringField(_("Room"), [_SHORT])
    subject = StringField(_("Subject"), [_SHORT])
    with_staff = BooleanField(_("With the Member's staff"))
    note = TextAreaField(_("Notes for the team"), [_LONG])

    @property
    def starts_at(self) -> datetime | None:
        """The instant, once both parts are there."""
        if self.day.data is None or self.hour.data is None:
            return None
        return clock.brussels_instant(self.day.data, self.hour.data)


class PersonForm(BaseForm):
    """Somebody who is no Member."""

    person = StringField(_("Name and office"), [DataRequired(REQUIRED), _SHORT])
