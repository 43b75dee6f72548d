"""What an organiser writes down about a delivery."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the stubs
    DateField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length

from campaign import clock
from campaign.delivering import naming
from campaign.delivering.models import Audience, Channel, Edition
from campaign.web.forms import REQUIRED, BaseForm

SOMEBODY_ELSE = "0"


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


class DeliveryForm(BaseForm):
    """Which edition reached whom, how and when."""

    edition = SelectField(_("What was delivered"), validators=[DataRequired(REQUIRED)])
    to = SelectField(_("To whom"), validators=[DataRequired(REQUIRED)])
    other = StringField(
        _("Name and office, if somebody else"),
        validators=[Length(max=300, message=_("Shorten this to 300 characters."))],
    )
    channel = SelectField(_("How"), choices=[SelectChoice(each.value, naming.CHANNELS[each]) for each in Channel])
    day = DayField(_("On which day"), validators=[DataRequired(_("Enter the day of the delivery."))])
    note = TextAreaField(_("Note"), validators=[Length(max=2000, message=_("Shorten this to 2000 characters."))])

    def offer(self, editions: Sequence[Edition]) -> None:
        """Offer these editions but the archive's, and the addressees of the latest text."""
        deliverable = [each for each in editions if each.audience is not Audience.ARCHIVE]
        self.edition.choices = [
            SelectChoice(
                each.public_id,
                _("Edition %(number)s, %(kind)s", number=each.number, kind=naming.AUDIENCES[each.audience]),
            )
            for each in deliverable
        ]
        self.to.choices = [
            *(SelectChoice(str(place), name) for place, name in enumerate(naming.addressees(editions[0].revision), 1)),
            SelectChoice(SOMEBODY_ELSE, _("Somebody else")),
        ]

    @property
    def position(self) -> int | None:
        """The chosen addressee's place in the text, or None for somebody else."""
        return int(self.to.data) or None

    def addressee(self, edition: Edition) -> str:
        """The name of whom it was delivered to."""
        if self.position is None:
            return str(self.other.data or "")
        return naming.addressees(edition.revision)[self.position - 1]

    def delivered_at(self, now: datetime) -> datetime:
        """The end of that day in Brussels; of today: now."""
        assert self.day.data is not None, "the day is required"
        end = clock.end_of_brussels_day(self.day.data)
        return min(end, now) if self.day.data == clock.brussels_day(now) else end
