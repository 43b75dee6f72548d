"""Why something cannot be written down or sent, in sentences that say what to do next."""

from flask_babel import lazy_gettext as _

from campaign.handover.rules import WhyNot
from campaign.web.refusals import Refusal

SENTENCES = {
    WhyNot.FOLLOWS: _("That cannot follow what became of this attempt. Write a new attempt down instead."),
    WhyNot.FUTURE: _("That day is still to come. Write it down once it has happened."),
    WhyNot.TOO_EARLY: _("That lies before the letter was on its way. Choose a later day."),
    WhyNot.NO_URL: _("Give the web address at which the letter was published."),
    WhyNot.NO_PLACE: _("Say where it was handed over."),
    WhyNot.NOT_DUE: _("Silence can be stated once an answer is overdue. Wait for the due day, or change the term."),
    WhyNot.NOT_DELIVERED: _("Nothing was brought there yet. Write down first how the letter got there."),
    WhyNot.NO_CHANNEL: _("Say by which way the reply came; silence comes by none."),
    WhyNot.FILES: _("Bring ten files at most; put pages of one paper into one PDF."),
    WhyNot.OUTDATED: _(
        "This edition names somebody who stands under the letter no more, or a later one holds. Issue a new edition on"
        " the letter's PDF page and send that."
    ),
    WhyNot.TOO_LARGE: _(
        "The PDFs are too large for a mail. Send fewer, bring them by post or by hand, or publish them and send a link."
    ),
    WhyNot.NO_TRANSLATION: _(
        "There is no PDF of that translation in this edition. Choose another edition, or leave the translation out."
    ),
    WhyNot.ARCHIVE: _("The archive's edition stays with you. Choose the addressee's or the public one."),
    WhyNot.NO_ANSWER: _("Choose from whom the reply came."),
}


class CannotHandOver(Refusal):
    """It cannot be written down or sent like this."""

    status = 422

    def __init__(self, reason: WhyNot) -> None:
        super().__init__(reason, SENTENCES[reason])
