"""What a Member agrees to by signing, sentence by sentence. The version of the wording rests with each signature.

Change a sentence and the version must change too: a test holds the two together. Where the campaign has a privacy
notice, its version is part of what is agreed to.
"""

from flask_babel import lazy_gettext as _

from campaign.campaigns.models import Campaign
from campaign.notices import queries as notices

VERSION = "2026-11-23"

AGREEMENT = _("I sign this text, and I agree to what is said above about my name.")

PRINTED = _("Your name, country and political group are printed under this letter, as they are shown here.")
PUBLISHED = _("The letter with its signatories may be published.")
DELIVERED = _("The letter is delivered to these authorities, who may be outside the European Union:")
EVIDENCE = _(
    "As proof we keep when you signed, the text's digest, the mailbox we wrote to and the network you signed from, "
    "never your full address on the internet."
)
EVIDENCE_ON_PAPER = _(
    "As proof we keep the scan of this sheet with its day, place and witness, the text's digest, and who compared it."
)
EVIDENCE_IN_FILE = _("The file that you signed, and the report of its examination, are kept with it.")
WITHDRAWAL = _(
    "You can take your signature back at any time, with the link in your receipt: your name is hidden at once. Copies "
    "already delivered cannot be called back; we note the withdrawal beside them."
)
DECLINES = _("Nobody but the organisers of this letter learns that you were asked.")

SENTENCES = (PRINTED, PUBLISHED, DELIVERED, EVIDENCE, EVIDENCE_ON_PAPER, EVIDENCE_IN_FILE, WITHDRAWAL, DECLINES)


def version(campaign: Campaign) -> str:
    """What is agreed to now: the version of these sentences, and of the campaign's privacy notice if it has one."""
    return "+".join(filter(None, [VERSION, notices.version_of(campaign)]))
