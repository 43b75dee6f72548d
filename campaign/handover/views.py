"""Where a letter stands with everybody who gets it; attempts are written down, and what became of them."""

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.delivering import naming
from campaign.delivering import queries as delivering
from campaign.delivering.models import Channel
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.handover import (
    files,
    form_parts,
    looking,
    mail_views,
    operations,
    paper_views,
    queries,
    reply_views,
    replying,
    rules,
    sending,
    standings,
    summary_views,
    whereabouts,
    words,
)
from campaign.handover.blueprint import LETTER, PARTY, blueprint
from campaign.handover.forms import AttemptForm, StepForm
from campaign.handover.kinds import Outcome, Way
from campaign.handover.mail_forms import PartyForm
from campaign.handover.models import Attempt
from campaign.handover.operations import AttemptFacts, PartyFacts, StepFacts
from campaign.handover.reply_forms import TermForm
from campaign.handover.whereabouts import PartyStanding
from campaign.organisers import guard
from campaign.web.brought import Brought

__all__ = ["blueprint", "mail_views", "paper_views", "reply_views", "summary_views"]

_FIRST = (Outcome.DELIVERED, Outcome.SENT, Outcome.PLANNED, Outcome.REFUSED, Outcome.RETURNED)


@blueprint.get(LETTER)
@guard.required
def show(letter_id: str) -> ResponseReturnValue:
    """Addressee by addressee, where the letter stands."""
    session = reading()
    letter = drafting.letter_of(session, guard.current(), letter_id)
    found = standings.standing(session, letter, now=clock.now())
    return render_template(
        "pages/handover/show.html",
        letter=letter,
        found=found,
        editions=delivering.editions_of(session, letter),
        words=words,
        naming=naming,
    )


@blueprint.route(f"{PARTY}/new", methods=["GET", "POST"])
@guard.required
def attempt(letter_id: str, party: str) -> ResponseReturnValue:
    """Write down how the letter was, or will be, brought to one party."""
    letter, row = looking.looked_up(reading(), letter_id, party)
    editions = delivering.editions_of(reading(), letter)
    if not editions:
        return _back(letter_id)
    form = AttemptForm(edition=editions[0].public_id)
    form.offer(_FIRST)
    form.offer_editions(editions)
    form.offer_translations(delivering.translations_of(reading(), editions), row.party.language)
    papers = form.papers if form.validate_on_submit() else None
    found = delivering.edition_of(reading(), letter, form.edition.data or editions[0].public_id)
    channel = Channel(form.channel.data) if form.channel.data in set(Channel) else Channel.EMAIL
    told = sending.cautions(reading(), letter, found, row, channel, now=clock.now())
    cautions = [each for each in told if each is not rules.Caution.AGAIN]
    if papers is not None and cautions and not form.anyway.data:
        form.must_mean_it()
        papers = None
    if papers is not None:
        with form.takes_refusal(), transaction() as session:
            to, there = looking.looked_up(session, letter_id, party)
            facts = _facts(session, to, there, form)
            operations.write_down(session, to, facts, _step(form, papers), by=guard.current(), now=clock.now())
        if not form.form_errors:
            flash(_("It is written down."), "good")
            return _back(letter_id)
    page = render_template(
        "pages/handover/attempt.html", letter=letter, row=row, form=form, cautions=cautions, words=words
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.get(f"{LETTER}/attempts/<attempt_id>")
@guard.required
def course(letter_id: str, attempt_id: str) -> ResponseReturnValue:
    """One attempt with all that became of it."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id)
    return _course(letter, queries.attempt_of(reading(), letter, attempt_id), StepForm(formdata=None))


@blueprint.post(f"{LETTER}/attempts/<attempt_id>")
@guard.required
def step(letter_id: str, attempt_id: str) -> ResponseReturnValue:
    """Add what became of it."""
    form = StepForm()
    with form.takes_refusal(), transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.ISSUE)
        found = queries.attempt_of(session, letter, attempt_id)
        form.offer(rules.next_outcomes(found))
        papers = form.papers if form.validate() else None
        if papers is None:
            return _course(letter, found, form), 422
        operations.take_step(session, found, _step(form, papers), by=guard.current(), now=clock.now())
    if form.form_errors:
        letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.ISSUE)
        return _course(letter, queries.attempt_of(reading(), letter, attempt_id), form), 422
    flash(_("It is written down."), "good")
    return redirect(url_for(".course", letter_id=letter_id, attempt_id=attempt_id), 303)


@blueprint.get(f"{LETTER}/papers/<proof_id>")
@guard.required
def paper(letter_id: str, proof_id: str) -> ResponseReturnValue:
    """A receipt or a photo, for the team."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id)
    return files.download(queries.proof_of(reading(), letter, proof_id))


@blueprint.route(f"{LETTER}/others", methods=["GET", "POST"])
@guard.required
def others(letter_id: str) -> ResponseReturnValue:
    """Name somebody else who gets the letter, or say more about who gets a copy."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.ISSUE)
    form = PartyForm()
    form.offer_languages()
    if not form.validate_on_submit():
        page = render_template("pages/handover/others.html", letter=letter, form=form)
        return page, 422 if form.is_submitted() else 200
    said = {name: getattr(form, name).data or "" for name in PartyFacts.__dataclass_fields__}
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.ISSUE)
        operations.add_party(session, letter, PartyFacts(**said), by=guard.current(), now=clock.now())
    flash(_("Kept."), "good")
    return _back(letter_id)


@blueprint.route(f"{LETTER}/term", methods=["GET", "POST"])
@guard.required
def term(letter_id: str) -> ResponseReturnValue:
    """Within how many days an answer is due."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.ISSUE)
    terms = queries.terms_of(reading(), letter)
    form = TermForm(days=terms[-1].days if terms else whereabouts.DAYS)
    if not form.validate_on_submit():
        page = render_template("pages/handover/term.html", letter=letter, form=form, terms=terms, days=whereabouts.DAYS)
        return page, 422 if form.is_submitted() else 200
    assert form.days.data is not None, "the form asked for it"
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.ISSUE)
        reason, by = str(form.reason.data), guard.current()
        replying.set_term(session, letter, form.days.data, reason, by=by, now=clock.now())
    flash(_("The due days follow the new term."), "good")
    return _back(letter_id)


def _course(letter: Letter, found: Attempt, form: StepForm) -> str:
    form.offer(rules.next_outcomes(found))
    return render_template(
        "pages/handover/course.html", letter=letter, attempt=found, form=form, words=words, naming=naming
    )


def _facts(session: Session, letter: Letter, row: PartyStanding, form: AttemptForm) -> AttemptFacts:
    edition = delivering.edition_of(session, letter, form.edition.data)
    return AttemptFacts(
        edition=edition,
        translations=sending.translations(session, edition, form.translations.data or ()),
        party=row.party,
        channel=Channel(form.channel.data),
        way=Way(form.way.data) if form.way.data else None,
        tracking=form.tracking.data or "",
        place=form.place.data or "",
        witness=form.witness.data or "",
        url=form.url.data or "",
    )


def _step(form: StepForm, papers: list[Brought]) -> StepFacts:
    now: datetime = clock.now()
    outcome = Outcome(form.outcome.data)
    return StepFacts(
        outcome=outcome, happened_at=form_parts.at(form.day.data, now), note=form.note.data or "", papers=papers
    )


def _back(letter_id: str) -> ResponseReturnValue:
    return redirect(url_for(".show", letter_id=letter_id), 303)
