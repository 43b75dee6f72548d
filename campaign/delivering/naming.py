"""How editions, channels and what changed are called on pages."""

from flask_babel import lazy_gettext as _

from campaign.delivering.models import Audience, Channel
from campaign.delivering.rules import Change

AUDIENCES = {
    Audience.ADDRESSEE: _("for the addressee"),
    Audience.PUBLIC: _("for the public"),
    Audience.ARCHIVE: _("for the archive"),
}

CHANNELS = {
    Channel.EMAIL: _("By e-mail"),
    Channel.POST: _("By registered post"),
    Channel.EMBASSY: _("Through the embassy"),
    Channel.MISSION: _("Through the Mission to the European Union"),
    Channel.DELEGATION: _("Through the EU Delegation"),
    Channel.BY_HAND: _("By hand"),
    Channel.OPEN_LETTER: _("Published as an open letter"),
}

CHANGES = {
    Change.WITHDRAWN: _("a signature was withdrawn"),
    Change.SUPPLEMENT: _("a Member signed after the letter was closed"),
    Change.RESTORED: _("a signature that was hidden stands again"),
    Change.TEXT: _("the text was corrected"),
    Change.NOTE: _("a note about an earlier delivery was added"),
    Change.ANEW: _("it was made anew, with the same text and names"),
    Change.TRANSLATION: _("the translation was revised"),
}
