"""What organisers fill in about evidence: the file, the Member, the day, the judgement."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileRequired, FileSize, MultipleFileField
from wtforms import Field, FileField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from campaign import clock
from campaign.claims import messages, scans
from campaign.parliament import groups
from campaign.signing.forms import LinkForm
from campaign.web.forms import REQUIRED, BaseForm, DayField, WholeField, whole_number

LARGEST_PDF = 12_000_000


class ActForm(BaseForm):
    """Nothing but the proof that this page sent it."""


class RefuseForm(BaseForm):
    """Why the evidence is not good enough."""

    reason = TextAreaField(
        _("Why not?"),
        [
            DataRequired(_("Say why, so that your colleague knows what to bring instead.")),
            Length(max=1000, message=_("Shorten it to 1,000 characters.")),
        ],
    )


class MailForm(BaseForm):
    """The raw mail."""

    file = FileField(
        _("The mail as a file (.eml)"),
        [
            FileRequired(_("Choose the file of the saved mail.")),
            FileSize(messages.LARGEST, message=_("This mail is larger than 5 MB. Ask for one without attachments.")),
        ],
    )


class MemberForm(BaseForm):
    """Which Member it is about."""

    member = StringField(_("Member"), [InputRequired(REQUIRED)])

    @property
    def ep_id(self) -> int:
        """The Member's number, which ends what was chosen from the list."""
        last = (self.member.data or "")[-20:].rstrip()
        digits = re.search(r"[0-9]+$", last)
        return (whole_number(digits.group()) or 0) if digits else 0

    def validate_member(self, field: Field) -> None:
        """A Member of the list, or a Member's number."""
        if not 0 < self.ep_id < 2**31:
            raise ValidationError(_("Choose the Member from the list that opens while you type."))


class WordForm(MemberForm):
    """When a Member said yes."""

    day = DayField(_("Day"), [InputRequired(_("Enter the day on which it was said."))])


def _signed_pdf() -> FileField:
    large = _("This file is larger than 12 MB. Our copy and a signature are much less: choose that file.")
    checks = [FileRequired(_("Choose the signed file.")), FileSize(LARGEST_PDF, message=large)]
    return FileField(_("The signed PDF"), checks)


class PdfForm(MemberForm):
    """A copy of the letter that the Member signed electronically."""

    file = _signed_pdf()


class FileOnlyForm(LinkForm):
    """The same from the Member, who is known by the link."""

    file = _signed_pdf()


class PaperForm(BaseForm):
    """What a sheet is for, and whose."""

    title = StringField(
        _("For what"),
        [InputRequired(REQUIRED), Length(max=100, message=_("Shorten it to 100 characters."))],
    )
    group = SelectField(_("Everybody of one political group"), choices=[], validate_choice=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        today = groups.in_force(clock.brussels_day(clock.now()))
        self.group.choices = [("", _("Only those ticked below")), *((each.code, each.official) for each in today)]


class ScansForm(BaseForm):
    """Scanned or photographed pages, the day on them and who saw them signed."""

    file = MultipleFileField(
        _("Scans or photos"),
        [
            FileRequired(_("Choose the file of the scan.")),
            FileSize(scans.LARGEST, message=_("This file is larger than 15 MB. Bring fewer pages at once.")),
        ],
        render_kw={"accept": "application/pdf,image/jpeg,image/png"},
    )
    day = DayField(_("Signed on"), [InputRequired(_("Enter the day on which the sheet was signed."))])
    witness = StringField(
        _("Who saw the Members sign"),
        [InputRequired(REQUIRED), Length(max=200, message=_("Shorten it to 200 characters."))],
    )


class ScanForm(ScansForm):
    """The same for one sheet, whose pages are counted on where no code can be read."""

    first = WholeField(
        _("Where no code can be read: begin with page"),
        [NumberRange(1, 60, _("Enter the number printed at the foot of the page."))],
    )


class RowsForm(BaseForm):
    """By how much the cuts were moved."""

    shift = WholeField(_("Move the cuts"), [NumberRange(-200, 200, _("Enter a number from -200 to 200."))], default=0)
