"""What organisers write down about replies: the shape, and what to do where it is wrong."""

from flask_babel import lazy_gettext as _
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than the stubs
    BooleanField,
    Field,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, NumberRange

from campaign.handover import words
from campaign.handover.form_parts import DAY, LONG, SHORT, PapersForm, not_ahead
from campaign.handover.kinds import ReplyChannel, ReplyKind
from campaign.parliament import languages
from campaign.web.forms import BaseForm, DayField, WholeField


class TermForm(BaseForm):
    """When an answer is due."""

    days = WholeField(
        _("Days after it arrived"),
        [InputRequired(_("Enter the days as a number.")), NumberRange(1, 365, _("Between 1 and 365."))],
    )
    reason = TextAreaField(_("Why"), [InputRequired(_("Say why: the rule, the law, or what was agreed.")), LONG])


class ReplyForm(PapersForm):
    """What came back."""

    kind = SelectField(_("What came"), choices=[SelectChoice(each.value, words.REPLIES[each]) for each in ReplyKind])
    channel = SelectField(
        _("How it came"), choices=[SelectChoice(each.value, words.REPLY_CHANNELS[each]) for each in ReplyChannel]
    )
    day = DayField(_("On which day"), [DAY])
    language = SelectField(_("Language"))
    note = TextAreaField(_("Note"), [LONG])

    def validate_channel(self, field: Field) -> None:
        """Silence comes by no way, everything else by one."""
        if (self.kind.data == ReplyKind.SILENCE) != (field.data == ReplyChannel.NONE):
            raise ValidationError(_("Say by which way the reply came; silence comes by none."))

    def validate_day(self, field: Field) -> None:
        """What came has come."""
        not_ahead(field)

    def offer_languages(self) -> None:
        """Every language a reply can be in."""
        self.language.choices = [SelectChoice("", "–"), *(SelectChoice(*each) for each in languages.choices())]


class PublishForm(BaseForm):
    """Show a reply to everybody."""

    shows_files = BooleanField(_("Show its files too"))


class StrikeForm(BaseForm):
    """Why a reply was written down by mistake."""

    reason = StringField(_("Why"), [InputRequired(_("Say what was wrong.")), SHORT])
