"""Choosing Members, confirming, sending; what became of it, and how it is mended."""

from collections import Counter
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.inviting import choosing, covering_views, mails, operations, predecessors, queries, rules, unsubscribing
from campaign.inviting.blueprint import blueprint
from campaign.inviting.forms import EmptyForm, SendForm
from campaign.inviting.models import MailKind
from campaign.inviting.queries import Scope
from campaign.organisers import guard
from campaign.outbox import queries as mailboxes
from campaign.parliament import countries, groups
from campaign.roster import queries as roster
from campaign.roster.queries import Wish
from campaign.web.forms import whole_number

__all__ = ["blueprint", "covering_views", "unsubscribing"]

FIRST_NAMES = 12
FILTERS = ("text", "country", "group", "party", "committee")


@blueprint.get("/letters/<letter_id>/invitations")
@guard.required
def choose(letter_id: str) -> ResponseReturnValue:
    """Choose Members: filter, then untick those to leave out."""
    session, now = reading(), clock.now()
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.INVITE)
    day, within = clock.brussels_day(now), _scope(letter)
    text, country, group, party, committee = (request.args.get(name, "").strip() for name in FILTERS)
    wish = Wish(text=text, country=country, group=within.group if within else group, party=party, committee=committee)
    before = predecessors.signed_before(session, letter)
    only = before if "before" in request.args else None
    found = [each for each in roster.members_on(session, day, wish) if only is None or each.member.ep_id in only]
    return render_template(
        "pages/inviting/choose.html",
        letter=letter,
        form=EmptyForm(),
        why_not=_sentence(letter, now),
        choices=choosing.choices(session, letter, found),
        before=before,
        only=only is not None,
        wish=wish,
        ticked=bool({"ticked", "before"} & set(request.args)) or wish != Wish(group=within.group if within else ""),
        countries=countries.on(day),
        groups=[each for each in groups.in_force(day) if within is None or within.group == each.code],
        parties=roster.parties_on(session, day),
        committees=roster.committees_on(session, day),
    )


@blueprint.post("/letters/<letter_id>/invitations/confirm")
@guard.required
def confirm(letter_id: str) -> ResponseReturnValue:
    """Show who would be asked, before anything is sent; nothing is written."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.INVITE)
    chosen = [number for each in request.form.getlist("member") if (number := whole_number(each)) is not None]
    if not chosen:
        flash(_("Tick at least one Member."), "warning")
        return redirect(url_for("inviting.choose", letter_id=letter_id), 303)
    return _confirmation(letter, SendForm(formdata=None, members=",".join(map(str, chosen))))


@blueprint.post("/letters/<letter_id>/invitations/send")
@guard.required
def send(letter_id: str) -> ResponseReturnValue:
    """Queue the invitations."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.INVITE)
    form, now = SendForm(), clock.now()
    if not form.validate_on_submit():
        return _confirmation(letter, form)
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.INVITE)
        members = queries.members(session, form.ep_ids)
        who, within = guard.current(), _scope(letter)
        sent = len(operations.invite(session, letter, members, by=who, now=now, due_at=form.due_at, within=within))
        left_out = len(set(form.ep_ids)) - sent
    flash(ngettext("%(num)s invitation is on its way.", "%(num)s invitations are on their way.", sent), "good")
    if left_out:
        note = ngettext(
            "%(num)s was left out: asked already, or without an official mailbox today.",
            "%(num)s were left out: asked already, or without an official mailbox today.",
            left_out,
        )
        flash(note, "warning")
    return redirect(url_for("inviting.asked", letter_id=letter_id), 303)


@blueprint.get("/letters/<letter_id>/invitations/asked")
@guard.required
def asked(letter_id: str) -> ResponseReturnValue:
    """Who was asked, what became of the mails, and what needs mending."""
    session, now = reading(), clock.now()
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.SEE_OWN)
    within = _scope(letter)
    invitations = queries.invitations(session, letter, within=within)
    text = queries.covering_text(session, letter)
    standings = {each.id: rules.standing(each) for each in invitations}
    mailboxes_now = [each.member.mailbox or "" for each in invitations]
    return render_template(
        "pages/inviting/asked.html",
        letter=letter,
        form=EmptyForm(),
        invitations=invitations,
        standings=standings,
        counts=Counter(standings.values()),
        suppressed=mailboxes.suppressed(session, mailboxes_now),
        due=queries.due_reminders(session, letter, now=now, within=within),
        why_not=_sentence(letter, now),
        text=text,
        now=now,
    )


