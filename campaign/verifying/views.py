"""An organiser starts a round and sees how far it is."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.organisers import guard
from campaign.verifying import operations, queries, rules
from campaign.verifying.forms import RoundForm

blueprint = Blueprint("verifying", __name__, url_prefix="/letters")

USUAL = timedelta(days=3)


@blueprint.get("/<letter_id>/rounds")
@guard.required
def rounds(letter_id: str) -> ResponseReturnValue:
    """The rounds there were, and the form for the next one."""
    usual = clock.in_brussels(clock.now() + USUAL)
    form = RoundForm(formdata=None, data={"day": usual.date(), "hour": usual.time().replace(hour=18, minute=0)})
    return _page(_letter(letter_id), form)


@blueprint.post("/<letter_id>/rounds/confirm")
@guard.required
def confirm(letter_id: str) -> ResponseReturnValue:
    """Say how many Members get which mail, before any leaves."""
    letter, form = _letter(letter_id), RoundForm()
    if not form.validate():
        return _page(letter, form), 422
    if reason := rules.why_no_time(form.wait_until, now=clock.now()):
        form.day.errors = [operations.SENTENCES[reason]]
        return _page(letter, form), 422
    wanted = [each for each in queries.to_ask(reading(), letter) if each.is_new or not form.only_new]
    return render_template(
        "pages/verifying/confirm.html",
        letter=letter,
        form=form,
        reached=sum(1 for each in wanted if each.mailbox),
        unreachable=[each.signature for each in wanted if not each.mailbox],
    )


@blueprint.post("/<letter_id>/rounds")
@guard.required
def start(letter_id: str) -> ResponseReturnValue:
    """Ask them."""
    form = RoundForm()
    if not form.validate():
        return _page(_letter(letter_id), form), 422
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.DECIDE)
        asked = operations.start(
            session, letter, wait_until=form.wait_until, only_new=form.only_new, by=guard.current(), now=clock.now()
        )
        round_id = asked.public_id
    flash(_("The mails are on their way. Whoever says nothing stays under the letter."), "good")
    return redirect(url_for("verifying.show", letter_id=letter_id, round_id=round_id), 303)


@blueprint.get("/<letter_id>/rounds/<round_id>")
@guard.required
def show(letter_id: str, round_id: str) -> ResponseReturnValue:
    """How far one round is, and whose names went."""
    session, letter = reading(), _letter(letter_id)
    found = queries.round_of(session, letter, round_id)
    return render_template(
        "pages/verifying/show.html",
        letter=letter,
        counts=found,
        objectors=queries.objectors(session, found.round),
        now=clock.now(),
    )


def _letter(letter_id: str) -> Letter:
    return drafting.letter_of(reading(), guard.current(), letter_id, to=Right.DECIDE)


def _page(letter: Letter, form: RoundForm) -> str:
    session = reading()
    found = queries.rounds_of(session, letter)
    names = len(queries.to_ask(session, letter))
    reason = rules.why_not_started(letter, delivered=queries.was_delivered(session, letter), names=names)
    return render_template(
        "pages/verifying/rounds.html",
        letter=letter,
        form=form,
        rounds=found,
        names=names,
        why_not=operations.SENTENCES[reason] if reason else None,
        now=clock.now(),
    )
