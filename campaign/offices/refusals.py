"""The noes of an office, each with what to do next."""

from flask_babel import lazy_gettext as _

from campaign.offices.rules import WhyNot
from campaign.onetime import WhyNoCode
from campaign.web.refusals import Refusal

SENTENCES = {
    WhyNot.UNKNOWN: _("This link is not one of ours. Open the newest mail about it and use the link in it."),
    WhyNot.OLD_LINK: _(
        "This link is no longer in use. Open the newest mail from us, or ask for a new link on the page of any letter."
    ),
    WhyNot.SEAT_OVER: _(
        "The Parliament's directory shows no seat for this office today, so nothing can be done in its name. "
        "Write to the operator if that is wrong."
    ),
    WhyNot.OTHER_DOMAIN: _("Type the assistant's official mailbox: it ends like the Member's own, after the @."),
    WhyNot.A_MEMBERS_MAILBOX: _("That is a Member's mailbox. Type the assistant's own."),
    WhyNot.REGISTERED: _("This mailbox is registered here already. Give it an authorisation instead."),
    WhyNot.TOO_MANY: _("Twenty assistants are registered. End one first."),
    WhyNot.ENDED: _("This is no longer an assistant of this office. The office can register her or him again."),
    WhyNot.UNCONFIRMED: _("The assistant has yet to open the mail we sent, and confirm. Ask her or him to do so."),
    WhyNot.NOT_AUTHORISED: _(
        "There is no authorisation for this any more. Ask the office for one; nothing was signed now."
    ),
    WhyNot.NO_LETTER: _("Choose a letter that is open and was sent to this office."),
    WhyNot.PAST: _("That day is over. Choose a later one."),
    WhyNot.TOO_LONG: _("An authorisation lasts twelve months at most. Choose an earlier day."),
    WhyNot.SAID_NO: _(
        "The Member declined, withdrew or objected here, so only the Member's own hand can sign this letter now. "
        "Prepare it instead: the Member confirms with a code."
    ),
    WhyNot.NO_MAILBOX: _("The roster has no official mailbox for this Member today. Write to the organisers."),
}

CODE_SENTENCES = {
    WhyNoCode.NONE: _("There is no code waiting. Start again from your office's page."),
    WhyNoCode.EXPIRED: _("This code is older than ten minutes. Ask for a new one below."),
    WhyNoCode.SPENT: _("That was the fifth wrong code, so it no longer counts. Ask for a new one below."),
    WhyNoCode.WRONG: _("This is not the code we sent. Compare it with the newest mail and type all six digits."),
}

GONE = {WhyNot.OLD_LINK, WhyNot.SEAT_OVER, WhyNot.ENDED}


class CannotAct(Refusal):
    """The office, or an assistant, cannot do this now."""

    def __init__(self, reason: WhyNot) -> None:
        super().__init__(reason, SENTENCES[reason])
        self.why = reason
        self.status = 404 if reason is WhyNot.UNKNOWN else 410 if reason in GONE else 409
