"""What anybody fills in to ask for a statement, and what the Member presses."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the stubs
    BooleanField,
    FileField,
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
)
from wtforms.validators import Length

from campaign.drafting import glyphs
from campaign.signing.forms import CodeForm as SixDigits
from campaign.statements.operations import About
from campaign.web.addresses import is_web_address
from campaign.web.forms import BaseForm

LETTER, DOCUMENT = "letter", "document"
_LINE = Length(max=300, message=_("Shorten this to 300 characters."))


class AskForm(BaseForm):
    """Which Member, and which letter or document."""

    member = HiddenField()
    kind = RadioField(
        _("What is it about?"),
        choices=[
            SelectChoice(LETTER, _("A letter of this site, by its code")),
            SelectChoice(DOCUMENT, _("A document from elsewhere")),
        ],
        default=DOCUMENT,
    )
    code = StringField(_("Code at the foot of the letter's pages"), [Length(max=40)])
    title = StringField(_("Title of the document"), [_LINE])
    seen = StringField(_("Where it was seen"), [_LINE])
    url = StringField(_("Address on the web"), [Length(max=1000, message=_("Shorten this to 1000 characters."))])
    file = FileField(_("The document itself"))

    @property
    def ep_id(self) -> int:
        """The Member's number, 0 for what is none."""
        typed = self.member.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0

    def about(self, document_digest: str | None) -> About:
        """What the statement would be about, once the form is valid."""
        if self.kind.data == LETTER:
            return About(letter_code=self.code.data or "")
        typed = {each.name: each.data or "" for each in (self.title, self.seen, self.url)}
        return About(**typed, document_digest=document_digest)

    def validate(self, extra_validators: Any = None) -> bool:
        """Each kind needs its own parts."""
        right = bool(super().validate(extra_validators))
        if self.kind.data == LETTER:
            return right and self._has(self.code, _("Type the code that is printed at the foot of every page."))
        right = self._has(self.title, _("Give the document's title, or its first words.")) and right
        right = self._has(self.seen, _("Say where it was seen: a site, a newspaper, a mail.")) and right
        printable = [self._can_be_printed(each) for each in (self.title, self.seen, self.url)]
        right = right and all(printable)
        if self.url.data and not is_web_address(self.url.data):
            self.url.errors = [_("Enter the whole address, such as https://example.org/page.")]
            return False
        return right

    @staticmethod
    def _can_be_printed(field: Any) -> bool:
        """A statement is handed on as a PDF: every character typed here must have a shape there, and be seen."""
        found = glyphs.missing(field.data or "")
        if found:
            listed = ", ".join(found)
            field.errors = [*field.errors, _("Leave out what cannot be printed: %(listed)s.", listed=listed)]
        return not found

    @staticmethod
    def _has(field: Any, sentence: object) -> bool:
        if field.data:
            return True
        field.errors = [*field.errors, sentence]
        return False


class CodeForm(SixDigits):
    """The six digits, and whether everybody may see the statement."""

    publish = BooleanField(_("Show the statement to everybody, on a page of its own"))
