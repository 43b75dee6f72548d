"""Forms for logging in and for passwords."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, Field, HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo, InputRequired, Length

from campaign.organisers import rules
from campaign.organisers.models import Organiser
from campaign.organisers.rules import Weakness
from campaign.web.forms import REQUIRED, BaseForm

SENTENCES = {
    Weakness.TOO_SHORT: _(
        "Use at least %(number)s characters; four or five random words do well.", number=rules.SHORTEST
    ),
    Weakness.TOO_LONG: _("Use at most %(number)s characters.", number=rules.LONGEST),
    Weakness.TOO_PLAIN: _("Use more different characters; four or five random words do well."),
    Weakness.GUESSED_FIRST: _("This is among the passwords that are guessed first. Choose another one."),
    Weakness.ABOUT_YOU: _("This is made of your own name or address. Choose something nobody can guess."),
}


class LoginForm(BaseForm):
    """Address and password."""

    email = EmailField(
        _("E-mail address"),
        validators=[InputRequired(REQUIRED), Length(max=254)],
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        _("Password"),
        validators=[InputRequired(REQUIRED), Length(max=rules.LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )


class ForgottenForm(BaseForm):
    """The address a link is sent to."""

    email = EmailField(
        _("E-mail address"),
        validators=[InputRequired(REQUIRED), Length(max=254)],
        render_kw={"autocomplete": "username"},
    )


class NewPasswordForm(BaseForm):
    """A new password, twice."""

    password = PasswordField(
        _("New password"), validators=[InputRequired(REQUIRED)], render_kw={"autocomplete": "new-password"}
    )
    again = PasswordField(
        _("The same once more"),
        validators=[InputRequired(REQUIRED), EqualTo("password", _("Type the same password in both fields."))],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, organiser: Organiser, **rest: Any) -> None:
        """For this organiser's account."""
        super().__init__(**rest)
        self.organiser = organiser

    def validate_password(self, field: Field) -> None:
        """Refuse what is guessed first."""
        weakness = rules.why_weak(field.data, about=(self.organiser.email, self.organiser.name))
        if weakness:
            raise ValidationError(SENTENCES[weakness])


class ChangePasswordForm(NewPasswordForm):
    """The password that holds until now, and a new one."""

    current = PasswordField(
        _("Your password until now"),
        validators=[InputRequired(REQUIRED), Length(max=rules.LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )


class CodeForm(BaseForm):
    """A code from the app or from the paper with recovery codes."""

    code = StringField(
        _("Code"),
        validators=[InputRequired(REQUIRED), Length(max=40)],
        render_kw={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"},
    )


class AppForm(BaseForm):
    """The first code of an app, with the secret that was offered to it."""

    offered = HiddenField()
    code = StringField(
        _("Code from the app"),
        validators=[InputRequired(REQUIRED), Length(max=12)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )


class AgainForm(BaseForm):
    """The password once more, for whoever has no second factor."""

    password = PasswordField(
        _("Password"),
        validators=[InputRequired(REQUIRED), Length(max=rules.LONGEST)],
        render_kw={"autocomplete": "current-password", "autofocus": True},
    )


class EmptyForm(BaseForm):
    """A button and nothing else."""
