"""What organisers write down about deliveries and replies: the shape, and what to do where it is wrong."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the stubs
    BooleanField,
    Field,
    HiddenField,
    MultipleFileField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
    ValidationError,
)
from wtforms.validators import URL, DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from campaign import clock
from campaign.delivering import naming
from campaign.delivering.models import Audience, Channel, Edition, TranslatedEdition
from campaign.handover import covering, words
from campaign.handover.models import Outcome, ReplyChannel, ReplyKind, Way
from campaign.parliament import languages
from campaign.web import brought
from campaign.web.brought import Brought
from campaign.web.forms import REQUIRED, BaseForm, ChecksField, DayField, WholeField
from campaign.web.refusals import Refusal

_SHORT = Length(max=300, message=_("Shorten this to 300 characters."))
_LONG = Length(max=2000, message=_("Shorten this to 2000 characters."))
_TEXT = Length(max=8000, message=_("Shorten the text to 8,000 characters."))
_DAY = DataRequired(_("Enter the day."))
_ANYWAY = _("Tick this if you mean it, after reading what stands above.")


class EmptyForm(BaseForm):
    """Nothing but the proof that this page sent it."""


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


def _not_ahead(field: Field, *, planned: bool = False) -> None:
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


class StepForm(PapersForm):
    """What became of an attempt."""

    outcome = SelectField(_("What became of it"))
    day = DayField(_("On which day"), [_DAY])
    note = TextAreaField(_("Note"), [_LONG])

    def validate_day(self, field: Field) -> None:
        """Only what is planned lies ahead."""
        _not_ahead(field, planned=self.outcome.data == Outcome.PLANNED)

    def offer(self, outcomes: Sequence[Outcome]) -> None:
        """Offer these outcomes."""
        self.outcome.choices = [SelectChoice(each.value, words.OUTCOMES[each]) for each in outcomes]


class AttemptForm(StepForm, AlongForm):
    """How one edition was, or will be, brought to one party."""

    edition = SelectField(_("Which edition"), [DataRequired(REQUIRED)])
    channel = SelectField(_("How"), choices=[SelectChoice(each.value, naming.CHANNELS[each]) for each in Channel])
    way = SelectField(
        _("How it got to the embassy, the Mission or the Delegation"),
        choices=[SelectChoice("", "–"), *(SelectChoice(each.value, words.WAYS[each]) for each in Way)],
    )
    tracking = StringField(_("Tracking number"), [_SHORT])
    place = StringField(_("Place"), [_SHORT])
    witness = StringField(_("Witness"), [_SHORT])
    url = URLField(_("Web address of the open letter"), [Optional(), _SHORT, URL(message=_("Enter a web address."))])
    anyway = BooleanField(_("I have read this, and this edition is the one"))

    def offer_editions(self, editions: Sequence[Edition]) -> None:
        """Offer these editions but the archive's, the latest first."""
        self.edition.choices = [
            SelectChoice(
                each.public_id,
                _("Edition %(number)s, %(kind)s", number=each.number, kind=naming.AUDIENCES[each.audience]),
            )
            for each in editions
            if each.audience is not Audience.ARCHIVE
        ]

    def validate_channel(self, field: Field) -> None:
        """Some ways need a word more."""
        if field.data == Channel.OPEN_LETTER and not self.url.data:
            raise ValidationError(_("Give the web address at which the letter was published, below."))
        if field.data != Channel.OPEN_LETTER and self.url.data:
            raise ValidationError(_("Only an open letter has a web address. Choose that way, or empty that field."))
        if field.data == Channel.BY_HAND and not self.place.data:
            raise ValidationError(_("Say below where it was handed over."))
        channels = (Channel.EMBASSY, Channel.MISSION, Channel.DELEGATION)
        if self.way.data and field.data not in channels:
            raise ValidationError(_("Say only of an embassy, a Mission or a Delegation how it got there."))

    def validate_url(self, field: Field) -> None:
        """A web address that a page may link to."""
        if field.data and not field.data.lower().startswith(("https://", "http://")):
            raise ValidationError(_("Enter a web address that begins with https://."))

    def must_mean_it(self) -> None:
        """Ask for the tick."""
        self.anyway.errors = [_ANYWAY]


