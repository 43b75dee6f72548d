"""The office's page: asked for from a letter's page, opened from the Member's mailbox."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from campaign import clock
from campaign.acting import guard, operations, pages
from campaign.acting.forms import HandOverForm
from campaign.acting.views.blueprint import blueprint
from campaign.db import reading, transaction
from campaign.offices import handing, queries
from campaign.offices import operations as offices
from campaign.offices.models import Ended
from campaign.offices.refusals import CannotAct
from campaign.offices.rules import WhyNot
from campaign.signing import queries as signatures
from campaign.signing import rules as signing
from campaign.signing.refusals import CannotSign
from campaign.signing.rules import Case


@blueprint.get("/ask/<secret>")
def ask(secret: str) -> ResponseReturnValue:
    """What an office can arrange, and the button that mails its link; nothing tells whether it has assistants."""
    case = _case(signatures.case_by_secret(reading(), secret, now=clock.now()))
    return render_template("pages/acting/ask.html", case=case, act=pages.act(secret), secret=secret)


@blueprint.post("/ask/<secret>")
def send_link(secret: str) -> ResponseReturnValue:
    """Mail the office's link to the Member's registered mailbox, and nowhere else."""
    now = clock.now()
    with transaction() as session:
        case = _case(signatures.case_by_secret(session, secret, now=now, to_write=True))
        guard.count_link(session, case.invitation, now=now)
        if not offices.send_link(session, case.invitation.member, now=now):
            raise CannotAct(WhyNot.NO_MAILBOX)
    return redirect(url_for(".asked", secret=secret), 303)


@blueprint.get("/asked/<secret>")
def asked(secret: str) -> ResponseReturnValue:
    """Where the link went."""
    case = _case(signatures.case_by_secret(reading(), secret, now=clock.now()))
    return render_template("pages/acting/asked.html", case=case, secret=secret)


@blueprint.get("/<secret>")
def office(secret: str) -> ResponseReturnValue:
    """The assistants, what each may do, and the letters that wait."""
    return pages.office(queries.office_by_secret(reading(), secret, now=clock.now()), secret=secret, now=clock.now())


@blueprint.post("/<secret>/assistants/<assistant_id>/end")
def end(secret: str, assistant_id: str) -> ResponseReturnValue:
    """End an assistant's registration with all that hangs on it."""
    now = clock.now()
    with transaction() as session:
        own = queries.office_by_secret(session, secret, now=now, to_write=True)
        assistant = queries.assistant_of(session, own, assistant_id)
        operations.end_assistant(session, assistant, Ended.OFFICE, now=now)
    return redirect(url_for(".office", secret=secret), 303)


@blueprint.get("/<secret>/letters/<invitation_id>")
def hand_over(secret: str, invitation_id: str) -> ResponseReturnValue:
    """Which assistant gets this letter."""
    now = clock.now()
    own = queries.office_by_secret(reading(), secret, now=now)
    waiting = queries.waiting_letter(reading(), own, invitation_id, now=now)
    return pages.hand_over(own, waiting, HandOverForm(formdata=None), secret=secret, now=now)


@blueprint.post("/<secret>/letters/<invitation_id>")
def handed_over(secret: str, invitation_id: str) -> ResponseReturnValue:
    """Give it, or take it back; every older link to the letter is dead from then on."""
    now = clock.now()
    form = HandOverForm()
    with transaction() as session:
        own = queries.office_by_secret(session, secret, now=now, to_write=True)
        waiting = queries.waiting_letter(session, own, invitation_id, now=now)
        guard.count_act(session, own.member, now=now)
        in_hand = queries.handovers(session, own).get(waiting.id)
        if request.form.get("act") == "back":
            if in_hand:
                handing.take_back(session, in_hand, now=now)
        else:
            pages.offer_assistants(form, session, own, waiting, now=now)
            if not form.validate():
                return pages.hand_over(own, waiting, form, secret=secret, now=now)
            assistant = queries.assistant_of(session, own, form.assistant.data)
            handing.hand_over(session, own, waiting, assistant, now=now)
    return redirect(url_for(".office", secret=secret), 303)


def _case(case: Case | None) -> Case:
    """The case behind a personal link that still leads somewhere. Raises CannotSign for a dead or unknown one."""
    if case is None:
        raise CannotSign(signing.WhyNot.UNKNOWN)
    reason = signing.why_unusable(case)
    if reason in (signing.WhyNot.REVOKED, signing.WhyNot.REPLACED):
        raise CannotSign(reason)
    return case
