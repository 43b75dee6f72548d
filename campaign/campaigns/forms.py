"""Forms for campaigns."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from campaign.web.forms import REQUIRED, BaseForm

MAX_TITLE = 200
MAX_STORY = 4000


class CampaignForm(BaseForm):
    """A campaign's title and story."""

    title = StringField(
        _("Title"), [DataRequired(REQUIRED), Length(max=MAX_TITLE, message=_("Shorten this to 200 characters."))]
    )
    story = TextAreaField(_("Story"), [Length(max=MAX_STORY, message=_("Shorten this to 4000 characters."))])
