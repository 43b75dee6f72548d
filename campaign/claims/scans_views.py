"""Scans of signed sheets: brought and sorted by their codes, shown row by row, the signed rows ticked by a person."""

import io
from collections.abc import Sequence

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from campaign import clock, vault
from campaign.campaigns.rules import Right
from campaign.claims import ink, inking, papers, queries, scans, sorting
from campaign.claims.blueprint import blueprint
from campaign.claims.bringing import signable
from campaign.claims.forms import PaperForm, RowsForm, ScanForm, ScansForm
from campaign.claims.inking import Brought
from campaign.claims.models import Claim, Paper, Recognised, Scan
from campaign.claims.papers import Place
from campaign.claims.papers_views import paper_of, paper_page, sheets_page
from campaign.claims.refusals import SENTENCES
from campaign.claims.scans import BadScan, Page
from campaign.claims.sorting import Assumed, Refused, Sorted
from campaign.claims.words import TROUBLES, UNFIT
from campaign.db import reading, transaction
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.organisers import guard
from campaign.web.refusals import NotFound


@blueprint.post("/scans")
@guard.required
def bring_scans(letter_id: str) -> ResponseReturnValue:
    """Keep the pages of any of the letter's sheets; those that no code names are not taken."""
    letter, _revision = signable(letter_id)
    form = ScansForm()
    pages = _read(form)
    brought = _sorted(letter_id, pages, None) if pages else []
    kept = _kept(letter_id, form, brought)
    if not kept:
        _say_refused(form, brought)
        return sheets_page(letter, PaperForm(formdata=None), form), 422
    return _on_to(letter_id, kept[0], brought)


@blueprint.post("/papers/<paper_id>/scans")
@guard.required
def bring_scan(letter_id: str, paper_id: str) -> ResponseReturnValue:
    """The same from one sheet's page: what no code names is taken as that sheet's, page by page, and marked so."""
    letter, paper = paper_of(reading(), letter_id, paper_id)
    form = ScanForm()
    pages = _read(form)
    brought = _sorted(letter_id, pages, (paper_id, form.first.data or 1)) if pages else []
    kept = _kept(letter_id, form, brought)
    if not kept:
        _say_refused(form, brought)
        return paper_page(letter, paper, form), 422
    return _on_to(letter_id, kept[0], brought)


@blueprint.get("/papers/<paper_id>/scans/<scan_id>")
@guard.required
def rows(letter_id: str, paper_id: str, scan_id: str) -> ResponseReturnValue:
    """The rows cut out of one page; those that are signed are ticked."""
    letter, found = paper_of(reading(), letter_id, paper_id)
    return _rows_page(letter, found, scan_id, RowsForm(formdata=None, shift=_shift()))


@blueprint.post("/papers/<paper_id>/scans/<scan_id>")
@guard.required
def tick(letter_id: str, paper_id: str, scan_id: str) -> ResponseReturnValue:
    """Each ticked row becomes a claim; a second person judges it."""
    form, now = RowsForm(), clock.now()
    ticked = {each for each in request.form.getlist("row") if each.isdecimal()}
    letter, found = paper_of(reading(), letter_id, paper_id)
    if not form.validate() or not ticked:
        flash(gettext("Tick the rows that are signed."), "warning")
        return _rows_page(letter, found, scan_id, form), 422
    with transaction() as session:
        letter, found = paper_of(session, letter_id, paper_id)
        scan = inking.scan_of(session, found, scan_id)
        signed = {row: place for row, place in inking.rows_on(found, scan.page).items() if str(row.number) in ticked}
        shift = form.shift.data or 0
        brought, refused = inking.bring_rows(session, scan, signed, shift=shift, by=guard.current(), now=now)
        told = [f"{row.member.name}: {SENTENCES[why]}" for row, why in refused]
        number = len(brought)
    if number:
        flash(ngettext("%(num)s row waits for a colleague.", "%(num)s rows wait for a colleague.", number), "good")
    for sentence in told:
        flash(sentence, "warning")
    return redirect(url_for("evidence.index", letter_id=letter_id), 303)


@blueprint.get("/papers/<paper_id>/scans/<scan_id>/row-<int:number>.png")
@guard.required
def row_picture(letter_id: str, paper_id: str, scan_id: str, number: int) -> ResponseReturnValue:
    """One row cut out of the scan."""
    _letter, found = paper_of(reading(), letter_id, paper_id)
    scan = inking.scan_of(reading(), found, scan_id)
    place = {row.number: at for row, at in inking.rows_on(found, scan.page).items()}.get(number)
    page = vault.read_sealed(scan.file_digest)
    sides = papers.SIDES if scan.recognised is Recognised.STRAIGHTENED else papers.WHOLE
    return _picture(papers.crop(page, place or Place(scan.page, 0, 1000), shift=_shift(), sides=sides))


