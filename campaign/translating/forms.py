"""The editor of a translation."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FieldList, Form, FormField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from campaign.drafting import markdown
from campaign.drafting.acts import MAX_ROWS
from campaign.parliament import languages
from campaign.translating.content import Block, Wording
from campaign.web.forms import BaseForm, WholeField

_LINE = Length(max=300, message=_("Shorten this to 300 characters."))
_BLOCK = Length(max=2000, message=_("Shorten this to 2000 characters."))
_BODY = Length(max=markdown.MAX_LENGTH, message=_("Shorten the text to 40 000 characters."))


class BeginForm(BaseForm):
    """Into which language."""

    language = SelectField(_("Language"))

    def __init__(self, *args: Any, without: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [SelectChoice(code, name) for code, name in languages.choices() if code != without]


class BlockForm(Form):
    """One addressee in that language."""

    name = StringField(_("Name"), [_LINE])
    office = TextAreaField(_("Office"), [_BLOCK], render_kw={"rows": 2})
    postal = TextAreaField(_("Postal address"), [_BLOCK], render_kw={"rows": 3})
    salutation = StringField(_("Salutation"), [_LINE])


class TranslationForm(BaseForm):
    """The editor."""

    version = WholeField(widget=HiddenInput())
    place = StringField(_("Place"), [_LINE])
    addressees = FieldList(FormField(BlockForm), max_entries=MAX_ROWS)
    subject = StringField(_("Subject"), [_LINE])
    body = TextAreaField(_("Body"), [_BODY], render_kw={"rows": 24, "spellcheck": "true"})
    closing = TextAreaField(_("Closing"), [_BLOCK], render_kw={"rows": 2})
    cc = TextAreaField(_("Copies to"), [_BLOCK], render_kw={"rows": 3})

    def wording(self) -> Wording:
        """What was typed; call it after validation."""
        texts = {name: getattr(self, name).data or "" for name in ("place", "subject", "body", "closing", "cc")}
        blocks = tuple(Block(**{name: value or "" for name, value in each.data.items()}) for each in self.addressees)
        return Wording(**texts, addressees=blocks)


class PublishForm(BaseForm):
    """Consent to publishing exactly the text with this digest."""

    digest = HiddenField()
