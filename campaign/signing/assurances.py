"""How sure a signature is, in plain words: one sentence per kind, the same on every page that tells it."""

from flask_babel import lazy_gettext as _

from campaign.signing.models import Assurance

SHORT = {
    Assurance.LINK_AND_CODE: _("mailbox, with a code"),
    Assurance.LINK: _("personal link"),
    Assurance.MAIL_REPLY: _("reply by mail"),
    Assurance.AUTHORISED_ASSISTANT: _("authorised assistant"),
    Assurance.PAPER_SHEET: _("ink on paper"),
    Assurance.IN_PERSON: _("in person"),
    Assurance.PDF_SIGNATURE: _("own electronic signature"),
    Assurance.PUBLIC_SOURCE: _("as published elsewhere"),
}
"""In a table."""

PUBLIC = {
    Assurance.LINK_AND_CODE: _("confirmed from the Member's mailbox with a code"),
    Assurance.LINK: _("given through the Member's personal link"),
    Assurance.MAIL_REPLY: _("by a mail from the Member's mailbox, checked by two people"),
    Assurance.AUTHORISED_ASSISTANT: _("by an assistant whom the Member's office authorised; the Member was told"),
    Assurance.PAPER_SHEET: _("in ink on a printed sheet, the scan checked by two people"),
    Assurance.IN_PERSON: _("in person before a witness, then confirmed from the Member's mailbox"),
    Assurance.PDF_SIGNATURE: _("by the Member's own electronic signature on the letter"),
    Assurance.PUBLIC_SOURCE: _("as published by others; not confirmed to us"),
}
"""After a name, for everybody who checks it."""

TOLD = {
    Assurance.LINK_AND_CODE: _(
        "Confirmed through the personal link and with a one-time code sent to the Member's registered mailbox."
    ),
    Assurance.LINK: _("Given through the personal link sent to the Member's registered mailbox, without a code."),
    Assurance.MAIL_REPLY: _(
        "By a reply from the Member's registered mailbox. Its domain's seal was verified; one organiser entered it, "
        "another approved it."
    ),
    Assurance.AUTHORISED_ASSISTANT: _(
        "By an assistant under the office's authorisation. The Member's registered mailbox was told, and confirmed it "
        "or did not object in time."
    ),
    Assurance.PAPER_SHEET: _(
        "In ink on a printed sheet that carries the text's digest. One organiser brought the scan, another compared "
        "and approved it."
    ),
    Assurance.IN_PERSON: _("On an organiser's device, then confirmed from the Member's registered mailbox."),
    Assurance.PDF_SIGNATURE: _(
        "With the Member's own electronic signature on our copy of the letter; the report of its validation is kept."
    ),
    Assurance.PUBLIC_SOURCE: _("Taken from a public source, as published there; not confirmed by the Member here."),
}
"""A whole sentence, for the letter's organisers."""
