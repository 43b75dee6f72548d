"""The letter to read: as a page, as a fragment, its logo, its digested text, and how to write it."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from campaign.campaigns.rules import Right
from campaign.db import reading
from campaign.drafting import draft as drafts
from campaign.drafting import markdown, queries
from campaign.drafting.forms import DraftForm
from campaign.drafting.views import showing
from campaign.drafting.views.blueprint import blueprint
from campaign.organisers import guard


@blueprint.get("/<letter_id>/preview")
@guard.required
def preview(letter_id: str) -> ResponseReturnValue:
    """The letter as a page, as it was saved last."""
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.SEE_OWN)
    content, revision = showing.standing(letter)
    return render_template("pages/drafting/preview.html", letter=letter, content=content, revision=revision)


@blueprint.post("/<letter_id>/preview")
@guard.required
def preview_typed(letter_id: str) -> ResponseReturnValue:
    """The letter as it is typed in the editor now, as a fragment for the script; nothing is saved."""
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.WRITE)
    form = DraftForm()
    if not form.validate():
        return render_template("pages/drafting/_problems.html", form=form), 422
    return render_template(
        "pages/drafting/_letter.html", letter=letter, content=drafts.typed_content(letter, form.draft())
    )


@blueprint.get("/<letter_id>/logo.png")
@guard.required
def draft_logo(letter_id: str) -> ResponseReturnValue:
    """The letterhead's logo as it was saved last."""
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.SEE_OWN)
    return _png(drafts.logo_of(letter))


@blueprint.get("/revisions/<revision_id>/logo.png")
def revision_logo(revision_id: str) -> ResponseReturnValue:
    """The logo frozen with a revision, for everybody who may read it."""
    return _png(queries.revision_by(reading(), revision_id).logo)


@blueprint.get("/revisions/<revision_id>/text.txt")
def revision_text(revision_id: str) -> ResponseReturnValue:
    """The normalised text, byte for byte as it was digested, for everybody who has its number."""
    revision = queries.revision_by(reading(), revision_id)
    return Response(revision.text.encode(), mimetype="text/plain")


@blueprint.get("/markdown")
@guard.required
def markdown_help() -> ResponseReturnValue:
    """How to write headings, lists, links and footnotes."""
    return render_template("pages/drafting/markdown_help.html", examples=markdown.EXAMPLES)


def _png(data: bytes | None) -> Response:
    return Response(data or b"", mimetype="image/png", status=200 if data else 404)
