"""The covering text: written, previewed as any Member will see it, taken along for one's own mailbox."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.inviting import covering, mails, operations, queries
from campaign.inviting.blueprint import blueprint
from campaign.inviting.forms import CoveringForm
from campaign.inviting.mails import Preview
from campaign.inviting.models import MailKind
from campaign.organisers import guard
from campaign.roster import queries as roster


@blueprint.get("/letters/<letter_id>/invitations/text")
@guard.required
def text(letter_id: str) -> ResponseReturnValue:
    """Write the covering text."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.WRITE)
    return _page(letter, CoveringForm(obj=queries.covering_text(reading(), letter)))


@blueprint.post("/letters/<letter_id>/invitations/text")
@guard.required
def save_text(letter_id: str) -> ResponseReturnValue:
    """Keep the covering text."""
    form = CoveringForm()
    if not form.validate_on_submit():
        return _page(drafting.letter_of(reading(), guard.current(), letter_id, to=Right.WRITE), form)
    wording = {name: value for name, value in form.data.items() if name != "csrf_token"}
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.WRITE)
        operations.word(session, letter, wording, by=guard.current(), now=clock.now())
    flash(_("The text is kept. This is how a Member will read it."), "good")
    return redirect(url_for("inviting.preview", letter_id=letter_id), 303)


@blueprint.get("/letters/<letter_id>/invitations/preview")
@guard.required
def preview(letter_id: str) -> ResponseReturnValue:
    """Show the mails as a Member will read them, without a link that works."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.SEE_OWN)
    sought = request.args.get("for", "").strip()
    return render_template(
        "pages/inviting/preview.html", letter=letter, sought=sought, previews=_previews(letter, sought)
    )


@blueprint.get("/letters/<letter_id>/invitations/covering.txt")
@guard.required
def text_file(letter_id: str) -> ResponseReturnValue:
    """The covering mail as plain text for an initiator's own mailbox; it says where the link is, and holds none."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.SEE_OWN)
    previews = _previews(letter, request.args.get("for", "").strip())
    if not previews:
        flash(_("The roster is empty. Import the list of Members first."), "warning")
        return redirect(url_for("inviting.preview", letter_id=letter_id), 303)
    first = previews[0]
    note = _("[Your personal link came to your official mailbox in a mail from %(name)s.]", name=first.sender)
    body = "\n\n".join(each or note for each in first.paragraphs)
    response = Response(f"{first.subject}\n\n{body}\n", mimetype="text/plain")
    response.headers["Content-Disposition"] = f'attachment; filename="covering-mail-{letter.public_id}.txt"'
    return response


def _page(letter: Letter, form: CoveringForm) -> ResponseReturnValue:
    return render_template("pages/inviting/text.html", letter=letter, form=form, placeholders=covering.NAMES)


def _previews(letter: Letter, sought: str) -> list[Preview]:
    """Invitation and reminder for the Member sought, or for the first one there is."""
    session, day = reading(), clock.brussels_day(clock.now())
    found = roster.search(session, sought, day, limit=1) or roster.search(session, "", day, limit=1)
    kept = queries.covering_text(session, letter)
    return (
        [mails.preview(letter, kept, found[0], kind) for kind in (MailKind.INVITATION, MailKind.REMINDER)]
        if found
        else []
    )
