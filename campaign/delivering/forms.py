"""Fields and forms of the pages about editions and deliveries."""

from campaign.web.forms import BaseForm


class EmptyForm(BaseForm):
    """Nothing but the proof that this page sent it."""
