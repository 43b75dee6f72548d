"""What organisers fill in about evidence: the file, the Member, the day, the judgement."""

import re

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileRequired, FileSize
from wtforms import DateField, Field, FileField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from campaign.claims import messages
from campaign.signing.forms import LinkForm
from campaign.web.forms import REQUIRED, BaseForm

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
        found = re.search(r"(\d+)\s*$", self.member.data or "")
        return int(found.group(1)) if found else 0

    def validate_member(self, field: Field) -> None:
        """A Member of the list, or a Member's number."""
        if not 0 < self.ep_id < 2**31:
            raise ValidationError(_("Choose the Member from the list that opens while you type."))


class WordForm(MemberForm):
    """When a Member said yes."""

    day = DateField(_("Day"), [InputRequired(_("Enter the day on which it was said."))])


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
