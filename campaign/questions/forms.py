"""Forms for written questions."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the types lag behind 3.3
from wtforms.validators import DataRequired, Length, Optional

from campaign.questions import rules
from campaign.questions.models import Institution, Part
from campaign.web.addresses import web_address
from campaign.web.forms import REQUIRED, BaseForm, DayField

INSTITUTIONS = {
    Institution.COMMISSION: _("European Commission"),
    Institution.VP_HR: _("Vice-President of the Commission / High Representative (VP/HR)"),
    Institution.COUNCIL: _("Council"),
    Institution.EUROPEAN_COUNCIL: _("President of the European Council"),
}
MAX_SUBJECT, MAX_TEXT = 300, 6000


class QuestionForm(BaseForm):
    """A draft. Length and sub-questions are told beside it and keep nobody from saving."""

    institution = SelectField(
        _("To"), choices=[SelectChoice(each.value, label) for each, label in INSTITUTIONS.items()]
    )
    subject = StringField(_("Subject"), [Length(max=MAX_SUBJECT, message=_("Shorten this to 300 characters."))])
    text = TextAreaField(_("Question"), [Length(max=MAX_TEXT, message=_("Shorten this to 6000 characters."))])
    is_priority = BooleanField(_("Priority question, to be answered within three weeks"))
    version = HiddenField(default="0")


class MemberForm(BaseForm):
    """A Member, as author or supporter."""

    ep_id = HiddenField(validators=[DataRequired(REQUIRED)])
    part = RadioField(
        _("As"),
        choices=[SelectChoice(Part.AUTHOR.value, _("Author")), SelectChoice(Part.SUPPORTER.value, _("Supporter"))],
    )


class NameForm(BaseForm):
    """How a name is printed."""

    ep_id = HiddenField(validators=[DataRequired(REQUIRED)])
    printed_name = StringField(_("Printed as"), [DataRequired(REQUIRED), Length(max=120)])


class CourseForm(BaseForm):
    """What became of a question, and its answer."""

    reference = StringField(_("Reference"))
    tabled_on = DayField(_("Tabled on"), [Optional()])
    forwarded_on = DayField(_("Forwarded on"), [Optional()])
    published_on = DayField(_("Published on"), [Optional()])
    answered_on = DayField(_("Answered on"), [Optional()])
    question_url = StringField(_("Address of the question"), [web_address])
    answer_url = StringField(_("Address of the answer"), [web_address])
    answer_file = FileField(_("The answer as a file"))
    is_public = BooleanField(_("Show it on the campaign's public page"))

    def validate_reference(self, field: Any) -> None:
        """The reference in any of its written forms; kept as Parliament prints it."""
        if not field.data:
            return
        try:
            field.data = str(rules.reference(field.data))
        except ValueError as error:
            raise ValidationError(_("Enter it as Parliament prints it, such as E-007095/2017.")) from error
