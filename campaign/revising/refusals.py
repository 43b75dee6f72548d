"""The noes of revising, each with the sentence that says what to do next."""

from enum import StrEnum

from flask_babel import lazy_gettext as _

from campaign.web.refusals import Refusal


class Why(StrEnum):
    """Why a change cannot be published, or an objection not be taken."""

    NOTHING_CHANGED = "nothing_changed"
    NO_REASON = "no_reason"
    NO_CORRECTION = "no_correction"
    UNKNOWN = "unknown"
    GONE = "gone"


SENTENCES = {
    Why.NOTHING_CHANGED: _("The text says what Members sign already. Change it first, then publish the change."),
    Why.NO_REASON: _("Say why the text changes: every signatory reads the reason."),
    Why.NO_CORRECTION: _(
        "This is more than a correction. Publish it as a material change: every signatory is then asked again."
    ),
    Why.UNKNOWN: _("This link is not one of ours. Open the mail about the correction and use the link in it."),
    Why.GONE: _("This signature does not stand any more, so there is nothing to object to. Nothing more is needed."),
}


class CannotRevise(Refusal):
    """The change cannot be published like this."""

    def __init__(self, reason: Why) -> None:
        super().__init__(reason, SENTENCES[reason])


class CannotObject(Refusal):
    """There is nothing to object to through this link."""

    def __init__(self, reason: Why) -> None:
        super().__init__(reason, SENTENCES[reason])
        self.status = 404 if reason is Why.UNKNOWN else 410
