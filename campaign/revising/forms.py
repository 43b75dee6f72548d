"""Forms of the pages that prepare, publish and look at changes."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import AnyOf, DataRequired, Length

from campaign.drafting.models import RevisionKind
from campaign.web.forms import BaseForm


class ActForm(BaseForm):
    """One button."""


class PublishForm(BaseForm):
    """Which text replaces which, as what, and why."""

    over = HiddenField()
    read = HiddenField()
    kind = StringField(
        _("What kind of change is it?"),
        [AnyOf([RevisionKind.CORRECTION, RevisionKind.MATERIAL], message=_("Choose one of the two."))],
    )
    reason = StringField(
        _("Why the text changes"),
        [
            DataRequired(_("Say why, in a few words: every signatory reads it.")),
            Length(max=300, message=_("Shorten this to 300 characters.")),
        ],
    )
