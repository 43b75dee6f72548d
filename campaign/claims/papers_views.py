"""Sheets to sign in ink: made and printed, scanned, cut into rows, the signed ones ticked."""

import io
from datetime import datetime

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from campaign import clock, vault
from campaign.campaigns.rules import Right
from campaign.claims import inking, papers, queries, scans
from campaign.claims.blueprint import blueprint
from campaign.claims.bringing import signable
from campaign.claims.forms import PaperForm, RowsForm, ScanForm
from campaign.claims.models import Claim, Paper
from campaign.claims.papers import Place
from campaign.claims.refusals import SENTENCES
from campaign.claims.scans import BadScan, Trouble
from campaign.db import reading, transaction
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.organisers import guard
from campaign.outbox import attachments
from campaign.roster.queries import Place as RosterPlace
from campaign.web.refusals import NotFound

TROUBLES = {
    Trouble.KIND: _("Choose a PDF, PNG or JPEG file."),
    Trouble.TOO_LARGE: _("This file is larger than 15 MB. Scan in grey at 200 dots per inch, or fewer pages at once."),
    Trouble.UNREADABLE: _("This file could not be read as a scan. Scan the sheet again as a plain PDF or picture."),
}


@blueprint.get("/papers")
@guard.required
def sheets(letter_id: str) -> ResponseReturnValue:
    """The letter's sheets, and where a new one is made."""
    letter, _revision = signable(letter_id)
    return _sheets_page(letter, PaperForm(formdata=None))


@blueprint.post("/papers")
@guard.required
def make_sheet(letter_id: str) -> ResponseReturnValue:
    """Make a sheet for the chosen Members, in the order of their names."""
    letter, _revision = signable(letter_id)
    form, now = PaperForm(), clock.now()
    chosen = _chosen(reading(), letter, form, now)
    if form.validate() and not chosen:
        form.group.errors = [gettext("Choose a group, or tick Members: a sheet needs at least one.")]
    elif form.validate() and len(chosen) > papers.MOST_ROWS:
        form.group.errors = [gettext("That is too many for one sheet. Make one for each group, or tick fewer.")]
    if form.errors:
        return _sheets_page(letter, form), 422
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.BRING)
        members = [each.member for each in _chosen(session, letter, form, now)]
        title = form.title.data or ""
        paper_id = inking.make(session, letter, members, title=title, by=guard.current(), now=now).public_id
    flash(gettext("The sheet is ready to print."), "good")
    return redirect(url_for("evidence.paper", letter_id=letter_id, paper_id=paper_id), 303)


@blueprint.get("/papers/<paper_id>")
@guard.required
def paper(letter_id: str, paper_id: str) -> ResponseReturnValue:
    """One sheet: print it, bring its scan."""
    letter, found = _paper(reading(), letter_id, paper_id)
    return _paper_page(letter, found, ScanForm(formdata=None, day=clock.brussels_day(clock.now()), first=1))


@blueprint.get("/papers/<paper_id>/sheet.pdf")
@guard.required
def print_sheet(letter_id: str, paper_id: str) -> ResponseReturnValue:
    """The sheet as it is printed."""
    _letter, found = _paper(reading(), letter_id, paper_id)
    made = attachments.made(f"paper-sheet:{found.public_id}")
    return send_file(io.BytesIO(made.content), mimetype=made.mimetype, download_name=made.name, as_attachment=True)


@blueprint.post("/papers/<paper_id>/scans")
@guard.required
def bring_scan(letter_id: str, paper_id: str) -> ResponseReturnValue:
    """Decode the scan in a process of its own, keep its pages, go on to the rows."""
    letter, found = _paper(reading(), letter_id, paper_id)
    form, now = ScanForm(), clock.now()
    if not form.validate() or form.day.data is None:
        return _paper_page(letter, found, form), 422
    content = form.file.data.read()
    try:
        pages = scans.pages(content)
    except BadScan as error:
        form.file.errors = [TROUBLES[error.trouble]]
        return _paper_page(letter, found, form), 422
    with transaction() as session:
        letter, found = _paper(session, letter_id, paper_id)
        kept = inking.keep(
            session,
            found,
            pages,
            first=form.first.data or 1,
            signed_on=form.day.data,
            witness=form.witness.data or "",
            by=guard.current(),
            now=now,
        )
        scan_id = kept[0].public_id
    return redirect(url_for("evidence.rows", letter_id=letter_id, paper_id=paper_id, scan_id=scan_id), 303)


