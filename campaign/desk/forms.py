"""What an organiser says when a desk begins, and the sheet that a Member fills in at it."""

import json
from datetime import UTC, datetime

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the types lag behind 3.3
from wtforms.validators import DataRequired, Length, Regexp

from campaign import tokens
from campaign.desk import sealing
from campaign.desk.operations import Sheet
from campaign.signing import consent
from campaign.signing.forms import SignForm
from campaign.signing.models import AutographKind
from campaign.web.forms import REQUIRED, BaseForm

KEY = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
MISSING = _("The form is not whole. Start again with the Member's name.")


class StartForm(BaseForm):
    """Where the desk stands."""

    place = StringField(
        _("Where are you?"), [DataRequired(REQUIRED), Length(max=120, message=_("Shorten this to 120 characters."))]
    )


class SheetForm(SignForm):
    """The signing form on somebody else's device: no pictures, a key against sending twice, the tablet's time."""

    kind = RadioField(
        _("Your signature"),
        choices=[
            SelectChoice(AutographKind.DRAWN.value, _("Draw")),
            SelectChoice(AutographKind.TYPED.value, _("Type")),
            SelectChoice(AutographKind.NONE.value, _("Name only")),
        ],
        default=AutographKind.TYPED.value,
    )
    image = None  # type: ignore[assignment]  # WTForms' way to leave a field out
    agreed = BooleanField(consent.AGREEMENT, validators=[DataRequired(_("Tick this box to sign."))])
    key = HiddenField(validators=[Regexp(KEY, message=MISSING)])
    desk = HiddenField(validators=[Length(min=tokens.PUBLIC_ID_LENGTH, max=tokens.PUBLIC_ID_LENGTH, message=MISSING)])
    drawn_at = HiddenField()
    ep_id = HiddenField()

    def sheet(self, ep_id: int) -> Sheet:
        """What the Member signed, once the form is valid."""
        wish = self.wish()
        content = json.dumps([ep_id, self.desk.data, wish.as_json()], sort_keys=True)
        return Sheet(
            key=str(self.key.data),
            content_digest=tokens.lasting_digest("desk sheet", content),
            desk=str(self.desk.data),
            ep_id=ep_id,
            drawn_at=_instant(self.drawn_at.data),
            wish=wish,
        )

    @classmethod
    def unsealed(cls, sealed: str) -> "SheetForm | None":
        """The form from a sheet that the tablet sealed; None for anything else."""
        try:
            return cls(formdata=MultiDict(sealing.unseal(sealed)))
        except ValueError:
            return None

    @property
    def member(self) -> int:
        """The number of the Member who signed, as the sheet says; 0 where it says nothing that is one."""
        text = str(self.ep_id.data)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _instant(text: str | None) -> datetime | None:
    """The tablet's time, when it is one that can be read."""
    try:
        found = datetime.fromisoformat(text or "")
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None
