"""The mail that carries a letter, the words that go with it, and who else gets it."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the stubs
    BooleanField,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Optional, Regexp

from campaign.delivering import naming
from campaign.delivering.models import Audience, Edition
from campaign.handover.form_parts import ANYWAY, LONG, SHORT, TEXT, AlongForm, Filled, Mailbox
from campaign.parliament import languages
from campaign.web.forms import REQUIRED, BaseForm


class MailForm(AlongForm):
    """Where the mail goes, and with which edition."""

    mailbox = StringField(_("Mail address"), [InputRequired(REQUIRED), SHORT, Mailbox()])
    edition = SelectField(_("Which edition"), [DataRequired(REQUIRED)])

    def offer_editions(self, editions: Sequence[Edition]) -> None:
        """Offer the addressee's and the public file of the latest number."""
        number = editions[0].number
        self.edition.choices = [
            SelectChoice(each.public_id, naming.AUDIENCES[each.audience])
            for each in editions
            if each.number == number and each.audience is not Audience.ARCHIVE
        ]


class SendForm(MailForm):
    """The confirmation: what was looked at, and the number of the page that shows it."""

    once = HiddenField(validators=[InputRequired(), Regexp(r"^[a-z0-9]{12}\Z")])
    anyway = BooleanField(_("I have read this, and send it all the same"))

    def must_mean_it(self) -> None:
        """Ask for the tick."""
        self.anyway.errors = [ANYWAY]


class CoverForm(BaseForm):
    """The words that go with the letter."""

    subject = StringField(_("Subject of the mail"), [InputRequired(REQUIRED), SHORT, Filled()])
    text = TextAreaField(_("Text of the mail"), [InputRequired(REQUIRED), TEXT, Filled()])
    note = TextAreaField(_("Cover note on paper"), [InputRequired(REQUIRED), TEXT, Filled()])
    sender_name = StringField(_("In whose name"), [InputRequired(REQUIRED), SHORT])
    reply_to = StringField(_("Answers by mail go to"), [InputRequired(REQUIRED), SHORT, Mailbox()])


class PartyForm(BaseForm):
    """Somebody beside the addressees who gets the letter."""

    name = StringField(_("Name and office"), [InputRequired(REQUIRED), SHORT])
    postal = TextAreaField(_("Postal address"), [LONG])
    email = StringField(_("Mail address"), [Optional(), SHORT, Mailbox()])
    salutation = StringField(_("Salutation"), [SHORT])
    language = SelectField(_("Language"))

    def offer_languages(self) -> None:
        """Every language an addressee can have."""
        self.language.choices = [SelectChoice("", "–"), *(SelectChoice(*each) for each in languages.choices())]
