"""A campaign's timeline and documents, for its organisers."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the types lag behind 3.3

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign, CampaignOutcome
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.organisers import guard
from campaign.timeline import operations, queries
from campaign.timeline.forms import KINDS, OUTCOMES, DocumentFactsForm, DocumentForm, EventForm, OutcomeForm
from campaign.timeline.models import DocumentKind
from campaign.timeline.operations import DocumentFacts, EventFacts
from campaign.web import brought

blueprint = Blueprint("timeline", __name__, url_prefix="/campaigns/<campaign_id>")


@blueprint.get("/timeline")
@guard.required
def show(campaign_id: str) -> ResponseReturnValue:
    """What happened, the documents, and how it ended."""
    session = reading()
    campaign = campaigns.campaign_of(session, guard.current(), campaign_id)
    return render_template(
        "pages/timeline/show.html",
        campaign=campaign,
        events=queries.events(session, campaign),
        documents=queries.documents(session, campaign),
        kinds=KINDS,
        outcomes=OUTCOMES,
    )


@blueprint.route("/timeline/new", methods=["GET", "POST"])
@guard.required
def add_event(campaign_id: str) -> ResponseReturnValue:
    """One more entry."""
    campaign = _campaign(reading(), campaign_id)
    form = _event_form(campaign)
    if not form.validate_on_submit():
        return render_template("pages/timeline/event.html", form=form, campaign=campaign, event=None)
    with transaction() as session:
        campaign = _campaign(session, campaign_id)
        operations.add_event(session, campaign, _facts(session, campaign, form), by=guard.current(), now=clock.now())
    return _back(campaign_id, _("The entry stands in the timeline."))


@blueprint.route("/timeline/<event_id>", methods=["GET", "POST"])
@guard.required
def mend_event(campaign_id: str, event_id: str) -> ResponseReturnValue:
    """Change an entry."""
    campaign = _campaign(reading(), campaign_id)
    event = queries.event_of(reading(), campaign, event_id)
    form = _event_form(campaign, obj=event, document=event.document.public_id if event.document else "")
    if not form.validate_on_submit():
        return render_template("pages/timeline/event.html", form=form, campaign=campaign, event=event)
    with transaction() as session:
        campaign = _campaign(session, campaign_id)
        event = queries.event_of(session, campaign, event_id)
        facts = _facts(session, campaign, form)
        operations.mend_event(session, event, facts, by=guard.current(), now=clock.now())
    return _back(campaign_id, _("Saved."))


@blueprint.post("/timeline/<event_id>/remove")
@guard.required
def remove_event(campaign_id: str, event_id: str) -> ResponseReturnValue:
    """Take an entry off."""
    with transaction() as session:
        event = queries.event_of(session, _campaign(session, campaign_id), event_id)
        operations.remove_event(session, event, by=guard.current(), now=clock.now())
    return _back(campaign_id, _("The entry is gone."))


@blueprint.route("/documents/new", methods=["GET", "POST"])
@guard.required
def add_document(campaign_id: str) -> ResponseReturnValue:
    """Bring a document, or the address of one."""
    campaign = _campaign(reading(), campaign_id)
    form = DocumentForm()
    source = _source(form) if form.validate_on_submit() else None
    if source is None:
        return render_template("pages/timeline/document.html", form=form, campaign=campaign, document=None)
    with transaction() as session:
        campaign = _campaign(session, campaign_id)
        operations.add_document(session, campaign, _said(form), source, by=guard.current(), now=clock.now())
    return _back(campaign_id, _("The document belongs to the campaign now."))


@blueprint.route("/documents/<document_id>", methods=["GET", "POST"])
@guard.required
def mend_document(campaign_id: str, document_id: str) -> ResponseReturnValue:
    """Say something else about a document, publish it or take it back."""
    campaign = _campaign(reading(), campaign_id)
    document = queries.document_of(reading(), campaign, document_id)
    form = DocumentFactsForm(obj=document)
    if not form.validate_on_submit():
        return render_template("pages/timeline/document.html", form=form, campaign=campaign, document=document)
    with transaction() as session:
        document = queries.document_of(session, _campaign(session, campaign_id), document_id)
        operations.mend_document(session, document, _said(form), by=guard.current(), now=clock.now())
    return _back(campaign_id, _("Saved."))


@blueprint.post("/documents/<document_id>/remove")
@guard.required
def remove_document(campaign_id: str, document_id: str) -> ResponseReturnValue:
    """Take a document off."""
    with transaction() as session:
        document = queries.document_of(session, _campaign(session, campaign_id), document_id)
        operations.remove_document(session, document, by=guard.current(), now=clock.now())
    return _back(campaign_id, _("The document is gone."))


@blueprint.get("/documents/<document_id>/file")
@guard.required
def file(campaign_id: str, document_id: str) -> ResponseReturnValue:
    """The document's file, for organisers."""
    session = reading()
    campaign = campaigns.campaign_of(session, guard.current(), campaign_id)
    document = queries.document_of(session, campaign, document_id)
    if document.file_digest is None:
        return redirect(url_for(".show", campaign_id=campaign_id), 303)
    name, mimetype = str(document.file_name), str(document.file_type)  # a constraint: a file has its facts
    return brought.download(document.file_digest, name=name, mimetype=mimetype)


