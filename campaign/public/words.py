"""What public pages call the kinds and orders of things."""

from flask_babel import lazy_gettext as _

from campaign.campaigns.models import CampaignOutcome
from campaign.drafting.models import ListOrder
from campaign.handover.kinds import ReplyKind
from campaign.questions.models import Institution
from campaign.timeline.models import DocumentKind

ORDERS = {
    ListOrder.ALPHABETICAL: _("by name"),
    ListOrder.COUNTRY_PROTOCOL: _("by country, in the Union's order"),
    ListOrder.COUNTRY_ALPHABET: _("by country, in the alphabet's order"),
    ListOrder.GROUP_SIZE: _("by political group, the largest first"),
    ListOrder.GROUP_ALPHABET: _("by political group, in the alphabet's order"),
}
KINDS = {
    DocumentKind.LETTER: _("Letter"),
    DocumentKind.QUESTION: _("Written question"),
    DocumentKind.REPLY: _("Reply"),
    DocumentKind.REPORT: _("Report"),
    DocumentKind.STATEMENT: _("Statement"),
    DocumentKind.PRESS: _("Press article"),
    DocumentKind.PAGE: _("Web page"),
    DocumentKind.OTHER: _("Document"),
}
OUTCOMES = {
    CampaignOutcome.ACHIEVED: _("What was asked for has happened"),
    CampaignOutcome.PARTLY: _("Part of what was asked for has happened"),
    CampaignOutcome.NOT_ACHIEVED: _("What was asked for has not happened"),
    CampaignOutcome.OVERTAKEN: _("Events have overtaken the case"),
}
INSTITUTIONS = {
    Institution.COMMISSION: _("to the Commission"),
    Institution.VP_HR: _("to the Vice-President of the Commission / High Representative"),
    Institution.COUNCIL: _("to the Council"),
    Institution.EUROPEAN_COUNCIL: _("to the President of the European Council"),
}
REPLIES = {
    ReplyKind.ACKNOWLEDGEMENT: _("Receipt acknowledged"),
    ReplyKind.ANSWER: _("Answer"),
    ReplyKind.REFUSAL: _("Refused to answer"),
    ReplyKind.SILENCE: _("No answer came in time"),
}
FORMS = {
    "A": _("First SURNAME (Country, GROUP)"),
    "B": _("First SURNAME (GROUP)"),
    "C": _("First SURNAME (GROUP, CC)"),
    "D": _("First SURNAME, Country, GROUP"),
    "E": _("1. First SURNAME, GROUP (Country)"),
    "F": _("First SURNAME MEP, PARTY (Country)"),
}
