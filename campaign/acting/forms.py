"""What an office and its assistants type. The secret in the address is the guard, as on all pages behind a link."""

from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the types lag behind 3.3
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from campaign.offices import rules
from campaign.offices.models import Scope
from campaign.signing import autographs
from campaign.signing.autographs import BadAutograph
from campaign.signing.forms import SENTENCES, LinkForm
from campaign.signing.models import AutographKind
from campaign.signing.wishes import Wish
from campaign.web.forms import DayField

SCOPES = {
    Scope.PREPARE: _("Prepare only: fill everything in, and I confirm with a code"),
    Scope.SINGLE: _("Sign one letter for me"),
    Scope.STANDING: _("Sign any letter for me"),
}


class AssistantForm(LinkForm):
    """Who is to be registered."""

    name = StringField(
        _("The assistant's name"),
        validators=[
            DataRequired(_("Type the assistant's name.")),
            Length(max=rules.LONGEST_NAME, message=_("Shorten the name to 80 characters.")),
        ],
    )
    mailbox = StringField(_("The assistant's own official mailbox"))

    def validate_name(self, field: Any) -> None:
        """A name is letters and what names are written with: it goes into mails."""
        try:
            field.data = autographs.typed(field.data or "")["text"]
        except BadAutograph as error:
            raise ValidationError(str(_("Type the name with letters only, without special signs."))) from error

    def validate_mailbox(self, field: Any) -> None:
        """One bare address; whether it is official, the office's rules say."""
        try:
            validate_email(field.data or "", check_deliverability=False, allow_smtputf8=False, test_environment=True)
        except EmailNotValidError as error:
            raise ValidationError(str(_("Type a mailbox such as given.family@…, as the directory has it."))) from error


class AuthoriseForm(LinkForm):
    """What an assistant may do, and until when."""

    scope = RadioField(
        _("What may be done"),
        choices=[SelectChoice(each.value, words) for each, words in SCOPES.items()],
        validators=[InputRequired(_("Choose what the assistant may do."))],
    )
    letter = SelectField(_("Which letter"), validate_choice=True)
    ends_on = DayField(_("Until"), validators=[InputRequired(_("Choose the last day."))])

    def offer(self, letters: list[tuple[str, str]], *, today: date) -> None:
        """Set the letters to choose from and the usual last day."""
        self.letter.choices = [SelectChoice("", _("Choose a letter")), *(SelectChoice(*each) for each in letters)]
        if self.ends_on.data is None and not self.is_submitted():
            self.ends_on.data = rules.latest_end(today)

    @property
    def chosen(self) -> Scope:
        """The scope, once the form is valid."""
        return Scope(self.scope.data)


class HandOverForm(LinkForm):
    """Which assistant gets the letter."""

    assistant = RadioField(_("To whom"), validators=[InputRequired(_("Choose an assistant."))])


class LetterForm(LinkForm):
    """What an assistant fills in: never a drawn or uploaded autograph, those are the Member's own hand."""

    digest = HiddenField()
    agreed_to = HiddenField()
    kind = RadioField(
        _("Above the printed name"),
        choices=[
            SelectChoice(AutographKind.TYPED.value, _("The name, typed")),
            SelectChoice(AutographKind.NONE.value, _("Nothing")),
        ],
        default=AutographKind.TYPED.value,
    )
    typed_name = StringField(_("The Member's name, as the Member signs"))
    in_individual_capacity = BooleanField(_("Add “in an individual capacity” under the name"))
    instructed = BooleanField(
        _("The Member told me to do this, for exactly this text, and knows what is said above."),
        validators=[DataRequired(_("Tick this box: nobody acts for a Member without being told to."))],
    )

    def validate_typed_name(self, field: Any) -> None:
        """A typed autograph follows the same rules as the Member's own."""
        self.autograph: dict[str, Any] | None = None
        if self.kind.data == AutographKind.TYPED:
            try:
                self.autograph = autographs.typed(field.data or "")
            except BadAutograph as error:
                raise ValidationError(str(SENTENCES[error.trouble])) from error

    def wish(self) -> Wish:
        """What is to be signed, once the form is valid."""
        return Wish(
            digest=self.digest.data or "",
            in_individual_capacity=self.in_individual_capacity.data,
            kind=AutographKind(self.kind.data),
            autograph=self.autograph,
            consent=self.agreed_to.data or "",
        )
