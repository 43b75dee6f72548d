"""What the forms about deliveries and replies share: lengths, addresses, placeholders, files, days."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the stubs
    Field,
    MultipleFileField,
    SelectChoice,
    ValidationError,
)
from wtforms.validators import DataRequired, Length

from campaign import clock
from campaign.delivering.models import TranslatedEdition
from campaign.handover import covering
from campaign.web import brought
from campaign.web.brought import Brought
from campaign.web.forms import BaseForm, ChecksField
from campaign.web.refusals import Refusal

SHORT = Length(max=300, message=_("Shorten this to 300 characters."))
LONG = Length(max=2000, message=_("Shorten this to 2000 characters."))
TEXT = Length(max=8000, message=_("Shorten the text to 8,000 characters."))
DAY = DataRequired(_("Enter the day."))
ANYWAY = _("Tick this if you mean it, after reading what stands above.")


class Mailbox:
    """One plain mail address: nothing that a header could be made of."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Say what one looks like."""
        try:
            validate_email(field.data or "", check_deliverability=False, allow_smtputf8=False)
        except EmailNotValidError:
            raise ValidationError(gettext("Enter one address such as office@example.org.")) from None


class Filled:
    """A text may hold our placeholders and nothing else in braces."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Say which piece is no placeholder."""
        if stray := covering.stray(field.data or ""):
            raise ValidationError(gettext("“%(stray)s” is no placeholder. Use one from the list.", stray=stray))


class PapersForm(BaseForm):
    """Files that go with what is written down."""

    files = MultipleFileField(_("Files"))

    @property
    def papers(self) -> list[Brought] | None:
        """What was brought; None, with the reason beside the field, where one of them cannot be kept."""
        chosen = [each for each in self.files.data or [] if isinstance(each, FileStorage) and each.filename]
        try:
            return [brought.taken(each.stream, each.filename or "") for each in chosen]
        except Refusal as refusal:
            self.files.errors = [str(refusal.sentence)]
            return None


def not_ahead(field: Field, *, planned: bool = False) -> None:
    """What has happened lies not ahead; what is planned may."""
    if field.data and not planned and field.data > clock.brussels_day(clock.now()):
        raise ValidationError(gettext("That day is still to come. Write it down once it has happened."))


def at(day: Any, now: datetime) -> datetime:
    """The end of that day in Brussels; of today: now."""
    return now if day == clock.brussels_day(now) else clock.end_of_brussels_day(day)


class AlongForm(BaseForm):
    """Which translations go along."""

    translations = ChecksField(_("Translations that go along"))

    def offer_translations(self, found: Sequence[TranslatedEdition], preferred: str) -> None:
        """Offer each language once; ticked to begin with is the party's own, or the only one there is."""
        spoken = {each.language: each.language_name for each in found}
        self.translations.choices = [SelectChoice(*each) for each in spoken.items()]
        if not self.is_submitted():
            self.translations.data = [each for each in spoken if each == preferred or len(spoken) == 1]
