"""What leaves for the Member's office, and what became of the question."""

import io

from flask import Response, flash, render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.db import reading, transaction
from campaign.organisers import guard
from campaign.questions import exporting, looking, operations, queries
from campaign.questions.blueprint import blueprint
from campaign.questions.forms import CourseForm
from campaign.questions.operations import Course
from campaign.web import brought
from campaign.web.refusals import NotFound


@blueprint.route("/<question_id>/course", methods=["GET", "POST"])
@guard.required
def course(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """What became of the question: reference, days, answer."""
    campaign, question = looking.question_to_change(reading(), campaign_id, question_id)
    form = CourseForm(obj=question)
    answer = None
    if form.validate_on_submit() and form.answer_file.data:
        answer = brought.of_field(form.answer_file)
    if form.is_submitted() and not form.errors:
        with form.takes_refusal(), transaction() as session:
            _there, followed = looking.question_to_change(session, campaign_id, question_id)
            operations.follow(session, followed, _course(form), by=guard.current(), now=clock.now())
            if answer:
                operations.keep_answer(
                    session, followed, answer.content, answer.name, by=guard.current(), now=clock.now()
                )
        if not form.form_errors:
            flash(_("Saved."), "good")
            return looking.back(campaign_id, question_id)
    page = render_template("pages/questions/course.html", campaign=campaign, question=question, form=form)
    return page, 422 if form.form_errors else 200


@blueprint.get("/<question_id>/answer")
@guard.required
def answer(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """The answer's file, for organisers."""
    session = reading()
    campaign = campaigns.campaign_of(session, guard.current(), campaign_id)
    question = queries.question_of(session, campaign, question_id)
    if question.answer_digest is None or question.answer_name is None:
        raise NotFound("answer", _("No answer is kept here yet. Bring it on the page that follows the question."))
    return brought.download(
        question.answer_digest, name=question.answer_name, mimetype=brought.mimetype(question.answer_name)
    )


@blueprint.get("/<question_id>/question.txt")
@guard.required
def as_text(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """The text for Parliament's portal."""
    question = looking.seen(campaign_id, question_id)
    response = Response(exporting.text(question), mimetype="text/plain")
    response.headers.set("Content-Disposition", "attachment", filename=f"{exporting.file_name(question)}.txt")
    return response


@blueprint.get("/<question_id>/question.pdf")
@guard.required
def as_pdf(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """The question in the layout in which Parliament publishes it."""
    question = looking.seen(campaign_id, question_id)
    content, name = io.BytesIO(exporting.pdf(question)), f"{exporting.file_name(question)}.pdf"
    response = send_file(content, mimetype="application/pdf", download_name=name, as_attachment=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _course(form: CourseForm) -> Course:
    return Course(
        reference=form.reference.data or None,
        tabled_on=form.tabled_on.data,
        forwarded_on=form.forwarded_on.data,
        published_on=form.published_on.data,
        answered_on=form.answered_on.data,
        question_url=form.question_url.data or None,
        answer_url=form.answer_url.data or None,
        is_public=bool(form.is_public.data),
    )
