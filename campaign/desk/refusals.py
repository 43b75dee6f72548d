"""The noes of a desk, each with its sentence. None of them says anything about a Member that is not public."""

from flask_babel import lazy_gettext as _

from campaign.desk.rules import WhyNot
from campaign.web.refusals import Refusal

SENTENCES = {
    WhyNot.ENDED: _("This desk has ended. Its organiser logs in on this tablet and opens it again."),
    WhyNot.LOGGED_IN: _("Somebody is logged in on this tablet. Log out first, then hand it over."),
    WhyNot.NOT_OPEN: _("The letter is not open for signature, so no desk can be kept for it. Open the letter first."),
    WhyNot.DEADLINE_OVER: _("The letter's deadline is over. An organiser has to move it before anybody can sign here."),
    WhyNot.TEXT_CHANGED: _(
        "The text of the letter has changed since this was signed, so the signature was not taken for the new one. "
        "Read the new text and sign again."
    ),
    WhyNot.NOTICE_CHANGED: _("The privacy notice has changed since this was signed. Read the new one and sign again."),
    WhyNot.NO_MANDATE: _("The Parliament's directory shows no seat of this Member today. Search for the name again."),
    WhyNot.NO_MAILBOX: _(
        "The directory has no mailbox of this Member, so nothing signed here could be confirmed. Import a newer list "
        "of Members first."
    ),
    WhyNot.OTHER_DESK: _(
        "This was signed at another desk. Its own organiser logs in on this tablet and opens the desk of that letter "
        "again; until then it is kept."
    ),
    WhyNot.OTHER_CONTENT: _("This form was sent before with something else in it. Start again with the Member's name."),
    WhyNot.UNREADABLE: _("This sheet is not whole, or its signature could not be read. Ask the Member to sign again."),
    WhyNot.SETTLED: _("Nothing is waiting for this Member any more. Look at the list again."),
}
STATUS = {WhyNot.ENDED: 403, WhyNot.NO_MANDATE: 404, WhyNot.UNREADABLE: 422}


class CannotTake(Refusal):
    """The desk does not take this."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why, SENTENCES[why])
        self.why = why
        self.status = STATUS.get(why, 409)
