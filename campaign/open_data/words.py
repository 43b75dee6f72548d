"""What came of a message, and why an address is told nothing more, in words."""

from flask_babel import lazy_gettext as _

from campaign.open_data.models import MessageState, Off
from campaign.web.outside import WhyNot

STATES = {
    MessageState.WAITING: _("waiting"),
    MessageState.DELIVERED: _("delivered"),
    MessageState.GIVEN_UP: _("given up"),
    MessageState.CANCELLED: _("not sent: the case was taken back"),
}
OFF = {
    Off.FAILED: _("It failed for three days. Repair your system, then switch it on: what it missed is sent."),
    Off.GONE: _("It answered that it is gone (410). Switch it on when it is there again: what it missed is sent."),
    Off.STOPPED: _("One of you switched it off. Switched on again, it is told what it missed."),
}
ERRORS = {
    WhyNot.BAD_ADDRESS.value: _("no public https address"),
    WhyNot.NO_HOST.value: _("no such host"),
    WhyNot.INNER_ADDRESS.value: _("leads into a private network"),
    WhyNot.FAILED.value: _("no connection"),
    "ConnectTimeoutError": _("no connection in time"),
    "ReadTimeoutError": _("no answer in time"),
    "CutOff": _("the answer did not end in time"),
    "SSLError": _("the certificate does not hold"),
    "ProtocolError": _("the answer broke off"),
}
