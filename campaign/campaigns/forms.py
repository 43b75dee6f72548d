"""Forms for campaigns."""

from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _
from wtforms import EmailField, Field, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from campaign.campaigns.models import Role
from campaign.organisers.forms import NewPasswordForm
from campaign.parliament import groups
from campaign.web.forms import REQUIRED, BaseForm

MAX_TITLE = 200
MAX_STORY = 4000


class CampaignForm(BaseForm):
    """A campaign's title and story."""

    title = StringField(
        _("Title"), [DataRequired(REQUIRED), Length(max=MAX_TITLE, message=_("Shorten this to 200 characters."))]
    )
    story = TextAreaField(_("Story"), [Length(max=MAX_STORY, message=_("Shorten this to 4000 characters."))])


ROLE_NAMES = {
    Role.OWNER: _("Owner"),
    Role.EDITOR: _("Editor"),
    Role.DESK: _("Desk"),
    Role.VIEWER: _("Viewer"),
    Role.SHEPHERD: _("Shepherd"),
}
ROLE_WORDS = {
    Role.OWNER: _("Does everything, and decides who is in the team."),
    Role.EDITOR: _("Writes, opens and closes letters, invites Members, approves evidence, makes and delivers PDFs."),
    Role.DESK: _("Sees everything; takes signatures in person and brings evidence that somebody else approves."),
    Role.VIEWER: _("Sees everything and changes nothing."),
    Role.SHEPHERD: _("Sees and invites the Members of one political group, and nobody else."),
}


class RoleForm(BaseForm):
    """A role, as one choice; a shepherd's holds the group."""

    role = SelectField(_("Role"), validators=[InputRequired(REQUIRED)], default=Role.VIEWER.value)

    def __init__(self, day: date, **rest: Any) -> None:
        """With the groups of this day."""
        super().__init__(**rest)
        self.role.choices = role_choices(day)

    @property
    def chosen(self) -> tuple[Role, str | None]:
        """The role, and the group a shepherd cares for."""
        role, _colon, group = str(self.role.data).partition(":")
        return Role(role), group or None


class TeamForm(RoleForm):
    """Whom to ask to join, and as what."""

    email = EmailField(
        _("E-mail address"), [InputRequired(REQUIRED), Length(max=254)], render_kw={"autocomplete": "off"}
    )

    def validate_email(self, field: Field) -> None:
        """Refuse what no mail can be sent to."""
        try:
            validate_email(field.data, check_deliverability=False, test_environment=True)
        except EmailNotValidError as error:
            raise ValidationError(_("Type an address such as name@example.org.")) from error


class JoinForm(NewPasswordForm):
    """A new account for whoever accepts: a name and a password."""

    name = StringField(_("Your name"), [DataRequired(REQUIRED), Length(max=120)], render_kw={"autocomplete": "name"})


def role_choices(day: date) -> list[tuple[str, str]]:
    """Every role; the shepherd's once for each group of that day."""
    plain = [(each.value, str(ROLE_NAMES[each])) for each in Role if each is not Role.SHEPHERD]
    shepherd = str(ROLE_NAMES[Role.SHEPHERD])
    return plain + [(f"shepherd:{each.code}", f"{shepherd}: {each.official}") for each in groups.in_force(day)]
