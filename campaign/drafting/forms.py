"""Forms of the editor and of the pages that open, extend and close a letter."""

import json
from datetime import datetime, time
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the stubs
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from campaign import clock
from campaign.drafting import acts, logo, markdown
from campaign.drafting import draft as drafts
from campaign.drafting.content import AddresseeBlock
from campaign.drafting.draft import Draft
from campaign.drafting.models import Letter, ListOrder
from campaign.parliament import languages
from campaign.web.forms import REQUIRED, BaseForm, DayField, HourField, WholeField
from campaign.web.wellformed import read_json

MAX_LINE = 300
MAX_BLOCK = 2000
_LINE = Length(max=MAX_LINE, message=_("Shorten this to 300 characters."))
_BLOCK = Length(max=MAX_BLOCK, message=_("Shorten this to 2000 characters."))
_BODY = Length(max=markdown.MAX_LENGTH, message=_("Shorten the text to 40 000 characters, or move a part to an annex."))

LIST_FORMATS = [
    SelectChoice("A", "Ada LINDEN (Belgium, S&D)"),
    SelectChoice("B", "Ada Linden (S&D)"),
    SelectChoice("C", "Ada LINDEN (S&D, BE)"),
    SelectChoice("D", "Ms Ada LINDEN, Belgium, S&D"),
    SelectChoice("E", "1. Ada Linden, S&D (Belgium)"),
    SelectChoice("F", "Ada Linden MEP, Example Party (Belgium)"),
]
LIST_ORDERS = [
    SelectChoice(ListOrder.ALPHABETICAL, _("By the alphabet")),
    SelectChoice(ListOrder.COUNTRY_PROTOCOL, _("By country, in the Union's protocol order")),
    SelectChoice(ListOrder.COUNTRY_ALPHABET, _("By country, by the alphabet")),
    SelectChoice(ListOrder.GROUP_SIZE, _("By political group, the largest first")),
    SelectChoice(ListOrder.GROUP_ALPHABET, _("By political group, by the alphabet")),
]


def _languages() -> list[SelectChoice]:
    return [SelectChoice(code, name) for code, name in languages.choices()]


def _goal(label: Any, most: int) -> WholeField:
    message = _("Enter a number from 1 to %(most)s, or nothing.", most=most)
    return WholeField(label, [Optional(), NumberRange(1, most, message=message)])


