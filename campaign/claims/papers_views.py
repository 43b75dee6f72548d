"""Sheets to sign in ink: made and printed; the pages on which their scans are brought."""

import io
from datetime import date, datetime

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns.rules import Right
from campaign.claims import inking, papers, queries
from campaign.claims.blueprint import blueprint
from campaign.claims.bringing import signable
from campaign.claims.forms import PaperForm, ScanForm, ScansForm
from campaign.claims.models import Paper
from campaign.db import reading, transaction
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.organisers import guard
from campaign.outbox import attachments
from campaign.roster.queries import Place


@blueprint.get("/papers")
@guard.required
def sheets(letter_id: str) -> ResponseReturnValue:
    """The letter's sheets, and where a new one is made."""
    letter, _revision = signable(letter_id)
    return sheets_page(letter, PaperForm(formdata=None), ScansForm(formdata=None, day=_today()))


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
        return sheets_page(letter, form, ScansForm(formdata=None, day=_today())), 422
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
    """One sheet: print it, bring its scan. The code in its footer leads here, and says which page it is on."""
    letter, found = paper_of(reading(), letter_id, paper_id)
    first = max(1, min(request.args.get("page", 1, type=int), 60))
    return paper_page(letter, found, ScanForm(formdata=None, day=_today(), first=first))


@blueprint.get("/papers/<paper_id>/sheet.pdf")
@guard.required
def print_sheet(letter_id: str, paper_id: str) -> ResponseReturnValue:
    """The sheet as it is printed."""
    _letter, found = paper_of(reading(), letter_id, paper_id)
    made = attachments.made(f"paper-sheet:{found.public_id}")
    return send_file(io.BytesIO(made.content), mimetype=made.mimetype, download_name=made.name, as_attachment=True)


def paper_of(session: Session, letter_id: str, paper_id: str) -> tuple[Letter, Paper]:
    """The letter and one of its sheets, for somebody who may bring evidence. Raises NotFound, Forbidden."""
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.BRING)
    return letter, inking.paper_of(session, letter, paper_id)


def sheets_page(letter: Letter, form: PaperForm, scans_form: ScansForm) -> str:
    """The letter's sheets, with the form for their scans and the one for a new sheet."""
    return render_template(
        "pages/claims/sheets.html",
        letter=letter,
        form=form,
        scans_form=scans_form,
        papers=inking.papers_of(reading(), letter),
        choices=queries.choices(reading(), letter, _today()),
        ticked=set(request.form.getlist("member")),
    )


def paper_page(letter: Letter, found: Paper, form: ScanForm) -> str:
    """One sheet with the form for its scans."""
    return render_template("pages/claims/paper.html", letter=letter, paper=found, form=form)


def _today() -> date:
    return clock.brussels_day(clock.now())


def _chosen(session: Session, letter: Letter, form: PaperForm, now: datetime) -> list[Place]:
    """Who is ticked, and everybody of the chosen group; without those who have signed."""
    ticked = set(request.form.getlist("member"))
    free = queries.choices(session, letter, clock.brussels_day(now))
    return [each for each in free if str(each.member.ep_id) in ticked or (each.group and each.group == form.group.data)]
