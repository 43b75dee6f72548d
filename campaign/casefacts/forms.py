"""Forms of facts: one field for each, made from the list of facts there is."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from campaign.casefacts.words import LABELS
from campaign.drafting import normal
from campaign.drafting.facts import Fact, Kind
from campaign.web.forms import BaseForm, DayField, WholeField
from campaign.web.wellformed import read_json

_LINE = Length(max=300, message=_("Shorten this to 300 characters."))
_POINTS = Length(max=4000, message=_("Shorten this to 4000 characters."))


class FactsForm(BaseForm):
    """Facts of a case. `base` says which values the person began with, so that nobody writes over another unasked."""

    base = HiddenField()

    @property
    def facts(self) -> dict[str, Field]:
        """The fields by the names of their facts."""
        prefix = "fact-"
        return {name.removeprefix(prefix): field for name, field in self._fields.items() if name.startswith(prefix)}

    def typed(self) -> dict[str, str]:
        """What was typed, each fact in its one spelling."""
        return {name: _value(field.data) for name, field in self.facts.items()}

    def changed(self) -> dict[str, str]:
        """What the person changed; call it after validation."""
        began = self._began
        return {name: value for name, value in self.typed().items() if began.get(name, _mark("")) != _mark(value)}

    def collides(self, known: Mapping[str, str]) -> bool:
        """Whether somebody else changed one of these facts meanwhile; the field then says so."""
        began, found = self._began, False
        for name, value in self.changed().items():
            there = known.get(name, "")
            if _mark(there) != began.get(name, _mark("")) and there != value:
                said = _("Meanwhile somebody entered: %(value)s. Save again to put yours in its place.", value=there)
                self.facts[name].errors = [*self.facts[name].errors, said]
                found = True
        if found:
            self.base.data = _marks(known, self.facts)
        return found

    @property
    def _began(self) -> dict[str, str]:
        try:
            began = read_json(self.base.data or "{}")
        except ValueError:
            return {}
        return began if isinstance(began, dict) else {}


class OfferForm(BaseForm):
    """Take over what the facts change, or leave the text; `version` is that of the draft that was looked at."""

    version = WholeField(widget=HiddenInput())


def facts_form(facts: Iterable[Fact], known: Mapping[str, str]) -> FactsForm:
    """A form with these facts as they are known."""
    wanted = list(facts)
    made = type("TheseFacts", (FactsForm,), {each.field: _field(each) for each in wanted})
    values: dict[str, Any] = {each.field: _shown(each, known.get(each.name, "")) for each in wanted}
    form: FactsForm = made(data=values | {"base": _marks(known, [each.name for each in wanted])})
    return form


def _field(fact: Fact) -> Any:
    label = LABELS[fact.name]
    if fact.kind is Kind.DAY:
        return DayField(label, [Optional()])
    if fact.kind is Kind.POINTS:
        return TextAreaField(label, [_POINTS], render_kw={"rows": 4})
    return StringField(label, [_LINE, _no_bracket])


def _no_bracket(_form: BaseForm, field: Field) -> None:
    """A fact that itself says that something is missing would never be done."""
    if "[MISSING" in (field.data or ""):
        raise ValidationError(_("Enter the fact itself, or leave the field empty."))


def _shown(fact: Fact, value: str) -> Any:
    if fact.kind is not Kind.DAY:
        return value
    return date.fromisoformat(value) if value else None


def _value(typed: Any) -> str:
    if isinstance(typed, date):
        return typed.isoformat()
    return normal.lines(typed or "")


def _marks(known: Mapping[str, str], names: Iterable[str]) -> str:
    return json.dumps({name: _mark(known.get(name, "")) for name in names}, separators=(",", ":"))


def _mark(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:16]
