"""The noes about claims, each with its sentence."""

from flask_babel import lazy_gettext as _

from campaign.claims.rules import WhyNot
from campaign.web.refusals import Refusal

SENTENCES = {
    WhyNot.NOT_OPEN: _("The letter is not open for signature. Open it first: nobody can sign a text that may change."),
    WhyNot.CLOSED: _("The letter is closed. Let late Members sign first, if their names shall still be added."),
    WhyNot.AFTER_DEADLINE: _("That was after the letter's deadline. Move the deadline first, if it shall still count."),
    WhyNot.IN_THE_FUTURE: _("That moment has not come yet. Check the date and enter when the Member acted."),
    WhyNot.BEFORE_THE_TEXT: _(
        "That was before this text was opened for signature, so it cannot be about it. Ask the Member again, with the "
        "current text."
    ),
    WhyNot.NO_MANDATE: _("The roster shows no seat of this Member on that day. Check the date, or import a list."),
    WhyNot.NO_MAILBOX: _(
        "The roster has no registered mailbox for this Member, so no receipt could be sent. Import a newer list first."
    ),
    WhyNot.STANDS: _("This Member's signature stands already. Nothing more is needed."),
    WhyNot.UNSETTLED: _("This Member asked to take a signature back. Wait until that is settled from the mailbox."),
    WhyNot.SAID_NO: _(
        "The Member declined, objected or withdrew since, so the older yes does not count any more. Ask the Member."
    ),
    WhyNot.WAITING: _("The same is waiting for this Member already. Settle that one first."),
    WhyNot.TEXT_CHANGED: _("The text changed since. Ask the Member again, with the current text."),
    WhyNot.SETTLED: _("This is settled already. There is nothing more to do."),
    WhyNot.OWN: _("You brought this in yourself, so somebody else has to look at it. Ask a colleague to approve it."),
    WhyNot.NOT_THIS_WAY: _("This kind of evidence does not become a signature this way. Look at what it waits for."),
    WhyNot.BAD_EVIDENCE: _(
        "A check on which everything rests has failed, so nobody can approve this. Refuse it and ask the Member again."
    ),
    WhyNot.OTHER_MAILBOX: _(
        "This link went to a mailbox that is no longer the Member's in the Parliament's directory. The present one is "
        "asked by a mail of its own."
    ),
}


class CannotClaim(Refusal):
    """This claim cannot be brought, or cannot become a signature."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why, SENTENCES[why])
        self.why = why
