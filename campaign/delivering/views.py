"""A letter's PDF: the draft at any time, editions once it is closed."""

import io

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock, vault
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.delivering import (
    assembly,
    glyphs,
    languages,
    naming,
    operations,
    pages,
    pictures,
    queries,
    rules,
    translated,
)
from campaign.delivering.forms import EmptyForm
from campaign.delivering.listing import Names
from campaign.delivering.models import Audience, Edition
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.organisers import guard
from campaign.roster import queries as roster
from campaign.signing import queries as signing
from campaign.signing import remarks
from campaign.translating import operations as translations
from campaign.translating import queries as translating
from campaign.verifying import queries as verifying

blueprint = Blueprint("delivering", __name__, url_prefix="/letters")


@blueprint.get("/<letter_id>/editions")
@guard.required
def editions(letter_id: str) -> ResponseReturnValue:
    """The letter's PDF: what there is, and what to do next."""
    session = reading()
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.SEE)
    found, stand = queries.editions_of(session, letter), queries.stand(session, letter)
    due = rules.changes(found[0], stand) if found else []
    return render_template(
        "pages/delivering/editions.html",
        letter=letter,
        issues=pages.issues(found, queries.translations_of(session, found), stand),
        languages=languages.standing(session, letter, queries.latest_files(session, letter), is_true=not due),
        reason=rules.why_not_issued(letter, found[0] if found else None, stand),
        due=due,
        signatories=len(stand.signatures),
        deliveries=queries.deliveries_of(session, letter),
        waits_until=verifying.waits_until(session, letter, now=clock.now()),
        naming=naming,
        look_alikes=glyphs.look_alikes(letter, list(stand.signatures)),
    )


@blueprint.post("/<letter_id>/editions")
@guard.fresh_from("delivering.editions")
def issue(letter_id: str) -> ResponseReturnValue:
    """Issue the next edition; while Members who were asked may still object, only after a page that says so."""
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.ISSUE)
        if "anyway" not in request.form and verifying.waits_until(session, letter, now=clock.now()):
            return redirect(url_for("delivering.issue_early", letter_id=letter_id), 303)
        edition = operations.issue_edition(session, letter, by=guard.current(), now=clock.now())
        number = edition.number
    flash(_("Edition %(number)s is ready to download.", number=number), "good")
    return redirect(url_for("delivering.editions", letter_id=letter_id), 303)


@blueprint.post("/<letter_id>/editions/translations")
@guard.fresh_from("delivering.editions")
def issue_translations(letter_id: str) -> ResponseReturnValue:
    """Make the translations that became due beside the latest edition."""
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.ISSUE)
        operations.issue_translations(session, letter, by=guard.current(), now=clock.now())
    flash(_("The translations of the latest edition are ready to download."), "good")
    return redirect(url_for("delivering.editions", letter_id=letter_id), 303)


@blueprint.get("/<letter_id>/editions/early")
@guard.required
def issue_early(letter_id: str) -> ResponseReturnValue:
    """Warn: Members were asked whether they stand rightly, and their time is not over."""
    session = reading()
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.ISSUE)
    until = verifying.waits_until(session, letter, now=clock.now())
    if until is None:
        return redirect(url_for("delivering.editions", letter_id=letter_id))
    return render_template("pages/delivering/issue_early.html", letter=letter, until=until, form=EmptyForm())


@blueprint.get("/<letter_id>/editions/<edition_id>/letter.pdf")
@guard.required
def edition_pdf(letter_id: str, edition_id: str) -> ResponseReturnValue:
    """The edition's file, exactly the bytes its digest names; ranges are served."""
    session = reading()
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.SEE)
    edition = queries.edition_of(session, letter, edition_id)
    return _pdf(vault.read(edition.file_digest), f"{_file_name(edition)}.pdf", etag=edition.file_digest)


@blueprint.get("/<letter_id>/editions/translations/<translated_edition_id>/letter.pdf")
@guard.required
def translated_pdf(letter_id: str, translated_edition_id: str) -> ResponseReturnValue:
    """The same of an edition's translation."""
    session = reading()
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.SEE)
    made = queries.translated_edition_of(session, letter, translated_edition_id)
    name = f"{_file_name(made.edition)} ({made.language}).pdf"
    return _pdf(vault.read(made.file_digest), name, etag=made.file_digest)


@blueprint.get("/<letter_id>/editions/<edition_id>/page-<int:number>.png")
@guard.required
def edition_page(letter_id: str, edition_id: str, number: int) -> ResponseReturnValue:
    """One page of the edition as a picture."""
    session = reading()
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.SEE)
    return _page(vault.read(queries.edition_of(session, letter, edition_id).file_digest), number)


@blueprint.get("/<letter_id>/draft.pdf")
@guard.required
def draft_pdf(letter_id: str) -> ResponseReturnValue:
    """How the letter would print now, DRAFT across every page."""
    letter, pdf = _draft(letter_id)
    return _pdf(pdf, f"DRAFT {assembly.file_name(letter)}.pdf", inline=True)


@blueprint.get("/<letter_id>/draft-page-<int:number>.png")
@guard.required
def draft_page(letter_id: str, number: int) -> ResponseReturnValue:
    """One page of the draft as a picture."""
    return _page(_draft(letter_id)[1], number)


@blueprint.get("/<letter_id>/translations/<translation_id>/letter.pdf")
@guard.required
def translation_pdf(letter_id: str, translation_id: str) -> ResponseReturnValue:
    """How a published translation would print now, alone or beside the authentic text; DRAFT across every page."""
    session = reading()
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.SEE)
    version = translating.version_of(session, letter, translation_id)
    revision, language = translations.to_print(version), version.translation.language
    signatures = signing.standing_signatures(session, letter, with_autographs=True)
    forms = roster.name_forms(session, language, [each.ep_id for each in signatures])
    moved = remarks.moved(session, signatures, on=clock.brussels_day(clock.now()))
    names = Names(language=language, forms=forms, moved=moved)
    pdf = translated.draft(letter, revision, signatures, names, beside="beside" in request.args)
    return _pdf(pdf, f"DRAFT {assembly.file_name(letter)} ({language}).pdf", inline=True)


def _draft(letter_id: str) -> tuple[Letter, bytes]:
    session = reading()
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.SEE)
    signatures = signing.standing_signatures(session, letter)
    return letter, assembly.draft(letter, drafting.current_revision(session, letter), signatures, now=clock.now())


def _file_name(edition: Edition) -> str:
    name = f"{assembly.file_name(edition.letter)} – {_('edition %(number)s', number=edition.number)}"
    return name if edition.audience is Audience.ADDRESSEE else f"{name}, {naming.AUDIENCES[edition.audience]}"


def _pdf(content: bytes, name: str, *, etag: str | bool = True, inline: bool = False) -> Response:
    response = send_file(
        io.BytesIO(content),
        mimetype="application/pdf",
        download_name=name,
        as_attachment=not inline,
        etag=etag,
        conditional=True,
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _page(pdf: bytes, number: int) -> Response:
    try:
        return send_file(io.BytesIO(pictures.page_png(pdf, number)), mimetype="image/png")
    except IndexError:
        abort(404)
