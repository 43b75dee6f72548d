"""Register and authorise: asked for on the office's page, done by the code from the Member's registered mailbox."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from campaign import clock
from campaign.acting import guard, operations, pages
from campaign.acting.forms import AssistantForm, AuthoriseForm
from campaign.acting.views.blueprint import blueprint
from campaign.db import reading, transaction
from campaign.offices import codes, queries
from campaign.offices import operations as offices
from campaign.offices.refusals import CODE_SENTENCES
from campaign.signing.forms import CodeForm


@blueprint.get("/<secret>/register")
def register(secret: str) -> ResponseReturnValue:
    """Where an assistant's name and mailbox are typed."""
    own = queries.office_by_secret(reading(), secret, now=clock.now())
    return pages.register(own, AssistantForm(formdata=None), secret=secret)


@blueprint.post("/<secret>/register")
def ask_registration(secret: str) -> ResponseReturnValue:
    """Mail the code that registers."""
    now = clock.now()
    form = AssistantForm()
    with transaction() as session:
        own = queries.office_by_secret(session, secret, now=now, to_write=True)
        if not form.validate() or not pages.may_register(session, own, form):
            return pages.register(own, form, secret=secret)
        guard.count_code(session, own.member, now=now)
        offices.ask_registration(session, own, form.name.data or "", form.mailbox.data or "", now=now)
    return redirect(url_for(".code", secret=secret), 303)


@blueprint.get("/<secret>/assistants/<assistant_id>")
def authorise(secret: str, assistant_id: str) -> ResponseReturnValue:
    """What this assistant may do, and where more is granted."""
    now = clock.now()
    own = queries.office_by_secret(reading(), secret, now=now)
    assistant = queries.assistant_of(reading(), own, assistant_id)
    form = AuthoriseForm(formdata=None)
    return pages.authorise(reading(), own, assistant, form, secret=secret, now=now)


@blueprint.post("/<secret>/assistants/<assistant_id>")
def ask_authorisation(secret: str, assistant_id: str) -> ResponseReturnValue:
    """Mail the code that grants."""
    now = clock.now()
    form = AuthoriseForm()
    with transaction() as session:
        own = queries.office_by_secret(session, secret, now=now, to_write=True)
        assistant = queries.assistant_of(session, own, assistant_id)
        letters = pages.offer_letters(form, session, own, now=now)
        if not form.validate() or not pages.may_grant(form, letters, now=now):
            return pages.authorise(session, own, assistant, form, secret=secret, now=now)
        guard.count_code(session, own.member, now=now)
        letter, ends_on = pages.granted(form, letters, now=now)
        offices.ask_authorisation(session, own, assistant, form.chosen, letter, ends_on=ends_on, now=now)
    return redirect(url_for(".code", secret=secret), 303)


@blueprint.get("/<secret>/code")
def code(secret: str) -> ResponseReturnValue:
    """Where the code is typed, with what exactly it does."""
    own = queries.office_by_secret(reading(), secret, now=clock.now())
    pending = queries.pending_of(reading(), own)
    if pending is None:
        return redirect(url_for(".office", secret=secret))
    return pages.code(own, pending, CodeForm(formdata=None), secret=secret)


@blueprint.post("/<secret>/code")
def enter_code(secret: str) -> ResponseReturnValue:
    """The right code does it; a wrong one is counted and said."""
    now = clock.now()
    form = CodeForm()
    with transaction() as session:
        own = queries.office_by_secret(session, secret, now=now, to_write=True)
        guard.count_act(session, own.member, now=now)
        pending = queries.pending_of(session, own)
        if pending is None:
            return redirect(url_for(".office", secret=secret), 303)
        if not form.validate():
            return pages.code(own, pending, form, secret=secret)
        if reason := offices.enter_code(session, own, form.typed, now=now):
            form.code.errors = [CODE_SENTENCES[reason]]
            return pages.code(own, pending, form, secret=secret)
    return redirect(url_for(".office", secret=secret), 303)


@blueprint.post("/<secret>/code/again")
def send_code(secret: str) -> ResponseReturnValue:
    """Mail a fresh code."""
    now = clock.now()
    with transaction() as session:
        own = queries.office_by_secret(session, secret, now=now, to_write=True)
        guard.count_code(session, own.member, now=now)
        codes.send_again(session, own, now=now)
    return redirect(url_for(".code", secret=secret), 303)


@blueprint.get("/authorisation/<secret>")
def revoke(secret: str) -> ResponseReturnValue:
    """The button that every mail about an authorisation leads to."""
    return pages.revoke(queries.authorisation_by_secret(reading(), secret), secret=secret, now=clock.now())


@blueprint.post("/authorisation/<secret>")
def revoked(secret: str) -> ResponseReturnValue:
    """End it at once; pressed twice, it has ended once."""
    with transaction() as session:
        found = queries.authorisation_by_secret(session, secret, to_write=True)
        operations.revoke(session, found, now=clock.now())
    return redirect(url_for(".revoke", secret=secret), 303)
