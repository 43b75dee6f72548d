"""The noes of drafting, each with the sentence that says what to do next."""

from flask_babel import lazy_gettext as _

from campaign.drafting.rules import Problem, Why
from campaign.web.refusals import Refusal

SENTENCES = {
    Why.NOT_A_DRAFT: _("This letter is no longer a draft, its text is frozen. Read it on its Text page."),
    Why.NOT_OPEN: _("This letter is not open for signature, so there is nothing to close or extend. See its overview."),
    Why.NOT_READY: _("Something is missing before this letter can be opened. Go back to its text, where it is listed."),
    Why.CHANGED: _("The text was changed after you looked at it. Go back, read it again, then open it for signature."),
    Why.NOT_LATER: _("The new deadline must be later than the present one and than now. Choose a later hour."),
    Why.NO_REASON: _("Say why: the reason is kept with the letter."),
    Why.NOT_CLOSED: _("Late signatures are for a closed letter. While it is open, extend its deadline instead."),
    Why.NOT_CLOSED_YET: _("A follow-up is for a closed letter. Close this one first."),
    Why.NOT_AHEAD: _("This hour is over already. Choose a later one."),
    Why.TOO_FAR: _("Take late signatures for sixty days at most. Choose an earlier day; it can be moved later."),
}


class CannotChange(Refusal):
    """The letter does not stand where this act is possible."""

    def __init__(self, reason: Why, problems: tuple[Problem, ...] = ()) -> None:
        """Keep what is missing, for pages that list it."""
        super().__init__(reason, SENTENCES[reason])
        self.problems = problems
