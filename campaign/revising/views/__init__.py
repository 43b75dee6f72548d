"""The pages of revising: prepare and publish a change, look at all texts, object to a correction."""

from campaign.revising.views import objections, publishing, texts
from campaign.revising.views.blueprint import blueprint

__all__ = ["blueprint", "objections", "publishing", "texts"]
