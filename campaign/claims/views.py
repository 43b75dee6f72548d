"""Evidence for one letter: what waits, for whom, what must happen next; and the page on which it is judged."""

import io

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock, vault
from campaign.campaigns import rules as roles
from campaign.campaigns.rules import Right
from campaign.claims import bringing, files, looking, operations, papers_views, queries, rules, scans_views, words
from campaign.claims.blueprint import blueprint
from campaign.claims.forms import ActForm, RefuseForm
from campaign.claims.models import Claim, Method
from campaign.db import reading, transaction
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.organisers import guard
from campaign.web.refusals import NotFound

__all__ = ["blueprint", "bringing", "files", "papers_views", "scans_views"]


@blueprint.get("/")
@guard.required
def index(letter_id: str) -> ResponseReturnValue:
    """What waits, what ended, and how evidence is brought."""
    session = reading()
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.BRING)
    waiting = queries.open_claims(session, letter)
    return render_template(
        "pages/claims/index.html",
        letter=letter,
        waiting=[each for each in waiting if each.method is not Method.WORD],
        said=[each for each in waiting if each.method is Method.WORD],
        settled=queries.settled_claims(session, letter),
        words=words,
        me=guard.current(),
        approvers=approvers(letter),
        can_bring=drafting.current_revision(session, letter) is not None,
    )


@blueprint.get("/<claim_id>")
@guard.required
def look(letter_id: str, claim_id: str) -> ResponseReturnValue:
    """Everything there is to judge, on one page."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.BRING)
    return _page(letter, queries.claim_of(reading(), letter, claim_id), RefuseForm(formdata=None))


@blueprint.post("/<claim_id>/approve")
@guard.fresh_from("evidence.look")
def approve(letter_id: str, claim_id: str) -> ResponseReturnValue:
    """A second organiser finds it good: the signature is made."""
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.APPROVE)
        claim = queries.claim_of(session, letter, claim_id, to_write=True)
        operations.approve(session, claim, by=guard.current(), now=clock.now())
        name = claim.member.name
    flash(_("%(name)s has signed. A receipt is on its way to the official mailbox.", name=name), "good")
    return redirect(url_for("evidence.index", letter_id=letter_id), 303)


@blueprint.post("/<claim_id>/refuse")
@guard.required
def refuse(letter_id: str, claim_id: str) -> ResponseReturnValue:
    """It is not good enough; whoever brought it may take it back as well."""
    form = RefuseForm()
    valid = form.validate()
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.BRING)
        claim = queries.claim_of(session, letter, claim_id, to_write=True)
        if not valid:
            return _page(letter, claim, form), 422
        if claim.brought_by_id != guard.current().id:
            drafting.letter_of(session, guard.current(), letter_id, to=Right.APPROVE)
        operations.refuse(session, claim, by=guard.current(), reason=form.reason.data or "", now=clock.now())
    flash(_("It does not count. The evidence stays with the letter, with your reason."), "good")
    return redirect(url_for("evidence.index", letter_id=letter_id), 303)


@blueprint.get("/<claim_id>/file")
@guard.required
def file(letter_id: str, claim_id: str) -> ResponseReturnValue:
    """The evidence as it was brought, to be saved and never shown by the browser."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.BRING)
    claim = queries.claim_of(reading(), letter, claim_id)
    if claim.file_digest is None:
        raise NotFound("file", _("No file was kept with this. Go back to the evidence page."))
    ending = {Method.MAIL_REPLY: "eml", Method.PDF_SIGNATURE: "pdf", Method.PAPER_SHEET: "png"}.get(claim.method, "bin")
    return send_file(
        io.BytesIO(vault.read_sealed(claim.file_digest)),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=f"{claim.method.value}-{claim.public_id}.{ending}",
    )


def approvers(letter: Letter) -> int:
    """How many in the team may approve; two people are needed."""
    return sum(roles.may(place.role, Right.APPROVE) for place in letter.campaign.team)


def _page(letter: Letter, claim: Claim, form: RefuseForm) -> str:
    me = guard.current()
    return render_template(
        "pages/claims/look.html",
        letter=letter,
        claim=claim,
        form=form,
        act=ActForm(formdata=None) if request.method == "GET" else ActForm(),
        why_not=rules.why_not_approved(claim, by_id=me.id),
        mine=claim.brought_by_id == me.id,
        approvers=approvers(letter),
        shown=looking.shown(reading(), claim),
        words=words,
    )
