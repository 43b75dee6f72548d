"""Forms for what happened in a case, its documents and its end."""

from itertools import starmap
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the types lag behind 3.3
from wtforms.validators import DataRequired, Length, Optional

from campaign.campaigns.models import CampaignOutcome
from campaign.parliament import languages
from campaign.timeline.models import DocumentKind
from campaign.web.addresses import web_address
from campaign.web.forms import REQUIRED, BaseForm, DayField

MAX_LINE, MAX_TEXT = 200, 2000

KINDS = {
    DocumentKind.LETTER: _("Letter"),
    DocumentKind.QUESTION: _("Written question"),
    DocumentKind.REPLY: _("Reply"),
    DocumentKind.REPORT: _("Report"),
    DocumentKind.STATEMENT: _("Statement"),
    DocumentKind.PRESS: _("Press article"),
    DocumentKind.PAGE: _("Web page"),
    DocumentKind.OTHER: _("Something else"),
}
OUTCOMES = {
    CampaignOutcome.ACHIEVED: _("What was asked for has happened"),
    CampaignOutcome.PARTLY: _("Part of it has happened"),
    CampaignOutcome.NOT_ACHIEVED: _("It has not happened"),
    CampaignOutcome.OVERTAKEN: _("Events have overtaken it"),
}


def _line(label: str, *more: Any) -> StringField:
    return StringField(label, [*more, Length(max=MAX_LINE, message=_("Shorten this to 200 characters."))])


class DocumentFactsForm(BaseForm):
    """What is said about a document; the file or address itself is brought once."""

    kind = SelectField(_("What it is"), choices=[SelectChoice(kind.value, label) for kind, label in KINDS.items()])
    title = _line(_("Title"), DataRequired(REQUIRED))
    language = SelectField(
        _("Language"), choices=[SelectChoice("", _("not said")), *starmap(SelectChoice, languages.choices())]
    )
    published_by = _line(_("Published by"))
    dated_on = DayField(_("Date"), [Optional()])
    is_public = BooleanField(_("Show it on the campaign's public page"))


class DocumentForm(DocumentFactsForm):
    """A new document: a file, or the address of what others published."""

    file = FileField(_("File"))
    url = StringField(_("Or its address on the web"), [web_address])

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields, and that there is a file or an address, not both."""
        valid = super().validate(extra_validators)
        if bool(self.file.data) == bool(self.url.data):
            self.url.errors = [*self.url.errors, _("Bring a file or enter an address, one of the two.")]
            return False
        return bool(valid)


class EventForm(BaseForm):
    """One entry of the timeline."""

    title = _line(_("What happened"), DataRequired(REQUIRED))
    starts_on = DayField(_("Day"), [DataRequired(_("Enter the day on which it happened."))])
    ends_on = DayField(_("Last day, if it took several"), [Optional()])
    text = TextAreaField(_("More about it"), [Length(max=MAX_TEXT, message=_("Shorten this to 2000 characters."))])
    url = StringField(_("Address on the web"), [web_address])
    document = SelectField(_("Document that belongs to it"))
    is_public = BooleanField(_("Show it on the campaign's public page"))

    def validate_ends_on(self, field: DayField) -> None:
        """Nothing ends before it starts."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day lies before the first. Mend one of the two."))


class OutcomeForm(BaseForm):
    """How the case ended."""

    outcome = RadioField(
        _("How it ended"),
        [DataRequired(_("Choose one."))],
        choices=[SelectChoice(outcome.value, label) for outcome, label in OUTCOMES.items()],
    )
    text = TextAreaField(_("In a few sentences"), [Length(max=MAX_TEXT, message=_("Shorten this to 2000 characters."))])
