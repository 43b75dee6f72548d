"""What an office and its assistants see; and what of their forms only the office's rows can tell."""

from datetime import date, datetime

from flask import render_template
from sqlalchemy.orm import Session

from campaign import clock, onetime
from campaign.acting import queries
from campaign.acting.forms import AssistantForm, AuthoriseForm, HandOverForm, LetterForm
from campaign.db import reading
from campaign.drafting import content as contents
from campaign.drafting.models import Letter
from campaign.inviting.models import Invitation
from campaign.notices import queries as notices
from campaign.offices import mails, rules
from campaign.offices import operations as offices
from campaign.offices import queries as registry
from campaign.offices.models import Assistant, Authorisation, Handover, PendingAct, Scope
from campaign.offices.refusals import SENTENCES
from campaign.offices.rules import Office
from campaign.signing import consent, guard, lines
from campaign.signing import pages as signing
from campaign.signing import queries as signatures
from campaign.signing import rules as cases
from campaign.signing.forms import ActForm, CodeForm
from campaign.signing.refusals import SENTENCES as SIGNING_SENTENCES


def act(secret: str) -> ActForm:
    """A form of one button behind this link."""
    form = ActForm(formdata=None)
    form.csrf_token.data = guard.token(secret)
    return form


def office(own: Office, *, secret: str, now: datetime) -> str:
    """The office's page."""
    return render_template(
        "pages/acting/office.html",
        office=own,
        assistants=registry.assistants(reading(), own),
        waiting=registry.waiting_letters(reading(), own, now=now),
        in_hand=registry.handovers(reading(), own),
        pending=registry.pending_of(reading(), own),
        holds=rules.holds,
        act=act(secret),
        secret=secret,
        now=now,
    )


def register(own: Office, form: AssistantForm, *, secret: str) -> str:
    """Where an assistant is registered."""
    form.csrf_token.data = guard.token(secret)
    domain = rules.domain(own.mailbox)
    return render_template("pages/acting/register.html", office=own, form=form, secret=secret, domain=domain)


def may_register(session: Session, own: Office, form: AssistantForm) -> bool:
    """Whether this mailbox can be an assistant's; else it is said beside the field."""
    reason = offices.why_not_registered(session, own, form.mailbox.data or "")
    if reason:
        form.mailbox.errors = [SENTENCES[reason]]
    return reason is None


def authorise(
    session: Session, own: Office, assistant: Assistant, form: AuthoriseForm, *, secret: str, now: datetime
) -> str:
    """What this assistant may do, and where more is granted."""
    offer_letters(form, session, own, now=now)
    form.csrf_token.data = guard.token(secret)
    return render_template(
        "pages/acting/authorise.html",
        office=own,
        assistant=assistant,
        ways={each.id: mails.revoke_link(each.public_id) for each in assistant.authorisations},
        form=form,
        holds=rules.holds,
        act=act(secret),
        secret=secret,
        now=now,
    )


def offer_letters(form: AuthoriseForm, session: Session, own: Office, *, now: datetime) -> dict[str, Letter]:
    """Put the letters that wait into the form; gives them by their invitation."""
    waiting = registry.waiting_letters(session, own, now=now)
    form.offer([(each.public_id, each.letter.title) for each in waiting], today=clock.brussels_day(now))
    return {each.public_id: each.letter for each in waiting}


def may_grant(form: AuthoriseForm, letters: dict[str, Letter], *, now: datetime) -> bool:
    """Whether this can be granted; else it is said beside the field."""
    letter, ends_on = granted(form, letters, now=now)
    reason = rules.why_not_granted(form.chosen, letter, ends_on, today=clock.brussels_day(now))
    if reason:
        field = form.letter if reason is rules.WhyNot.NO_LETTER else form.ends_on
        field.errors = [SENTENCES[reason]]
    return reason is None


def granted(form: AuthoriseForm, letters: dict[str, Letter], *, now: datetime) -> tuple[Letter | None, date]:
    """The letter and the last day: one for a single letter is bounded by the letter's own deadline anyway."""
    if form.chosen is Scope.SINGLE:
        return letters.get(form.letter.data or ""), rules.latest_end(clock.brussels_day(now))
    assert form.ends_on.data is not None
    return None, form.ends_on.data


def code(own: Office, pending: PendingAct, form: CodeForm, *, secret: str) -> str:
    """Where the code is typed, with what exactly it does."""
    form.csrf_token.data = guard.token(secret)
    return render_template(
        "pages/acting/code.html",
        office=own,
        pending=pending,
        form=form,
        again=act(secret),
        secret=secret,
        minutes=onetime.MINUTES,
    )


def revoke(authorisation: Authorisation, *, secret: str, now: datetime) -> str:
    """The button that ends it; and what the same assistant may still do, so that nobody thinks all has ended."""
    others = [
        each
        for each in authorisation.assistant.authorisations
        if each.id != authorisation.id and rules.holds(each, now=now)
    ]
    return render_template(
        "pages/acting/revoke.html",
        authorisation=authorisation,
        others=others,
        ways={each.id: mails.revoke_link(each.public_id) for each in others},
        act=act(secret),
        secret=secret,
        now=now,
    )


def hand_over(own: Office, waiting: Invitation, form: HandOverForm, *, secret: str, now: datetime) -> str:
    """Which assistant gets this letter."""
    offer_assistants(form, reading(), own, waiting, now=now)
    form.csrf_token.data = guard.token(secret)
    in_hand = registry.handovers(reading(), own).get(waiting.id)
    return render_template(
        "pages/acting/hand_over.html",
        office=own,
        waiting=waiting,
        in_hand=in_hand,
        form=form,
        act=act(secret),
        secret=secret,
    )


def offer_assistants(form: HandOverForm, session: Session, own: Office, waiting: Invitation, *, now: datetime) -> None:
    """Put those into the form who may do something with this letter."""
    form.assistant.choices = [
        (each.public_id, each.name)
        for each in registry.assistants(session, own)
        if each.confirmed_at and rules.covering(each, waiting.letter, to_sign=False, now=now)
    ]


def letter(session: Session, handover: Handover, form: LetterForm | None, *, secret: str, now: datetime) -> str:
    """The letter as an assistant sees it: to act on, or where it stands."""
    may_prepare = registry.held(session, handover, to_sign=False, now=now)
    if may_prepare is None:
        return render_template("pages/acting/letter_stopped.html", handover=handover, sentence=_no_authorisation())
    case = queries.case(session, handover, now=now)
    claim = queries.claim_waiting(session, handover)
    if claim is not None:
        return render_template("pages/acting/letter_signed.html", handover=handover, claim=claim)
    if reason := cases.why_refused(case, now=now):
        return render_template(
            "pages/acting/letter_stopped.html", handover=handover, sentence=SIGNING_SENTENCES[reason]
        )
    content = contents.of_revision(case.text)
    form = form or LetterForm(formdata=None, data={"typed_name": lines.full_name(case.person)})
    form.csrf_token.data, form.digest.data = guard.token(secret), case.text.digest
    form.agreed_to.data = consent.version(case.letter.campaign)
    return render_template(
        "pages/acting/letter.html",
        handover=handover,
        case=case,
        content=content,
        form=form,
        line=signing.line(case.person, content, now=now),
        may_sign=registry.held(session, handover, to_sign=True, now=now) is not None,
        pending=signatures.pending_of(session, case.invitation),
        consent=consent,
        notice=notices.version_of(case.letter.campaign),
        may_claim=not queries.said_no(session, handover),
        secret=secret,
    )


def _no_authorisation() -> object:
    return SENTENCES[rules.WhyNot.NOT_AUTHORISED]
