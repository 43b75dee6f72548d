"""Templates to choose from, the facts of a case, and what new facts change in drafts that were worked on."""

from collections.abc import Iterable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.campaigns.rules import Right
from campaign.casefacts import operations, queries, rules, texts
from campaign.casefacts.forms import FactsForm, OfferForm, facts_form
from campaign.casefacts.phrases import Template
from campaign.casefacts.queries import Started
from campaign.casefacts.words import GROUPS, HINTS, TEMPLATES
from campaign.db import reading, transaction
from campaign.drafting import changes
from campaign.drafting import draft as drafts
from campaign.drafting import queries as drafting
from campaign.drafting.facts import FACTS, Fact, Group
from campaign.organisers import guard
from campaign.web.refusals import NotFound

blueprint = Blueprint("casefacts", __name__)


@blueprint.get("/campaigns/<campaign_id>/templates")
@guard.required
def choose(campaign_id: str) -> ResponseReturnValue:
    """The texts for typical letters."""
    campaign = _campaign(reading(), campaign_id)
    return render_template("pages/casefacts/choose.html", campaign=campaign, templates=TEMPLATES)


@blueprint.route("/campaigns/<campaign_id>/templates/<template_key>", methods=["GET", "POST"])
@guard.required
def start(campaign_id: str, template_key: str) -> ResponseReturnValue:
    """Enter the facts of this template and start a draft; what is not known yet may follow."""
    campaign, template = _campaign(reading(), campaign_id), _template(template_key)
    known, wanted = queries.known(reading(), campaign), rules.uses(template)
    form = facts_form(wanted, known)
    if not form.validate_on_submit() or form.collides(known):
        page = {"campaign": campaign, "template": template, "name": TEMPLATES[template.key][0], "hints": HINTS}
        made = rules.made(template, known)
        return render_template("pages/casefacts/start.html", form=form, sections=_by_group(wanted), made=made, **page)
    with transaction() as session:
        campaign = _campaign(session, campaign_id)
        operations.save_facts(session, campaign, form.changed(), by=guard.current(), now=clock.now())
        letter = operations.start(session, campaign, template, by=guard.current(), now=clock.now())
        address = url_for("drafting.edit", letter_id=letter.public_id)
    flash(_("The draft is there. What is missing is marked in it, and it cannot be opened before it is said."), "good")
    return redirect(address, 303)


@blueprint.route("/campaigns/<campaign_id>/facts", methods=["GET", "POST"])
@guard.required
def facts(campaign_id: str) -> ResponseReturnValue:
    """All facts of the case; saving them brings untouched drafts up to date."""
    campaign = _campaign(reading(), campaign_id)
    known = queries.known(reading(), campaign)
    form = facts_form(FACTS, known)
    if not form.validate_on_submit() or form.collides(known):
        return _facts_page(campaign, form)
    with transaction() as session:
        campaign = _campaign(session, campaign_id)
        updated = operations.save_facts(session, campaign, form.changed(), by=guard.current(), now=clock.now())
    said = ngettext("%(num)d draft follows.", "%(num)d drafts follow.", len(updated)) if updated else ""
    flash(f"{_('Saved.')} {said}".strip(), "good")
    return redirect(url_for(".facts", campaign_id=campaign_id), 303)


@blueprint.get("/letters/<letter_id>/facts")
@guard.required
def offer(letter_id: str) -> ResponseReturnValue:
    """What the facts of now would change in this draft."""
    started = _started(reading(), letter_id)
    form = OfferForm(formdata=None, version=started.letter.version)
    before = drafts.content_now(started.letter)
    after = drafts.typed_content(started.letter, operations.offered(started))
    page = {"letter": started.letter, "lost": started.offer.lost, "form": form}
    return render_template("pages/casefacts/offer.html", changes=changes.between(before, after), **page)


@blueprint.post("/letters/<letter_id>/facts")
@guard.required
def take(letter_id: str) -> ResponseReturnValue:
    """Put what is offered into the draft, if it is still the one that was looked at."""
    form = OfferForm()
    with transaction() as session:
        started = _started(session, letter_id)
        version = form.version.data or 0
        taken = operations.take(session, started, version=version, by=guard.current(), now=clock.now())
    if not taken:
        flash(_("Somebody saved the draft meanwhile. Look at the changes once more."), "warning")
        return redirect(url_for(".offer", letter_id=letter_id), 303)
    flash(_("The facts stand in the draft."), "good")
    return redirect(url_for("drafting.edit", letter_id=letter_id), 303)


@blueprint.post("/letters/<letter_id>/facts/leave")
@guard.required
def leave(letter_id: str) -> ResponseReturnValue:
    """Keep the draft as it was typed."""
    with transaction() as session:
        started = _started(session, letter_id)
        operations.leave(session, started, by=guard.current(), now=clock.now())
    flash(_("The draft stays as you typed it."), "good")
    return redirect(url_for("drafting.edit", letter_id=letter_id), 303)


def _facts_page(campaign: Campaign, form: FactsForm) -> str:
    behind = [each for each in queries.started(reading(), campaign) if each.is_behind]
    page = {"campaign": campaign, "form": form, "sections": _by_group(FACTS), "hints": HINTS}
    return render_template("pages/casefacts/facts.html", behind=behind, **page)


def _by_group(facts: Iterable[Fact]) -> list[tuple[str, list[Fact]]]:
    """The facts under the headings of their groups, in order."""
    wanted = list(facts)
    found = [(GROUPS[group], [each for each in wanted if each.group is group]) for group in Group]
    return [(heading, members) for heading, members in found if members]


def _campaign(session: Session, campaign_id: str) -> Campaign:
    return campaigns.campaign_of(session, guard.current(), campaign_id, to=Right.WRITE)


def _started(session: Session, letter_id: str) -> Started:
    letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.WRITE)
    started = queries.started_letter(session, letter)
    if started is None:
        said = lazy_gettext("This letter was not started from a template, or is no draft any more. Go to its text.")
        raise NotFound("facts", said)
    return started


def _template(key: str) -> Template:
    if key not in texts.BY_KEY:
        raise NotFound("template", lazy_gettext("There is no such template. Choose one from the list."))
    return texts.BY_KEY[key]
