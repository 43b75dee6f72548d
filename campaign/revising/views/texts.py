"""All texts of a letter: what came when and why, who signed which, and any two of them side by side."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign.db import reading
from campaign.drafting import changes
from campaign.drafting import content as contents
from campaign.drafting import queries as drafting
from campaign.organisers import guard
from campaign.revising import queries
from campaign.revising.views.blueprint import blueprint
from campaign.web.forms import whole_number


@blueprint.get("/<letter_id>/texts")
@guard.required
def texts(letter_id: str) -> ResponseReturnValue:
    """Every revision, the newest first."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id)
    published = queries.published(reading(), letter)
    return render_template("pages/revising/texts.html", letter=letter, published=published)


@blueprint.get("/<letter_id>/texts/compare")
@guard.required
def compare(letter_id: str) -> ResponseReturnValue:
    """What changed from one revision to another; without a choice, by the newest change."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id)
    numbers = [each.number for each in letter.revisions]
    if len(numbers) < 2:
        return redirect(url_for(".texts", letter_id=letter_id), 303)
    to = whole_number(request.args.get("to", "")) or numbers[-1]
    since = whole_number(request.args.get("since", "")) or max(to - 1, 1)
    before, after = (queries.revision_of(reading(), letter, each) for each in (since, to))
    found = changes.between(contents.of_revision(before), contents.of_revision(after))
    page = {"letter": letter, "numbers": numbers, "before": before, "after": after, "changes": found}
    return render_template("pages/revising/compare.html", **page)
