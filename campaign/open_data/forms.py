"""The address that is to be told."""

from flask_babel import lazy_gettext as _
from wtforms import URLField
from wtforms.validators import DataRequired, Length

from campaign.web.forms import REQUIRED, BaseForm


class WebhookForm(BaseForm):
    """One address."""

    url = URLField(_("Address of your system"), [DataRequired(REQUIRED), Length(max=1000)])
