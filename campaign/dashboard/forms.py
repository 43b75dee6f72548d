"""Which columns to export, and in which form; which Members to show."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the types lag behind 3.3
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from campaign.dashboard.exports import Column
from campaign.dashboard.members import Sort, Wish
from campaign.dashboard.rules import Standing
from campaign.web.forms import BaseForm
from campaign.web.spreadsheets import FileType

COLUMNS = {
    Column.NUMBER: _("Number in the list"),
    Column.LINE: _("The line as printed"),
    Column.GIVEN: _("First names"),
    Column.SURNAME: _("Family name"),
    Column.COUNTRY: _("Country"),
    Column.COUNTRY_CODE: _("Country code"),
    Column.GROUP: _("Political group"),
    Column.PARTY: _("National party"),
    Column.SIGNED_ON: _("Day of signing"),
    Column.ASSURANCE: _("Assurance"),
    Column.HOW_SURE: _("How sure, in words"),
    Column.EP_ID: _("Person number in the Parliament"),
}
USUAL = [Column.NUMBER, Column.GIVEN, Column.SURNAME, Column.COUNTRY, Column.GROUP]
FILTERS = ("q", "standing", "country", "group", "sort", "others")
FILES = {FileType.XLSX: _("Excel (XLSX)"), FileType.CSV: _("CSV"), FileType.JSON: _("JSON")}


class ExportForm(BaseForm):
    """Columns and file type of an export."""

    columns = SelectMultipleField(
        _("Columns"),
        choices=[SelectChoice(each.value, label) for each, label in COLUMNS.items()],
        default=[each.value for each in USUAL],
        validators=[InputRequired(_("Choose at least one column."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    file_type = RadioField(
        _("File"),
        choices=[SelectChoice(each.value, label) for each, label in FILES.items()],
        default=FileType.XLSX.value,
    )


def wish(asked_for: Any) -> Wish:
    """What a filter's address asks for; what it does not know counts as not asked for."""
    standing, sort = asked_for.get("standing", ""), asked_for.get("sort", "")
    return Wish(
        text=asked_for.get("q", "").strip()[:100],
        standing=standing if standing in list(Standing) else "",
        country=asked_for.get("country", "")[:2],
        group=asked_for.get("group", "")[:10],
        sort=Sort(sort) if sort in list(Sort) else Sort.NAME,
        others=asked_for.get("others") == "1",
    )