@blueprint.route("/outcome", methods=["GET", "POST"])
@guard.required
def outcome(campaign_id: str) -> ResponseReturnValue:
    """Say how the case ended."""
    campaign = _campaign(reading(), campaign_id)
    form = OutcomeForm(outcome=campaign.outcome.value if campaign.outcome else None, text=campaign.outcome_text)
    if not form.validate_on_submit():
        return render_template("pages/timeline/outcome.html", form=form, campaign=campaign)
    with transaction() as session:
        campaign = _campaign(session, campaign_id)
        ended = CampaignOutcome(form.outcome.data)
        operations.close_case(session, campaign, ended, form.text.data or "", by=guard.current(), now=clock.now())
    return _back(campaign_id, _("The case is closed. You can still change what is said about its end."))


@blueprint.post("/outcome/reopen")
@guard.required
def reopen(campaign_id: str) -> ResponseReturnValue:
    """The case goes on."""
    with transaction() as session:
        operations.reopen_case(session, _campaign(session, campaign_id), by=guard.current(), now=clock.now())
    return _back(campaign_id, _("The case is open again."))


def _campaign(session: Session, campaign_id: str) -> Campaign:
    return campaigns.campaign_of(session, guard.current(), campaign_id, to=Right.WRITE)


def _event_form(campaign: Campaign, **standing: object) -> EventForm:
    form = EventForm(**standing)
    found = queries.documents(reading(), campaign)
    form.document.choices = [
        SelectChoice("", _("none")),
        *(SelectChoice(each.public_id, each.title) for each in found),
    ]
    return form


def _facts(session: Session, campaign: Campaign, form: EventForm) -> EventFacts:
    chosen = form.document.data
    assert form.starts_on.data is not None, "the form asked for it"
    return EventFacts(
        title=str(form.title.data),
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        text=form.text.data or "",
        url=form.url.data or None,
        document_id=queries.document_of(session, campaign, chosen).id if chosen else None,
        is_public=bool(form.is_public.data),
    )


def _said(form: DocumentFactsForm) -> DocumentFacts:
    return DocumentFacts(
        kind=DocumentKind(form.kind.data),
        title=str(form.title.data),
        language=form.language.data or "",
        published_by=form.published_by.data or "",
        dated_on=form.dated_on.data,
        is_public=bool(form.is_public.data),
    )


def _source(form: DocumentForm) -> brought.Brought | str | None:
    """What was brought; None, with the reason beside the field, where it cannot be kept."""
    return brought.of_field(form.file) if form.file.data else str(form.url.data)


def _back(campaign_id: str, words: str) -> ResponseReturnValue:
    flash(words, "good")
    return redirect(url_for(".show", campaign_id=campaign_id), 303)
