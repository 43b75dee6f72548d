"""The pages of drafting: the editor, what it shows, the file it reads, and the steps that open, extend and close."""

from campaign.drafting.views import editor, reading, steps, word
from campaign.drafting.views.blueprint import blueprint

__all__ = ["blueprint", "editor", "reading", "steps", "word"]
