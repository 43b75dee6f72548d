"""An office's pages and its assistants' pages, each behind a link of its own."""

from campaign.acting.views import assistants, authorising, letters, offices
from campaign.acting.views.blueprint import blueprint

__all__ = ["assistants", "authorising", "blueprint", "letters", "offices"]