@blueprint.post("/letters/<letter_id>/invitations/cancel")
@guard.required
def cancel(letter_id: str) -> ResponseReturnValue:
    """Stop what has not left yet."""
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.INVITE)
        number = operations.cancel(session, letter, by=guard.current(), now=clock.now(), within=_scope(letter))
    note = ngettext("%(num)s mail was stopped.", "%(num)s mails were stopped.", number)
    flash(note if number else _("All mails had left already; none could be stopped."), "good" if number else "warning")
    return redirect(url_for("inviting.asked", letter_id=letter_id), 303)


@blueprint.get("/letters/<letter_id>/invitations/remind")
@guard.required
def remind(letter_id: str) -> ResponseReturnValue:
    """Show who would be reminded."""
    session, now = reading(), clock.now()
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.INVITE)
    text = queries.covering_text(session, letter)
    places = queries.due_reminders(session, letter, now=now, within=_scope(letter))
    due = [invitation for invitation, _place in places]
    why_not = _sentence(letter, now)
    return render_template(
        "pages/inviting/remind.html", letter=letter, form=EmptyForm(), due=due, text=text, why_not=why_not
    )


@blueprint.post("/letters/<letter_id>/invitations/remind")
@guard.required
def send_reminders(letter_id: str) -> ResponseReturnValue:
    """Queue the reminders that are due."""
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.INVITE)
        who, within = guard.current(), _scope(letter)
        number = len(operations.remind(session, letter, by=who, now=clock.now(), within=within))
    flash(ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", number), "good")
    return redirect(url_for("inviting.asked", letter_id=letter_id), 303)


@blueprint.get("/letters/<letter_id>/invitations/<invitation_id>/again")
@guard.required
def again(letter_id: str, invitation_id: str) -> ResponseReturnValue:
    """Show what happened to one Member's mail, and whether it can be sent once more."""
    session = reading()
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.INVITE)
    invitation = queries.invitation_of(session, letter, invitation_id, within=_scope(letter))
    mailbox = roster.mailbox_on(session, invitation.ep_id, clock.brussels_day(clock.now()))
    found = list(mailboxes.suppressed(session, [mailbox]).values()) if mailbox else []
    reason = rules.why_not_again(invitation, mailbox=mailbox, suppressed=found[0].reason if found else None)
    return render_template(
        "pages/inviting/again.html",
        letter=letter,
        form=EmptyForm(),
        invitation=invitation,
        mailbox=mailbox,
        suppressed=found[0] if found else None,
        why_not=operations.AGAIN_SENTENCES[reason] if reason else None,
    )


@blueprint.post("/letters/<letter_id>/invitations/<invitation_id>/again")
@guard.required
def send_again(letter_id: str, invitation_id: str) -> ResponseReturnValue:
    """Send one invitation once more, with a new link."""
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.INVITE)
        invitation = queries.invitation_of(session, letter, invitation_id, within=_scope(letter))
        operations.again(session, invitation, by=guard.current(), now=clock.now())
        name = invitation.member.name
    flash(_("A new invitation to %(name)s is on its way.", name=name), "good")
    return redirect(url_for("inviting.asked", letter_id=letter_id), 303)


def _confirmation(letter: Letter, form: SendForm) -> ResponseReturnValue:
    session, now = reading(), clock.now()
    places = queries.places(session, clock.brussels_day(now), form.ep_ids, within=_scope(letter))
    free = [each.place for each in choosing.choices(session, letter, places.values()) if each.hindrance is None]
    text = queries.covering_text(session, letter)
    return render_template(
        "pages/inviting/confirm.html",
        letter=letter,
        form=form,
        places=free,
        first=free[:FIRST_NAMES],
        left_out=len(set(form.ep_ids)) - len(free),
        text=text,
        preview=mails.preview(letter, text, free[0], MailKind.INVITATION) if free else None,
        why_not=_sentence(letter, now),
    )


def _scope(letter: Letter) -> Scope | None:
    """The Members whom a shepherd sees and invites; None for everybody else, who sees all."""
    group = campaigns.scope_of(reading(), guard.current(), letter.campaign)
    return Scope(group, clock.brussels_day(clock.now())) if group else None


def _sentence(letter: Letter, now: datetime) -> object:
    reason = rules.why_not(letter, now=now)
    return operations.SENTENCES[reason] if reason else None
