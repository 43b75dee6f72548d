"""What somebody who holds a letter can give: the printed code, or the file."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from campaign.web.forms import BaseForm


class CodeForm(BaseForm):
    """The code at the foot of every page."""

    code = StringField(
        _("Code at the foot of the page"),
        [DataRequired(_("Type the code that is printed at the foot of every page.")), Length(max=40)],
    )


class FileForm(BaseForm):
    """The PDF itself."""

    file = FileField(_("PDF file"), [FileRequired(_("Choose the PDF file you want to check."))])