class MailForm(AlongForm):
    """Where the mail goes, and with which edition."""

    mailbox = StringField(_("Mail address"), [InputRequired(REQUIRED), _SHORT, Mailbox()])
    edition = SelectField(_("Which edition"), [DataRequired(REQUIRED)])

    def offer_editions(self, editions: Sequence[Edition]) -> None:
        """Offer the addressee's and the public file of the latest number."""
        number = editions[0].number
        self.edition.choices = [
            SelectChoice(each.public_id, naming.AUDIENCES[each.audience])
            for each in editions
            if each.number == number and each.audience is not Audience.ARCHIVE
        ]


class SendForm(MailForm):
    """The confirmation: what was looked at, and the number of the page that shows it."""

    once = HiddenField(validators=[InputRequired(), Regexp(r"^[a-z0-9]{12}\Z")])
    anyway = BooleanField(_("I have read this, and send it all the same"))

    def must_mean_it(self) -> None:
        """Ask for the tick."""
        self.anyway.errors = [_ANYWAY]


class CoverForm(BaseForm):
    """The words that go with the letter."""

    subject = StringField(_("Subject of the mail"), [InputRequired(REQUIRED), _SHORT, Filled()])
    text = TextAreaField(_("Text of the mail"), [InputRequired(REQUIRED), _TEXT, Filled()])
    note = TextAreaField(_("Cover note on paper"), [InputRequired(REQUIRED), _TEXT, Filled()])
    sender_name = StringField(_("In whose name"), [InputRequired(REQUIRED), _SHORT])
    reply_to = StringField(_("Answers by mail go to"), [InputRequired(REQUIRED), _SHORT, Mailbox()])


class PartyForm(BaseForm):
    """Somebody beside the addressees who gets the letter."""

    name = StringField(_("Name and office"), [InputRequired(REQUIRED), _SHORT])
    postal = TextAreaField(_("Postal address"), [_LONG])
    email = StringField(_("Mail address"), [Optional(), _SHORT, Mailbox()])
    salutation = StringField(_("Salutation"), [_SHORT])
    language = SelectField(_("Language"))

    def offer_languages(self) -> None:
        """Every language an addressee can have."""
        self.language.choices = [SelectChoice("", "–"), *(SelectChoice(*each) for each in languages.choices())]


class TermForm(BaseForm):
    """When an answer is due."""

    days = WholeField(
        _("Days after it arrived"),
        [InputRequired(_("Enter the days as a number.")), NumberRange(1, 365, _("Between 1 and 365."))],
    )
    reason = TextAreaField(_("Why"), [InputRequired(_("Say why: the rule, the law, or what was agreed.")), _LONG])


class ReplyForm(PapersForm):
    """What came back."""

    kind = SelectField(_("What came"), choices=[SelectChoice(each.value, words.REPLIES[each]) for each in ReplyKind])
    channel = SelectField(
        _("How it came"), choices=[SelectChoice(each.value, words.REPLY_CHANNELS[each]) for each in ReplyChannel]
    )
    day = DayField(_("On which day"), [_DAY])
    language = SelectField(_("Language"))
    note = TextAreaField(_("Note"), [_LONG])

    def validate_channel(self, field: Field) -> None:
        """Silence comes by no way, everything else by one."""
        if (self.kind.data == ReplyKind.SILENCE) != (field.data == ReplyChannel.NONE):
            raise ValidationError(_("Say by which way the reply came; silence comes by none."))

    def validate_day(self, field: Field) -> None:
        """What came has come."""
        _not_ahead(field)

    def offer_languages(self) -> None:
        """Every language a reply can be in."""
        self.language.choices = [SelectChoice("", "–"), *(SelectChoice(*each) for each in languages.choices())]


class PublishForm(BaseForm):
    """Show a reply to everybody."""

    shows_files = BooleanField(_("Show its files too"))


class StrikeForm(BaseForm):
    """Why a reply was written down by mistake."""

    reason = StringField(_("Why"), [InputRequired(_("Say what was wrong.")), _SHORT])
