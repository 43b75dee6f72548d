"""How ways, outcomes, answers, replies and cautions are called on pages."""

from flask_babel import lazy_gettext as _

from campaign.handover.kinds import Outcome, ReplyChannel, ReplyKind, Way
from campaign.handover.rules import Caution
from campaign.handover.whereabouts import Answer, PartyKind, Stage

WAYS = {Way.MAIL: _("by mail"), Way.POST: _("by post"), Way.BY_HAND: _("by hand")}

OUTCOMES = {
    Outcome.PLANNED: _("planned"),
    Outcome.SENT: _("sent"),
    Outcome.DELIVERED: _("delivered"),
    Outcome.REFUSED: _("refused"),
    Outcome.BOUNCED: _("came back as undeliverable"),
    Outcome.RETURNED: _("brought back by the post"),
    Outcome.STOPPED: _("called off"),
}

STAGES = {
    Stage.NOT_YET: _("Not yet"),
    Stage.PLANNED: _("Planned"),
    Stage.UNDER_WAY: _("Sent, not confirmed"),
    Stage.FAILED: _("Did not arrive"),
    Stage.DELIVERED: _("Delivered"),
}

ANSWERS = {
    Answer.NONE_DUE: "–",
    Answer.WAITING: _("Waiting"),
    Answer.ACKNOWLEDGED: _("Acknowledged"),
    Answer.OVERDUE: _("Overdue"),
    Answer.ANSWERED: _("Answered"),
    Answer.REFUSED: _("Refused to answer"),
    Answer.SILENT: _("Silent"),
}

TONES = {
    Stage.PLANNED: "plain",
    Stage.UNDER_WAY: "warning",
    Stage.FAILED: "bad",
    Stage.DELIVERED: "good",
    Answer.ACKNOWLEDGED: "good",
    Answer.OVERDUE: "bad",
    Answer.ANSWERED: "good",
    Answer.REFUSED: "warning",
    Answer.SILENT: "warning",
}

REPLIES = {
    ReplyKind.ACKNOWLEDGEMENT: _("Acknowledgement of receipt"),
    ReplyKind.ANSWER: _("Answer"),
    ReplyKind.REFUSAL: _("Refusal to answer"),
    ReplyKind.SILENCE: _("Silence: no answer came"),
}

REPLY_CHANNELS = {
    ReplyChannel.EMAIL: _("By e-mail"),
    ReplyChannel.POST: _("By post"),
    ReplyChannel.BY_HAND: _("By hand"),
    ReplyChannel.MEETING: _("In a meeting"),
    ReplyChannel.PHONE: _("By phone"),
    ReplyChannel.PUBLISHED: _("Published"),
    ReplyChannel.NONE: _("By no way: silence"),
}

PARTIES = {
    PartyKind.ADDRESSEE: _("addressee"),
    PartyKind.COPY: _("gets a copy"),
    PartyKind.FURTHER: _("added by the team"),
}

CAUTIONS = {
    Caution.SUPERSEDED: _("This edition is superseded: a later one holds instead."),
    Caution.WITHDRAWN: _("This edition names a Member who no longer stands under the letter."),
    Caution.OUTDATED: _(
        "What is true now differs from this edition: a correction, a late signature or a note. A new edition can be"
        " issued on the PDF page."
    ),
    Caution.EMBARGO: _(
        "The campaign's page is not public yet. Whoever gets the letter can publish it before you do; an open letter"
        " ends the embargo."
    ),
    Caution.ROUND: _("The Members were asked whether they stand there rightly, and still have time to object."),
    Caution.AGAIN: _("This letter is on its way there already, or has arrived. Look at the attempts before."),
}

PLACEHOLDERS = {
    "salutation": _("how this addressee is greeted, as typed with the letter"),
    "name": _("the addressee's name"),
    "office": _("the addressee's office"),
    "letter": _("title of the letter"),
    "subject": _("subject of the letter"),
    "date": _("date of the letter, in its language; of the edition where the letter has none"),
    "members": _("how many Members stand in the edition"),
    "code": _("code of the edition"),
    "check": _("address of the page where the code is checked"),
    "translations": _("a sentence naming the translations that go along, with their codes; empty where none does"),
    "sender": _("in whose name it goes out"),
}