class AddresseeForm(Form):
    """One addressee, everything as typed."""

    name = StringField(_("Name"), [_LINE])
    office = TextAreaField(_("Office"), [_BLOCK], render_kw={"rows": 2})
    postal = TextAreaField(_("Postal address"), [_BLOCK], render_kw={"rows": 3})
    email = StringField(
        _("E-mail"), [Optional(), _LINE, Email(message=_("Enter an e-mail address, such as office@example.org."))]
    )
    salutation = StringField(_("Salutation"), [_LINE], render_kw={"list": "salutations"})
    language = SelectField(_("Language of this block"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [SelectChoice("", _("as the letter")), *_languages()]

    def block(self) -> AddresseeBlock:
        """The addressee as plain data."""
        return AddresseeBlock(**{name: value or "" for name, value in self.data.items()})


class DraftForm(BaseForm):
    """The editor."""

    version = WholeField(widget=HiddenInput())
    base = HiddenField()
    title = StringField(_("Title"), [DataRequired(REQUIRED), _LINE])
    language = SelectField(_("Language of the letter"))
    subject = StringField(_("Subject"), [_LINE])
    place = StringField(_("Place"), [_LINE])
    dated_on = DayField(_("Date"), [Optional()])
    letterhead_name = StringField(_("Who sends the letter"), [_LINE])
    letterhead_address = TextAreaField(_("Address"), [_BLOCK], render_kw={"rows": 3})
    logo = FileField(_("Logo"), render_kw={"accept": "image/png,image/jpeg"})
    addressees = FieldList(FormField(AddresseeForm), max_entries=acts.MAX_ROWS)
    body = TextAreaField(_("Body"), [_BODY], render_kw={"rows": 22, "spellcheck": "true"})
    closing = TextAreaField(_("Closing"), [_BLOCK], render_kw={"rows": 2})
    cc = TextAreaField(_("Copies to"), [_BLOCK], render_kw={"rows": 3})
    initiators = FieldList(WholeField(widget=HiddenInput()), max_entries=acts.MAX_ROWS)
    initiators_first = BooleanField(_("List the initiators first, once they have signed"))
    list_format = RadioField(_("How names are printed"), choices=LIST_FORMATS)
    list_order = SelectField(_("Order of names"), choices=LIST_ORDERS, coerce=ListOrder)
    deadline_day = DayField(_("Last day"), [Optional()])
    deadline_time = HourField(_("Hour, Brussels time"), [Optional()])
    goal_members = _goal(_("Members"), 720)
    goal_groups = _goal(_("Political groups"), 8)
    goal_countries = _goal(_("Member States"), 27)
    code_required = BooleanField(_("Confirm each signature with a one-time code"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = _languages()
        self.picture: bytes | None = None

    def validate_logo(self, field: FileField) -> None:
        """Draw the logo anew into `picture`; a file that is none is an error of the field, so that no text is lost."""
        if not field.data:
            return
        try:
            self.picture = logo.redrawn(field.data)
        except logo.NoLogo as refused:
            raise ValidationError(str(refused.sentence)) from refused

    @classmethod
    def showing(cls, letter: Letter) -> "DraftForm":
        """The form filled with the draft as it was saved last."""
        return cls.holding(drafts.of_letter(letter), letter.version)

    @classmethod
    def holding(cls, draft: Draft, version: int) -> "DraftForm":
        """The form filled with this draft, as based on that version."""
        return cls(formdata=None, data=_values(draft) | _marks(version, draft))

    def draft(self) -> Draft:
        """The draft as typed; call it after validation."""
        typed = {name: getattr(self, name).data for name in drafts.NAMES if hasattr(self, name)}
        texts = {name: value or "" for name, value in typed.items() if value is None and name not in _MAY_BE_NONE}
        return Draft(
            **typed
            | texts
            | {
                "addressees": tuple(each.form.block() for each in self.addressees),
                "initiators": tuple(each.data for each in self.initiators if each.data),
                "deadline_at": deadline(self.deadline_day.data, self.deadline_time.data),
            }
        )

    @property
    def marks(self) -> dict[str, str]:
        """The fingerprints this editor started from; empty if they were tampered with."""
        try:
            base = read_json(self.base.data or "{}")
        except ValueError:
            return {}
        return base if isinstance(base, dict) else {}


class OpenForm(BaseForm):
    """Consent to freezing exactly the text with this digest."""

    digest = HiddenField()


class ExtendForm(BaseForm):
    """A later deadline and why."""

    deadline_day = DayField(_("New last day"), [DataRequired(_("Enter the new last day, such as 2026-12-20."))])
    deadline_time = HourField(_("Hour, Brussels time"), [Optional()])
    reason = StringField(
        _("Reason"), [DataRequired(_("Say why, in a few words: the reason is kept with the letter.")), _LINE]
    )


class LateForm(BaseForm):
    """Until when late signatures are taken, and why."""

    deadline_day = DayField(_("Last day"), [DataRequired(_("Enter the last day, such as 2026-12-20."))])
    deadline_time = HourField(_("Hour, Brussels time"), [Optional()])
    reason = StringField(
        _("Reason"), [DataRequired(_("Say why, in a few words: the reason is kept with the letter.")), _LINE]
    )


class WordForm(BaseForm):
    """A Word file to read, or the text read from one."""

    file = FileField(_("Word file (.docx)"))
    body = TextAreaField(_("Text read from the file"), [_BODY])
    version = WholeField(widget=HiddenInput())


_MAY_BE_NONE = frozenset({"dated_on", "goal_members", "goal_groups", "goal_countries"})


def deadline(day: Any, hour: time | None) -> datetime | None:
    """The instant a deadline means: this hour in Brussels, or the end of the day where none is given."""
    if day is None:
        return None
    return clock.brussels_instant(day, hour) if hour else clock.end_of_brussels_day(day)


def _values(draft: Draft) -> dict[str, Any]:
    values = {name: getattr(draft, name) for name in drafts.NAMES}
    values["addressees"] = [vars(each) for each in draft.addressees]
    if draft.deadline_at:
        local = clock.in_brussels(draft.deadline_at)
        values["deadline_day"] = local.date()
        values["deadline_time"] = None if local.second else local.time()  # the end of a day is given as a day
    return values


def _marks(version: int, draft: Draft) -> dict[str, Any]:
    return {"version": version, "base": json.dumps(drafts.marks(draft), separators=(",", ":"))}
