"""The form for a campaign's privacy notice: what only its organisers know."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length

from campaign.notices import rules
from campaign.notices.rules import Answers
from campaign.web.forms import REQUIRED, BaseForm


def _at_most(number: int) -> Length:
    return Length(max=number, message=_("Shorten this to %(number)s characters.", number=number))


class NoticeForm(BaseForm):
    """Who is responsible, what for, who receives it, where to complain."""

    controller = StringField(_("Your organisation's name"), [DataRequired(REQUIRED), _at_most(200)])
    address = TextAreaField(_("Its postal address"), [DataRequired(REQUIRED), _at_most(400)])
    contact = StringField(
        _("E-mail address for questions about data"),
        [DataRequired(REQUIRED), _at_most(200), Email(message=_("Enter an address like privacy@example.org."))],
    )
    register = StringField(_("Number in the EU Transparency Register, if you have one"), [_at_most(40)])
    purposes = TextAreaField(_("What the data is for"), [DataRequired(REQUIRED), _at_most(2000)])
    recipients = TextAreaField(
        _("Authorities outside the European Union that the letters go to"), [DataRequired(REQUIRED), _at_most(2000)]
    )
    authority = TextAreaField(_("Authority to complain to"), [DataRequired(REQUIRED), _at_most(400)])

    def answers(self) -> Answers:
        """What was filled in, once the form is valid."""
        return Answers(**{name: str(field.data or "") for name, field in self._fields.items() if name in _NAMES})


_NAMES = set(Answers.__dataclass_fields__)


def standing(answers: dict[str, Any] | None, *, authorities: str) -> dict[str, str]:
    """What the form stands at: the version of now, or what can be known already."""
    if answers:
        return {name: str(value) for name, value in answers.items()}
    return {"purposes": str(rules.PURPOSES), "recipients": authorities, "authority": str(rules.AUTHORITY)}
