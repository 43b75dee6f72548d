"""Where a signed copy of the letter is brought: by organisers here, by Members in `own_file`."""

import io
from datetime import datetime

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.claims import queries, signed_files
from campaign.claims.blueprint import blueprint
from campaign.claims.bringing import brought, signable
from campaign.claims.forms import PdfForm
from campaign.claims.models import Method
from campaign.claims.signed_files import Signed
from campaign.db import reading
from campaign.drafting.models import Letter, Revision
from campaign.organisers import guard
from campaign.outbox import attachments


@blueprint.get("/signed-file")
@guard.required
def signed_file(letter_id: str) -> ResponseReturnValue:
    """Where a signed copy is brought, and our copy is taken to be signed."""
    letter, _revision = signable(letter_id)
    return _page(letter, PdfForm(formdata=None))


@blueprint.get("/letter.pdf")
@guard.required
def copy(letter_id: str) -> ResponseReturnValue:
    """Our copy of the text, to be signed."""
    _letter, revision = signable(letter_id)
    return sent(revision)


@blueprint.post("/signed-file")
@guard.required
def bring_signed_file(letter_id: str) -> ResponseReturnValue:
    """Examine the file in a process of its own, then keep it."""
    letter, revision = signable(letter_id)
    form, now = PdfForm(), clock.now()
    if not form.validate():
        return _page(letter, form), 422
    pdf, ep_id = form.file.data.read(), form.ep_id
    name = queries.member(reading(), ep_id).name
    found = examine(pdf, revision, member_name=name, now=now)
    if not found.checks[signed_files.Check.OUR_COPY] or found.signature is None:
        form.file.errors = [trouble(found)]
        return _page(letter, form), 422
    signed_at, of = found.signed_at or now, revision.public_id
    claim_id = brought(
        letter_id, ep_id, Method.PDF_SIGNATURE, signed_at, found.evidence(), pdf, now=now, revision_id=of
    )
    flash(_("The file is kept. Somebody else in the team now has to look at it."), "good")
    return redirect(url_for("evidence.look", letter_id=letter_id, claim_id=claim_id), 303)


def sent(revision: Revision) -> ResponseReturnValue:
    """Our copy as a download."""
    made = attachments.made(f"letter-copy:{revision.public_id}")
    content = io.BytesIO(made.content)
    return send_file(content, mimetype=made.mimetype, download_name=made.name, as_attachment=True)


def examine(pdf: bytes, revision: Revision, *, member_name: str, now: datetime) -> Signed:
    """What the file shows; the database is let go meanwhile."""
    ours = attachments.made(f"letter-copy:{revision.public_id}").content
    reading().rollback()
    return signed_files.examine(pdf, copy=ours, member_name=member_name, now=now)


def trouble(found: Signed) -> str:
    """What to do with a file that is not a signed copy at all."""
    if not found.checks[signed_files.Check.OUR_COPY]:
        return str(
            _(
                "This is not our copy with a signature added: it may hold another text, or a program wrote it anew. "
                "Download the copy from this page and sign that file."
            )
        )
    return str(_("The copy carries no electronic signature. Sign the downloaded file with your certificate first."))


def _page(letter: Letter, form: PdfForm) -> str:
    choices = queries.choices(reading(), letter, clock.brussels_day(clock.now()))
    return render_template("pages/claims/signed_file.html", letter=letter, form=form, choices=choices)
