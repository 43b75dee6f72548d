"""Forms of the roster: search, bringing lists, saying which column holds what."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import (
    BooleanField,
    MultipleFileField,
    RadioField,
    SearchField,
    SelectField,
    StringField,
    URLField,
)
from wtforms import Field as FormField
from wtforms.fields import choices as field_choices
from wtforms.validators import DataRequired, Length, Optional

from campaign.parliament import countries, groups, languages
from campaign.roster import words
from campaign.roster.queries import Wish
from campaign.roster.sources import columns, fetching, recognition
from campaign.roster.sources.cells import Row, Table
from campaign.roster.sources.columns import ColumnMap, Field
from campaign.roster.sources.recognition import Brought, File
from campaign.roster.sources.refusals import CannotRead
from campaign.web.forms import BaseForm, DayField

SelectChoice = field_choices.SelectChoice  # type: ignore[attr-defined]  # the stubs are older than 3.3
Choices = list[Any]


class SearchForm(BaseForm):
    """Which Members to show; sent by GET, so without a token."""

    class Meta(BaseForm.Meta):
        """Nothing is changed by looking."""

        csrf = False

    text = SearchField(_("Name"), default="")
    country = SelectField(_("Country"), default="")
    group = SelectField(_("Political group"), default="")
    party = SelectField(_("National party"), default="")
    committee = SelectField(_("Committee"), default="")
    former = BooleanField(_("Former Members too"))

    def offer(self, day: date, parties: Sequence[str], committees: Sequence[str]) -> None:
        """Fill in what can be chosen on that day."""
        listed = [each for each in countries.alphabetical() if each.was_member_on(day) or self.former.data]
        self.country.choices = _any([SelectChoice(each.code, each.label(on=day)) for each in listed])
        self.group.choices = _any(
            [SelectChoice(each.code, each.official) for each in groups.by_size(day) if each.stood_on(day)]
        )
        self.party.choices = _any([SelectChoice(each) for each in parties])
        self.committee.choices = _any([SelectChoice(each) for each in committees])

    @property
    def wish(self) -> Wish:
        """The question asked; a choice that is not offered asks for nothing."""
        chosen = {name: self._chosen(name) for name in ("country", "group", "party", "committee")}
        return Wish(text=(self.text.data or "")[:100], former=bool(self.former.data), **chosen)

    def _chosen(self, name: str) -> str:
        field = self[name]
        offered = {choice.value for choice in field.choices}
        return field.data if field.data in offered else ""


def _any(choices: Choices) -> Choices:
    return [SelectChoice("", str(_("Any"))), *choices]


class NameFormForm(BaseForm):
    """A Member's name as another language writes it; empty parts forget it."""

    language = SelectField(
        _("Language"),
        [DataRequired(_("Choose the language."))],
        choices=[SelectChoice("", _("choose")), *(SelectChoice(code, name) for code, name in languages.choices())],
    )
    given = StringField(_("First names"), [Length(max=80, message=_("Shorten this to 80 characters."))])
    surname = StringField(_("Family name"), [Length(max=80, message=_("Shorten this to 80 characters."))])


class BringForm(BaseForm):
    """Lists to take over: files or an address, the day they show, whether they are complete."""

    files = MultipleFileField(_("Files"))
    address = URLField(_("Or an address"))
    shows_on = DayField(_("Day the list shows"), validators=[Optional()])
    whole = RadioField(
        _("Is it complete?"),
        choices=[
            SelectChoice("judge", _("Judge by its seats, countries and groups")),
            SelectChoice("yes", _("Yes: Members who are missing from it have left")),
            SelectChoice("no", _("No, only some Members: nobody's mandate ends")),
        ],
        default="judge",
    )

    today: date
    brought: tuple[File, ...] = ()
    recognised: Brought

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape first, then whether the files are lists at all; what is wrong stands at the field it came from."""
        if not super().validate(extra_validators):
            return False
        chosen = [each for each in self.files.data or () if isinstance(each, FileStorage) and each.filename]
        if not chosen and not self.address.data:
            return _wrong(self.files, _("Choose the list you saved, or give the address of one."))
        field = self.files if chosen else self.address
        try:
            self.brought = tuple((str(each.filename), each.read()) for each in chosen)
            if self.address.data:
                field = self.address
                self.brought += (fetching.fetch(self.address.data),)
            field = self.files if chosen else self.address
            self.recognised = recognition.sort(self.brought)
            if not self.recognised.tables:
                recognition.sources(self.recognised, day=self.day)
        except CannotRead as refusal:
            return _wrong(field, refusal.sentence)
        return True

    @property
    def day(self) -> date:
        """The day the lists show."""
        return self.shows_on.data or self.today

    @property
    def said_whole(self) -> bool | None:
        """The organiser's word, or None to judge."""
        return {"yes": True, "no": False}.get(self.whole.data or "")


