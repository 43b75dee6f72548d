"""The noes of signing, each with its sentence."""

from flask_babel import lazy_gettext as _

from campaign.onetime import WhyNoCode
from campaign.signing.rules import WhyNot
from campaign.web.refusals import Refusal

SENTENCES = {
    WhyNot.UNKNOWN: _("This link is not one of ours. Open the newest mail about the letter and use the link in it."),
    WhyNot.REVOKED: _("This invitation was taken back by the organisers. Write to them if you still want to sign."),
    WhyNot.REPLACED: _("A newer link was sent to your mailbox since. Open the newest mail and use the link in it."),
    WhyNot.OTHER_MAILBOX: _(
        "This link went to a mailbox that is no longer the one in the Parliament's directory. Use the link in a mail "
        "to the present one, or write to the organisers, who can send it there."
    ),
    WhyNot.ALREADY_SIGNED: _("Your signature is already recorded. There is nothing more to do."),
    WhyNot.UNSETTLED: _(
        "You asked to take your signature back. Confirm that first, or keep it, with the code we sent you."
    ),
    WhyNot.NOT_OPEN: _("The letter is not open for signature. Write to the organisers to learn why."),
    WhyNot.CLOSED: _("The letter is closed: its list of names is final. Write to the organisers if you missed it."),
    WhyNot.DEADLINE_OVER: _("The deadline for signing is over. Write to the organisers: they can extend it."),
    WhyNot.NO_MANDATE: _(
        "The Parliament's directory shows no seat of yours today. Write to the organisers if that is wrong."
    ),
    WhyNot.TEXT_CHANGED: _("The text of the letter is no longer the one on your page. Read it again, then sign it."),
    WhyNot.NOTICE_CHANGED: _("The privacy notice changed while your page was open. Read it again, then sign."),
}

CODE_SENTENCES = {
    WhyNoCode.NONE: _("There is no code waiting. Ask for a new one below."),
    WhyNoCode.EXPIRED: _("This code is older than ten minutes. Ask for a new one below."),
    WhyNoCode.SPENT: _("That was the fifth wrong code, so it no longer counts. Ask for a new one below."),
    WhyNoCode.WRONG: _("This is not the code we sent. Compare it with the newest mail and type all six digits."),
}

GONE = {
    WhyNot.REVOKED,
    WhyNot.REPLACED,
    WhyNot.OTHER_MAILBOX,
    WhyNot.CLOSED,
    WhyNot.DEADLINE_OVER,
    WhyNot.NOT_OPEN,
}


class CannotSign(Refusal):
    """The letter cannot be signed, declined or confirmed through this link now."""

    def __init__(self, reason: WhyNot) -> None:
        super().__init__(reason, SENTENCES[reason])
        self.why = reason
        self.status = 404 if reason is WhyNot.UNKNOWN else 410 if reason in GONE else 409


class CannotWithdraw(Refusal):
    """There is nothing to take back through this link."""

    status = 404
