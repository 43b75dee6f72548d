"""Forms for somebody who asks what is held."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import DataRequired, Length

from campaign.web.forms import REQUIRED, BaseForm


class WhoForm(BaseForm):
    """Whom it is about."""

    who = StringField(
        _("The Member's number in the Parliament's directory, or the mailbox"),
        [
            DataRequired(REQUIRED),
            Length(max=200, message=_("Shorten this to 200 characters.")),
        ],
    )


class EraseForm(BaseForm):
    """Whom it is about, and that it is meant."""

    who = HiddenField(validators=[DataRequired(REQUIRED)])
    sure = BooleanField(
        _("I have made sure who asks, and I want this erased"),
        [DataRequired(_("Tick this box: what is erased cannot be brought back."))],
    )
