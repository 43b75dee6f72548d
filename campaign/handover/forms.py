"""What organisers write down about deliveries and replies: the shape, and what to do where it is wrong."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the stubs
    BooleanField,
    Field,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
    ValidationError,
)
from wtforms.validators import URL, DataRequired, Optional

from campaign.delivering import naming
from campaign.delivering.models import Audience, Channel, Edition
from campaign.handover import words
from campaign.handover.form_parts import ANYWAY, DAY, LONG, SHORT, AlongForm, PapersForm, not_ahead
from campaign.handover.kinds import Outcome, Way
from campaign.web.forms import REQUIRED, BaseForm, DayField


class EmptyForm(BaseForm):
    """Nothing but the proof that this page sent it."""


class StepForm(PapersForm):
    """What became of an attempt."""

    outcome = SelectField(_("What became of it"))
    day = DayField(_("On which day"), [DAY])
    note = TextAreaField(_("Note"), [LONG])

    def validate_day(self, field: Field) -> None:
        """Only what is planned lies ahead."""
        not_ahead(field, planned=self.outcome.data == Outcome.PLANNED)

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
    tracking = StringField(_("Tracking number"), [SHORT])
    place = StringField(_("Place"), [SHORT])
    witness = StringField(_("Witness"), [SHORT])
    url = URLField(
        _("Web address of the open letter"),
        [Optional(), SHORT, URL(message=_("Enter a web address."))],
        render_kw={"placeholder": "https://"},
    )
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
        channels = (Channel.EMBASSY, Channel.MISSION, Channel.DELEGATION)
        if self.way.data and field.data not in channels:
            raise ValidationError(_("Say only of an embassy, a Mission or a Delegation how it got there."))

    def validate_place(self, field: Field) -> None:
        """What goes from hand to hand does so somewhere."""
        if self.channel.data == Channel.BY_HAND and not field.data:
            raise ValidationError(_("Say where it was handed over."))

    def validate_url(self, field: Field) -> None:
        """A web address that a page may link to."""
        if field.data and not field.data.lower().startswith(("https://", "http://")):
            raise ValidationError(_("Enter a web address that begins with https://."))

    def must_mean_it(self) -> None:
        """Ask for the tick."""
        self.anyway.errors = [ANYWAY]
