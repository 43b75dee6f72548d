"""Choosing, sending and wording: the shape of what organisers type."""

from datetime import datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from campaign import clock
from campaign.inviting import covering
from campaign.web.forms import REQUIRED, BaseForm, DayField, HourField, WholeField, whole_number

MOST_PER_HOUR = 5000


MOMENTS = [SelectChoice("now", _("Now")), SelectChoice("later", _("On a day and hour"))]


class EmptyForm(BaseForm):
    """Nothing but the proof that this page sent it."""


class SendForm(BaseForm):
    """Who gets the mail, and when it leaves."""

    members = HiddenField()
    when = RadioField(_("When do the mails leave?"), choices=MOMENTS, default="now")
    day = DayField(_("Day"), validators=[Optional()])
    hour = HourField(_("Hour, as the clocks in Brussels show it"), validators=[Optional()])

    @property
    def ep_ids(self) -> list[int]:
        """The chosen Members' numbers."""
        return [number for each in (self.members.data or "").split(",") if (number := whole_number(each)) is not None]

    @property
    def due_at(self) -> datetime | None:
        """The hour that was chosen; None: now."""
        if self.when.data == "now" or self.day.data is None or self.hour.data is None:
            return None
        return clock.brussels_instant(self.day.data, self.hour.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """A later time needs both parts."""
        if self.when.data == "now":  # what stands in the day and hour does not matter then
            return bool(self.when.validate(self)) and bool(self.csrf_token.validate(self))
        if not super().validate(extra_validators):
            return False
        for field in (self.day, self.hour):
            if field.data is None:
                field.errors = [_("Fill in the day and the hour, or send the mails now.")]
                return False
        return True


class Wording:
    """A text may hold our placeholders and nothing else in braces."""

    def __init__(self, *, with_link: bool) -> None:
        self.with_link = with_link

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Say which piece is no placeholder."""
        if stray := covering.stray(field.data or ""):
            raise ValidationError(
                gettext(
                    "“%(stray)s” is no placeholder. Use one from the list, such as {name}, or leave the braces out.",
                    stray=stray,
                )
            )
        if not self.with_link and covering.holds_link(field.data or ""):
            raise ValidationError(gettext("A subject cannot hold the link. Take {link} out; the text has it."))


def _subject(label: Any) -> StringField:
    short = Length(max=200, message=_("Shorten the subject to 200 characters."))
    return StringField(label, validators=[InputRequired(REQUIRED), short, Wording(with_link=False)])


def _text(label: Any) -> TextAreaField:
    short = Length(max=8000, message=_("Shorten the text to 8,000 characters."))
    return TextAreaField(label, validators=[InputRequired(REQUIRED), short, Wording(with_link=True)])


def _number(label: Any, least: int, most: int) -> WholeField:
    sentence = _("Enter a whole number from %(least)s to %(most)s.", least=least, most=most)
    return WholeField(label, validators=[InputRequired(sentence), NumberRange(least, most, sentence)])


class CoveringForm(BaseForm):
    """Subject and covering text of a letter's invitations and reminders, their pace, and when to remind."""

    subject = _subject(_("Subject of the invitation"))
    text = _text(_("Text of the invitation"))
    reminder_subject = _subject(_("Subject of a reminder"))
    reminder_text = _text(_("Text of a reminder"))
    reply_to = StringField(_("Answers by mail go to"))
    mails_per_hour = _number(_("Mails an hour at most"), 1, MOST_PER_HOUR)
    reminders_at_most = _number(_("Reminders for one Member at most"), 0, 5)
    days_between = _number(_("Days between two mails at least"), 1, 60)
    reminds_by_itself = BooleanField(_("Send reminders by themselves when they are due"))

    def validate_reply_to(self, field: Field) -> None:
        """An address, or nothing."""
        if field.data:
            try:
                validate_email(field.data, check_deliverability=False)
            except EmailNotValidError:
                raise ValidationError(
                    gettext("Enter an address such as office@example.org, or leave it empty.")
                ) from None
