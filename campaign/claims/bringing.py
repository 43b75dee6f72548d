"""Where evidence is brought in: a mail, a signed file, or only somebody's word."""

from datetime import datetime, time
from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.campaigns.rules import Right
from campaign.claims import dns, messages, operations, queries
from campaign.claims.blueprint import blueprint
from campaign.claims.forms import MailForm, WordForm
from campaign.claims.models import Method
from campaign.claims.refusals import CannotClaim
from campaign.claims.rules import WhyNot
from campaign.db import reading, transaction
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter, Revision
from campaign.organisers import guard

RESOLVER = "dkim_resolver"
"""The application's extension that asks for DKIM keys, where another than the system's name service is wanted."""


@blueprint.get("/mail")
@guard.required
def mail(letter_id: str) -> ResponseReturnValue:
    """Where a Member's reply is brought, with the words to ask for."""
    letter, revision = signable(letter_id)
    return _mail_page(letter, revision, MailForm(formdata=None))


@blueprint.post("/mail")
@guard.required
def bring_mail(letter_id: str) -> ResponseReturnValue:
    """Check the mail and keep it; the domain's key is asked for before the database is held."""
    letter, revision = signable(letter_id)
    form, now = MailForm(), clock.now()
    if not form.validate():
        return _mail_page(letter, revision, form), 422
    raw = form.file.data.read()
    try:
        read = messages.read(raw)
    except messages.Unreadable:
        form.file.errors = [_("This is no mail that can be read. Save the original as an .eml file and choose it.")]
        return _mail_page(letter, revision, form), 422
    member = queries.member_by_mailbox(reading(), read.sender)
    if member is None or read.sent_at is None:
        form.file.errors = [_no_sender(read)]
        return _mail_page(letter, revision, form), 422
    asked = {"mailbox": str(member.mailbox), "code": letter.public_id, "digest": revision.digest}
    ep_id = member.ep_id
    reading().rollback()
    report = messages.examine(raw, **asked, now=now, resolve=current_app.extensions.get(RESOLVER, dns.txt))
    claim_id = brought(letter_id, ep_id, Method.MAIL_REPLY, read.sent_at, report.evidence(), raw, now=now)
    flash(_("The mail is kept. Somebody else in the team now has to look at it."), "good")
    return redirect(url_for("evidence.look", letter_id=letter_id, claim_id=claim_id), 303)


@blueprint.get("/word")
@guard.required
def word(letter_id: str) -> ResponseReturnValue:
    """Where it is noted that a Member said yes."""
    letter, _revision = signable(letter_id)
    today = clock.brussels_day(clock.now())
    return _word_page(letter, WordForm(formdata=None, day=today))


@blueprint.post("/word")
@guard.required
def bring_word(letter_id: str) -> ResponseReturnValue:
    """Note it; it never counts, is never exported and never printed."""
    letter, _revision = signable(letter_id)
    form, now = WordForm(), clock.now()
    if not form.validate() or form.day.data is None:
        return _word_page(letter, form), 422
    said_at = min(clock.brussels_instant(form.day.data, time(23, 59)), now)
    brought(letter_id, form.ep_id, Method.WORD, said_at, {}, now=now)
    name = queries.member(reading(), form.ep_id).name
    flash(_("Noted for the organisers. %(name)s has not signed: send the invitation.", name=name), "good")
    return redirect(url_for("evidence.index", letter_id=letter_id), 303)


def brought(
    letter_id: str,
    ep_id: int,
    method: Method,
    acted_at: datetime,
    evidence: dict[str, Any],
    file: bytes | None = None,
    *,
    now: datetime,
    revision_id: str | None = None,
) -> str:
    """Keep this evidence about a Member under the letter; gives the claim's number. Raises CannotClaim."""
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.BRING)
        return operations.bring(
            session,
            letter,
            queries.member(session, ep_id),
            method=method,
            by=guard.current(),
            acted_at=acted_at,
            now=now,
            evidence=evidence,
            file=file,
            revision=drafting.revision_by(session, revision_id) if revision_id else None,
        ).public_id


def signable(letter_id: str) -> tuple[Letter, Revision]:
    """The letter and the text that is signed now. Raises CannotClaim while it is a draft."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.BRING)
    revision = drafting.current_revision(reading(), letter)
    if revision is None:
        raise CannotClaim(WhyNot.NOT_OPEN)
    return letter, revision


def _mail_page(letter: Letter, revision: Revision, form: MailForm) -> str:
    return render_template("pages/claims/mail.html", letter=letter, revision=revision, form=form)


def _word_page(letter: Letter, form: WordForm) -> str:
    choices = queries.choices(reading(), letter, clock.brussels_day(clock.now()))
    return render_template("pages/claims/word.html", letter=letter, form=form, choices=choices)


def _no_sender(read: messages.Message) -> str:
    if read.sender and read.sent_at:
        return str(
            _("%(sender)s is no Member's registered mailbox. Ask for a reply from that one.", sender=read.sender)
        )
    return str(_("The mail does not say who sent it, or when. Save the original mail as an .eml file."))