def _wrong(field: FormField, sentence: object) -> bool:
    field.errors = [*field.errors, str(sentence)]
    return False


class ColumnsForm:
    """For each brought table a choice of columns; valid when everything can be read with them."""

    def __init__(self, brought: Brought, day: date, known: Mapping[str, ColumnMap]) -> None:
        """Begin with the columns chosen before, else with the guess."""
        self.brought, self.day = brought, day
        self.problem: object = None
        self.maps: dict[str, ColumnMap] = {}
        self.guesses = {table.file: known.get(table.file) or columns.guess(table) for table in brought.tables}
        self.parts = [
            (table, _column_form(table, self.guesses[table.file])(prefix=f"table{number}-"))
            for number, table in enumerate(brought.tables, start=1)
        ]

    def validate(self) -> bool:
        """Read everything by the chosen columns; the first thing that cannot be read is the problem."""
        if not all(part.validate() for _table, part in self.parts):
            self.problem = _("Choose each column from the list offered.")
            return False
        self.maps = {table.file: _chosen(part, self.guesses[table.file]) for table, part in self.parts}
        try:
            recognition.sources(self.brought, day=self.day, maps=self.maps)
        except CannotRead as refusal:
            self.problem = refusal.sentence
        return self.problem is None

    def headings(self, table: Table) -> list[str]:
        """What stands above the columns of a table."""
        return _headings(table, self.guesses[table.file])

    def samples(self, table: Table) -> tuple[Row, ...]:
        """The first persons of a table, to compare with."""
        first = self.guesses[table.file].heading_rows
        return table.rows[first : first + 4]

    @property
    def stored(self) -> dict[str, Any]:
        """The chosen columns as JSON keeps them."""
        return {
            file: {"columns": [[field.value, column] for field, column in each.columns], "rows": each.heading_rows}
            for file, each in self.maps.items()
        }


def restored(maps: Mapping[str, Any]) -> dict[str, ColumnMap]:
    """The column maps of a draft by file."""
    return {
        file: ColumnMap(tuple((Field(field), column) for field, column in each["columns"]), each["rows"])
        for file, each in maps.items()
    }


def _column_form(table: Table, guessed: ColumnMap) -> type[BaseForm]:
    """A form with a choice of columns for each field, the guess chosen; a sample stands beside each heading."""
    choices: Choices = [SelectChoice("", str(_("Not in this table")))]
    for column, heading in enumerate(_headings(table, guessed)):
        sample = next((row.cells[column] for row in table.rows[guessed.heading_rows :] if row.cells[column]), "")
        choices.append(SelectChoice(str(column), f"{heading} ({sample[:30]})" if sample else heading))
    offered: dict[str, Any] = {}
    for field, label in words.FIELDS.items():
        at = guessed.column(field)
        offered[field.value] = SelectField(label, choices=choices, default="" if at is None else str(at))
    return type("OneTableForm", (BaseForm,), offered)


def _headings(table: Table, guessed: ColumnMap) -> list[str]:
    """The columns' headings; their numbers where there are none."""
    written = table.rows[guessed.heading_rows - 1].cells if guessed.heading_rows else ("",) * table.width
    return [text[:40] or str(_("Column %(number)s", number=at)) for at, text in enumerate(written, start=1)]


def _chosen(form: BaseForm, guessed: ColumnMap) -> ColumnMap:
    """The columns as they were chosen; a column chosen twice counts for the first field."""
    found: dict[int, Field] = {}
    for field in words.FIELDS:
        if value := form[field.value].data:
            found.setdefault(int(value), field)
    return ColumnMap(tuple((field, column) for column, field in sorted(found.items())), guessed.heading_rows)