@blueprint.get("/<claim_id>/row.png")
@guard.required
def claimed_row(letter_id: str, claim_id: str) -> ResponseReturnValue:
    """The row a claim is about, as it was cut; `whole` shows the page it stands on."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.BRING)
    claim = queries.claim_of(reading(), letter, claim_id)
    page = vault.read_sealed(str(claim.file_digest))
    if "whole" in request.args:
        return _picture(papers.crop(page, Place(1, 0, 1000)))
    sides = papers.SIDES if claim.evidence.get("recognised") == Recognised.STRAIGHTENED else papers.WHOLE
    return _picture(papers.crop(page, Place(1, *_cut(claim)), sides=sides))


def _read(form: ScansForm) -> list[Page]:
    """The pages in what was brought; none where the form has an error, which it then shows."""
    if not form.validate():
        return []
    files = []
    for each in form.file.data:
        files.append(each.read())
        each.close()  # a large one rests in a file of its own until then
    reading().rollback()  # the database is let go while the files are decoded
    try:
        return scans.read(files)
    except BadScan as error:
        form.file.errors = [TROUBLES[error.trouble]]
        return []


def _sorted(letter_id: str, pages: Sequence[Page], on: tuple[str, int] | None) -> list[Sorted | Refused]:
    letter, revision = signable(letter_id)
    assumed = Assumed(inking.paper_of(reading(), letter, on[0]), on[1]) if on else None
    return sorting.sort(reading(), letter, revision, pages, assumed=assumed)


def _kept(letter_id: str, form: ScansForm, brought: Sequence[Sorted | Refused]) -> list[Scan]:
    """The scans of all pages that have a place; how they look is found out before the database is held."""
    pages = [(each.paper.public_id, _brought(each)) for each in brought if isinstance(each, Sorted)]
    kept: list[Scan] = []
    if not pages or form.day.data is None:
        return kept
    with transaction() as session:
        for paper_id in dict.fromkeys(paper_id for paper_id, _page in pages):
            _letter, paper = paper_of(session, letter_id, paper_id)
            kept += inking.keep(
                session,
                paper,
                [page for of, page in pages if of == paper_id],
                signed_on=form.day.data,
                witness=form.witness.data or "",
                by=guard.current(),
                now=clock.now(),
            )
    return kept


def _brought(each: Sorted) -> Brought:
    empty: list[int] = []
    if each.recognised is Recognised.STRAIGHTENED:
        places = {row.number: place for row, place in inking.rows_on(each.paper, each.page).items()}
        empty = ink.empty_rows(each.picture, each.paper.public_id, places)
    return Brought(each.page, each.picture, each.recognised, empty)


def _on_to(letter_id: str, first: Scan, brought: Sequence[Sorted | Refused]) -> ResponseReturnValue:
    """Say what was kept and what was not, and go on to the first page's rows."""
    kept = [each for each in brought if isinstance(each, Sorted)]
    named = (gettext("“%(title)s” page %(page)s", title=each.paper.title, page=each.page) for each in kept)
    pages = ", ".join(dict.fromkeys(named))
    flash(ngettext("Kept: %(pages)s.", "%(num)s pages are kept: %(pages)s.", len(kept), pages=pages), "good")
    for refused in brought:
        if isinstance(refused, Refused):
            flash(_sentence(refused), "warning")
    address = url_for("evidence.rows", letter_id=letter_id, paper_id=first.paper.public_id, scan_id=first.public_id)
    return redirect(address, 303)


def _say_refused(form: ScansForm, brought: Sequence[Sorted | Refused]) -> None:
    refused = [_sentence(each) for each in brought if isinstance(each, Refused)]
    if refused:
        form.file.errors = [" ".join(refused)]


def _sentence(refused: Refused) -> str:
    why = str(UNFIT[refused.why]) % {"letter": refused.letter}
    return str(gettext("Page %(number)s is not taken: %(why)s", number=refused.number, why=why))


def _cut(claim: Claim) -> tuple[int, int]:
    if "cut" not in claim.evidence:
        raise NotFound("row", gettext("There is no row of a sheet behind this. Go back to the evidence page."))
    top, bottom = claim.evidence["cut"]
    return top, bottom


def _shift() -> int:
    return max(-200, min(request.args.get("shift", 0, type=int), 200))


def _picture(content: bytes) -> ResponseReturnValue:
    return send_file(io.BytesIO(content), mimetype="image/png")


def _rows_page(letter: Letter, found: Paper, scan_id: str, form: RowsForm) -> str:
    scan = inking.scan_of(reading(), found, scan_id)
    every = inking.rows_on(found, scan.page)
    return render_template(
        "pages/claims/rows.html",
        letter=letter,
        paper=found,
        scan=scan,
        inked=[row for row in every if row.number not in scan.empty_rows],
        empty=[row for row in every if row.number in scan.empty_rows],
        before=inking.before(scan),
        form=form,
        shift=_shift(),
    )
