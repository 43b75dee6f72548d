"""The cover text, and the mail that brings the sealed PDF: written, looked at, confirmed, sent once."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock, tokens
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.delivering import queries as delivering
from campaign.delivering.models import Channel, Edition
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.handover import covering, looking, operations, queries, sending, words
from campaign.handover.blueprint import LETTER, PARTY, blueprint
from campaign.handover.mail_forms import CoverForm, MailForm, SendForm
from campaign.handover.models import CoverText
from campaign.handover.operations import CoverFacts
from campaign.handover.refusals import CannotHandOver
from campaign.handover.sending import Sending
from campaign.handover.whereabouts import PartyStanding
from campaign.organisers import guard


@blueprint.route(f"{LETTER}/cover", methods=["GET", "POST"])
@guard.required
def cover(letter_id: str) -> ResponseReturnValue:
    """Write the words that go with the letter."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.ISSUE)
    form = CoverForm(obj=_cover(letter))
    if not form.validate_on_submit():
        page = render_template("pages/handover/cover.html", letter=letter, form=form, placeholders=words.PLACEHOLDERS)
        return page, 422 if form.is_submitted() else 200
    said = {name: str(getattr(form, name).data) for name in CoverFacts.__dataclass_fields__}
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.ISSUE)
        operations.word_cover(session, letter, CoverFacts(**said), by=guard.current(), now=clock.now())
    flash(_("The words are kept. Choose to whom the letter goes."), "good")
    return redirect(url_for(".show", letter_id=letter_id), 303)


@blueprint.route(f"{PARTY}/mail", methods=["GET", "POST"])
@guard.required
def mail(letter_id: str, party: str) -> ResponseReturnValue:
    """Choose mailbox and edition; then look at the mail before anything leaves."""
    letter, row = looking.looked_up(reading(), letter_id, party)
    editions = delivering.editions_of(reading(), letter)
    if not editions:
        return redirect(url_for(".show", letter_id=letter_id), 303)
    form = MailForm(mailbox=row.party.email, edition=editions[0].public_id)
    _offer(form, editions, row)
    if not form.validate_on_submit():
        page = render_template("pages/handover/mail.html", letter=letter, row=row, form=form)
        return page, 422 if form.is_submitted() else 200
    confirmed = SendForm(formdata=None, mailbox=form.mailbox.data, edition=form.edition.data)
    confirmed.translations.data = form.translations.data
    confirmed.once.data = tokens.new_public_id()
    return _confirm(letter, row, confirmed)


@blueprint.post(f"{PARTY}/mail/send")
@guard.required
def send(letter_id: str, party: str) -> ResponseReturnValue:
    """Queue the mail; pressed twice, it leaves once."""
    form = SendForm()
    with transaction() as session:
        letter, row = looking.looked_up(session, letter_id, party)
        editions = delivering.editions_of(session, letter)
        if not editions:
            return redirect(url_for(".show", letter_id=letter_id), 303)
        _offer(form, editions, row)
        if not form.validate():
            return render_template("pages/handover/mail.html", letter=letter, row=row, form=form), 422
        edition = delivering.edition_of(session, letter, form.edition.data)
        known = queries.attempt_once(session, letter, str(form.once.data))
        told = sending.cautions(session, letter, edition, row, Channel.EMAIL, now=clock.now())
        if told and not known and not form.anyway.data:
            form.must_mean_it()
            return _confirm(letter, row, form)
        leaving = Sending(
            edition=edition,
            translations=sending.translations(session, edition, form.translations.data or ()),
            mailbox=str(form.mailbox.data),
            cover=_cover(letter),
            once=str(form.once.data),
        )
        sending.send(session, letter, row, leaving, by=guard.current(), now=clock.now())
    flash(_("The mail waits to leave. This page says when a mail server took it, or did not."), "good")
    return redirect(url_for(".show", letter_id=letter_id), 303)


def _confirm(letter: Letter, row: PartyStanding, form: SendForm) -> ResponseReturnValue:
    session, words_with = reading(), _cover(letter)
    edition = delivering.edition_of(session, letter, form.edition.data)
    along = sending.translations(session, edition, form.translations.data or ())
    if reason := sending.why_not(session, letter, edition, along):
        raise CannotHandOver(reason)
    values = covering.placeholders(edition, along, row.party, words_with)
    page = render_template(
        "pages/handover/confirm.html",
        letter=letter,
        row=row,
        form=form,
        edition=edition,
        along=along,
        cover=words_with,
        subject=covering.fill(words_with.subject, values),
        paragraphs=covering.paragraphs(words_with.text, values),
        cautions=sending.cautions(session, letter, edition, row, Channel.EMAIL, now=clock.now()),
        words=words,
    )
    return page, 422 if form.errors else 200


def _offer(form: MailForm, editions: Sequence[Edition], row: PartyStanding) -> None:
    form.offer_editions(editions)
    form.offer_translations(delivering.offered_translations(reading(), editions[0]), row.party.language)


def _cover(letter: Letter) -> CoverText:
    return queries.cover_text(reading(), letter) or covering.default(letter, guard.current())