@blueprint.get("/papers/<paper_id>/scans/<scan_id>")
@guard.required
def rows(letter_id: str, paper_id: str, scan_id: str) -> ResponseReturnValue:
    """The rows cut out of one page; those that are signed are ticked."""
    letter, found = _paper(reading(), letter_id, paper_id)
    return _rows_page(letter, found, scan_id, RowsForm(formdata=None, shift=_shift()))


@blueprint.post("/papers/<paper_id>/scans/<scan_id>")
@guard.required
def tick(letter_id: str, paper_id: str, scan_id: str) -> ResponseReturnValue:
    """Each ticked row becomes a claim; a second person judges it."""
    form, now = RowsForm(), clock.now()
    ticked = {each for each in request.form.getlist("row") if each.isdecimal()}
    letter, found = _paper(reading(), letter_id, paper_id)
    if not form.validate() or not ticked:
        flash(gettext("Tick the rows that are signed."), "warning")
        return _rows_page(letter, found, scan_id, form), 422
    with transaction() as session:
        letter, found = _paper(session, letter_id, paper_id)
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
    _letter, found = _paper(reading(), letter_id, paper_id)
    scan = inking.scan_of(reading(), found, scan_id)
    place = {row.number: at for row, at in inking.rows_on(found, scan.page).items()}.get(number)
    page = vault.read_sealed(scan.file_digest)
    return _picture(papers.crop(page, place or Place(scan.page, 0, 1000), shift=_shift()))


@blueprint.get("/<claim_id>/row.png")
@guard.required
def claimed_row(letter_id: str, claim_id: str) -> ResponseReturnValue:
    """The row a claim is about, as it was cut; `whole` shows the page it stands on."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.BRING)
    claim = queries.claim_of(reading(), letter, claim_id)
    cut = (0, 1000) if "whole" in request.args else _cut(claim)
    return _picture(papers.crop(vault.read_sealed(str(claim.file_digest)), Place(1, *cut)))


def _cut(claim: Claim) -> tuple[int, int]:
    if "cut" not in claim.evidence:
        raise NotFound("row", gettext("There is no row of a sheet behind this. Go back to the evidence page."))
    top, bottom = claim.evidence["cut"]
    return top, bottom


def _paper(session: Session, letter_id: str, paper_id: str) -> tuple[Letter, Paper]:
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.BRING)
    return letter, inking.paper_of(session, letter, paper_id)


def _chosen(session: Session, letter: Letter, form: PaperForm, now: datetime) -> list[RosterPlace]:
    """Who is ticked, and everybody of the chosen group; without those who have signed."""
    ticked = set(request.form.getlist("member"))
    free = queries.choices(session, letter, clock.brussels_day(now))
    return [each for each in free if str(each.member.ep_id) in ticked or (each.group and each.group == form.group.data)]


def _shift() -> int:
    return max(-200, min(request.args.get("shift", 0, type=int), 200))


def _picture(content: bytes) -> ResponseReturnValue:
    return send_file(io.BytesIO(content), mimetype="image/png")


def _sheets_page(letter: Letter, form: PaperForm) -> str:
    day = clock.brussels_day(clock.now())
    return render_template(
        "pages/claims/sheets.html",
        letter=letter,
        form=form,
        papers=inking.papers_of(reading(), letter),
        choices=queries.choices(reading(), letter, day),
        ticked=set(request.form.getlist("member")),
    )


def _paper_page(letter: Letter, found: Paper, form: ScanForm) -> str:
    return render_template("pages/claims/paper.html", letter=letter, paper=found, form=form)


def _rows_page(letter: Letter, found: Paper, scan_id: str, form: RowsForm) -> str:
    scan = inking.scan_of(reading(), found, scan_id)
    return render_template(
        "pages/claims/rows.html",
        letter=letter,
        paper=found,
        scan=scan,
        rows=inking.rows_on(found, scan.page),
        form=form,
        shift=_shift(),
    )
