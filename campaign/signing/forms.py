"""What a Member fills in. The secret in the address is the guard; `csrf_token` ties the form to a page of ours."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FileField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the types lag behind 3.3
from wtforms.i18n import DummyTranslations
from wtforms.validators import DataRequired, Length, Regexp

from campaign.signing import autographs, consent
from campaign.signing.autographs import BadAutograph, Trouble
from campaign.signing.models import AutographKind
from campaign.signing.wishes import Wish
from campaign.web.forms import BaseForm

SENTENCES = {
    Trouble.NO_INK: _("Sign in the field with a finger, a pen or the mouse, or choose another kind."),
    Trouble.TOO_MUCH: _("That is more ink than a signature needs. Clear the field and sign again, more simply."),
    Trouble.UNREADABLE: _("This could not be read. Clear the field and sign again, or choose a PNG or JPEG picture."),
    Trouble.NO_PICTURE: _("Choose a picture of your signature, or another kind."),
    Trouble.FILE_TOO_LARGE: _("The picture is larger than 5 MB. Save it smaller and choose it again."),
    Trouble.TOO_MANY_PIXELS: _("The picture has more than 24 million pixels. Save it smaller and choose it again."),
    Trouble.BLANK_PICTURE: _("No ink can be seen in the picture. Photograph your signature on white paper."),
    Trouble.NO_NAME: _("Type your name, or choose another kind."),
    Trouble.NAME_TOO_LONG: _("Shorten the name to 80 characters."),
    Trouble.NO_LETTERS: _("Type your name with letters only, without special signs."),
}


class LinkForm(BaseForm):
    """A form behind a secret link: no session, no cookie."""

    class Meta(BaseForm.Meta):
        """The blueprint compares the token; the session is not touched."""

        csrf = False

        def get_translations(self, form: Any) -> DummyTranslations:
            """None: every sentence here is our own, and reading WTForms' catalogue costs a part of each request."""
            return DummyTranslations()

    csrf_token = HiddenField()


class SignForm(LinkForm):
    """The name block's few choices, the autograph, the agreement."""

    digest = HiddenField()
    agreed_to = HiddenField()
    in_individual_capacity = BooleanField(_("Add “in an individual capacity” under my name"))
    kind = RadioField(
        _("Your signature"),
        choices=[
            SelectChoice(AutographKind.TYPED.value, _("Type")),
            SelectChoice(AutographKind.DRAWN.value, _("Draw")),
            SelectChoice(AutographKind.IMAGE.value, _("Upload")),
            SelectChoice(AutographKind.NONE.value, _("Name only")),
        ],
        default=AutographKind.TYPED.value,
    )
    typed_name = StringField(_("Your name, as you sign"))
    strokes = HiddenField()
    image = FileField(_("A picture of your signature"))
    agreed = BooleanField(consent.AGREEMENT, validators=[DataRequired(_("Tick this box to sign, or decline below."))])

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape of everything, and turn the chosen autograph into what is kept."""
        right = super().validate(extra_validators)
        self.autograph: dict[str, Any] | None = None
        self.picture: bytes | None = None
        field = {AutographKind.TYPED: self.typed_name, AutographKind.IMAGE: self.image}.get(self.kind.data, self.kind)
        if right or not self.kind.errors:
            try:
                self._take_autograph()
            except BadAutograph as error:
                field.errors = [*field.errors, SENTENCES[error.trouble]]
                return False
        return bool(right)

    def _take_autograph(self) -> None:
        match self.kind.data:
            case AutographKind.TYPED:
                self.autograph = autographs.typed(self.typed_name.data or "")
            case AutographKind.DRAWN:
                self.autograph = autographs.drawn(self.strokes.data or "")
            case AutographKind.IMAGE:
                sent = self.image.data
                self.picture = autographs.picture(sent.read(autographs.LARGEST_FILE + 1) if sent else b"")

    def wish(self) -> Wish:
        """What the Member wants, once the form is valid."""
        return Wish(
            digest=self.digest.data or "",
            in_individual_capacity=self.in_individual_capacity.data,
            kind=AutographKind(self.kind.data),
            autograph=self.autograph,
            image=self.picture,
            consent=self.agreed_to.data or "",
        )


class CodeForm(LinkForm):
    """The six digits from the mail; spaces people type between them do not matter."""

    code = StringField(
        _("The code from the mail"),
        filters=[lambda typed: "".join((typed or "").split())],
        validators=[Regexp(r"^[0-9]{6}$", message=_("Type the six digits of the newest mail."))],
    )

    @property
    def typed(self) -> str:
        """The six digits, once the form is valid."""
        return str(self.code.data)


class DeclineForm(LinkForm):
    """A no, with or without a reason."""

    reason = TextAreaField(
        _("Your reason, if you like"),
        validators=[Length(max=1000, message=_("Shorten this to 1000 characters."))],
    )


class ActForm(LinkForm):
    """One button."""
