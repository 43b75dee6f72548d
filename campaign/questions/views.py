"""A campaign's written questions: drafting with checks, Members, export, and what became of each."""

import io
from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.campaigns.rules import Right
from campaign.db import reading, transaction
from campaign.organisers import guard
from campaign.questions import exporting, operations, queries, rules
from campaign.questions.forms import CourseForm, MemberForm, NameForm, QuestionForm
from campaign.questions.models import Institution, Part, Question
from campaign.questions.operations import Course, Wording
from campaign.roster import queries as roster
from campaign.roster.queries import Place
from campaign.web import brought
from campaign.web.forms import whole_number
from campaign.web.refusals import NotFound

blueprint = Blueprint("questions", __name__, url_prefix="/campaigns/<campaign_id>/questions")


@blueprint.get("/")
@guard.required
def index(campaign_id: str) -> ResponseReturnValue:
    """All written questions of the campaign."""
    session = reading()
    campaign = campaigns.campaign_of(session, guard.current(), campaign_id)
    found = [(each, rules.stage(each, _today()), rules.due_on(each)) for each in queries.questions(session, campaign)]
    return render_template("pages/questions/index.html", campaign=campaign, questions=found)


@blueprint.route("/new", methods=["GET", "POST"])
@guard.required
def create(campaign_id: str) -> ResponseReturnValue:
    """Start a question."""
    campaign = _campaign(reading(), campaign_id)
    form = QuestionForm()
    if not form.validate_on_submit():
        return render_template("pages/questions/create.html", campaign=campaign, form=form)
    with transaction() as session:
        campaign = _campaign(session, campaign_id)
        question = operations.start(session, campaign, _wording(form), by=guard.current(), now=clock.now())
        address = url_for(".show", campaign_id=campaign_id, question_id=question.public_id)
    return redirect(address, 303)


@blueprint.get("/<question_id>")
@guard.required
def show(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """The draft with its checks, or the tabled question and where it stands."""
    session = reading()
    campaign = campaigns.campaign_of(session, guard.current(), campaign_id)
    question = queries.question_of(session, campaign, question_id)
    form = QuestionForm(obj=question, institution=question.institution.value)
    return _page(campaign, question, form)


@blueprint.post("/<question_id>")
@guard.required
def save(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """Keep the draft, unless somebody else changed it meanwhile: then both stand side by side."""
    form = QuestionForm()
    with transaction() as session:
        campaign, question = _question(session, campaign_id, question_id)
        if not form.validate():
            return _page(campaign, question, form), 422
        typed = form.version.data or ""
        version = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
        written = operations.save(
            session, question, _wording(form), version=version, by=guard.current(), now=clock.now()
        )
        if not written:
            form.version.data = str(question.version)
            return _page(campaign, question, form, other=question.text), 409
    flash(_("Saved."), "good")
    return _to(campaign_id, question_id)


@blueprint.post("/<question_id>/checks")
@guard.required
def check(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """The checks of what is typed right now; nothing is written."""
    session = reading()
    campaign = _campaign(session, campaign_id)
    question = queries.question_of(session, campaign, question_id)
    form = QuestionForm()
    with session.no_autoflush:
        for name, value in vars(_wording(form)).items():
            setattr(question, name, value)
        findings = queries.findings(session, question, day=_today())
    session.rollback()
    return render_template("pages/questions/_checks.html", findings=findings)


@blueprint.post("/<question_id>/members")
@guard.required
def name_member(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """Put a Member on the question."""
    form = MemberForm()
    with transaction() as session:
        _campaign_there, question = _question(session, campaign_id, question_id)
        place = _place(session, form.ep_id.data or "")
        part = Part(form.part.data) if form.validate() else Part.AUTHOR
        operations.name_member(session, question, place, part, by=guard.current(), now=clock.now())
    return _to(campaign_id, question_id, "members")


@blueprint.post("/<question_id>/members/print")
@guard.required
def print_as(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """Mend how a name is printed."""
    form = NameForm()
    with transaction() as session:
        _campaign_there, question = _question(session, campaign_id, question_id)
        number, name = whole_number(form.ep_id.data), str(form.printed_name.data)
        if form.validate() and number is not None:
            operations.print_as(session, question, number, name, by=guard.current(), now=clock.now())
    return _to(campaign_id, question_id, "members")


@blueprint.post("/<question_id>/members/<int:ep_id>/remove")
@guard.required
def take_off(campaign_id: str, question_id: str, ep_id: int) -> ResponseReturnValue:
    """Take a Member off the question."""
    with transaction() as session:
        _campaign_there, question = _question(session, campaign_id, question_id)
        operations.take_off(session, question, ep_id, by=guard.current(), now=clock.now())
    return _to(campaign_id, question_id, "members")


@blueprint.route("/<question_id>/course", methods=["GET", "POST"])
@guard.required
def course(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """What became of the question: reference, days, answer."""
    campaign, question = _question(reading(), campaign_id, question_id)
    form = CourseForm(obj=question)
    answer = None
    if form.validate_on_submit() and form.answer_file.data:
        answer = brought.of_field(form.answer_file)
    if not form.is_submitted() or form.errors:
        return render_template("pages/questions/course.html", campaign=campaign, question=question, form=form)
    with transaction() as session:
        campaign, question = _question(session, campaign_id, question_id)
        operations.follow(session, question, _course(form), by=guard.current(), now=clock.now())
        if answer:
            operations.keep_answer(session, question, answer.content, answer.name, by=guard.current(), now=clock.now())
    flash(_("Saved."), "good")
    return _to(campaign_id, question_id)


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
    question = _seen(campaign_id, question_id)
    response = Response(exporting.text(question), mimetype="text/plain")
    response.headers.set("Content-Disposition", "attachment", filename=f"{exporting.file_name(question)}.txt")
    return response


@blueprint.get("/<question_id>/question.pdf")
@guard.required
def as_pdf(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """The question in the layout in which Parliament publishes it."""
    question = _seen(campaign_id, question_id)
    content, name = io.BytesIO(exporting.pdf(question)), f"{exporting.file_name(question)}.pdf"
    response = send_file(content, mimetype="application/pdf", download_name=name, as_attachment=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/<question_id>/remove")
@guard.required
def remove(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """Throw a draft away."""
    with transaction() as session:
        _campaign_there, question = _question(session, campaign_id, question_id)
        operations.remove(session, question, by=guard.current(), now=clock.now())
    flash(_("The draft is gone."), "good")
    return redirect(url_for(".index", campaign_id=campaign_id), 303)


def _page(campaign: Campaign, question: Question, form: QuestionForm, *, other: str = "") -> str:
    session, day = reading(), _today()
    wanted = request.args.get("find", "").strip()
    with session.no_autoflush:
        findings = queries.findings(session, question, day=day) if question.tabled_on is None else []
    return render_template(
        "pages/questions/show.html",
        campaign=campaign,
        question=question,
        form=form,
        other=other,
        findings=findings,
        stage=rules.stage(question, day),
        due=rules.due_on(question),
        took=rules.days_to_answer(question),
        header=rules.header(question),
        reference=rules.reference(question.reference) if question.reference else None,
        found=roster.search(session, wanted, day) if wanted else None,
        wanted=wanted,
    )


def _campaign(session: Session, campaign_id: str) -> Campaign:
    return campaigns.campaign_of(session, guard.current(), campaign_id, to=Right.WRITE)


def _question(session: Session, campaign_id: str, question_id: str) -> tuple[Campaign, Question]:
    campaign = _campaign(session, campaign_id)
    return campaign, queries.question_of(session, campaign, question_id)


def _seen(campaign_id: str, question_id: str) -> Question:
    session = reading()
    campaign = campaigns.campaign_of(session, guard.current(), campaign_id)
    return queries.question_of(session, campaign, question_id)


def _place(session: Session, typed: str) -> Place:
    """The Member with this number, as of today, former ones too. Raises NotFound."""
    if typed.isdecimal() and len(typed) < 10:
        for each in roster.places(session, _today(), [int(typed)]):
            return each
    raise NotFound("member", _("The roster knows no such Member. Search for the name and press the button there."))


def _wording(form: QuestionForm) -> Wording:
    chosen = form.institution.data or ""
    return Wording(
        institution=Institution(chosen) if chosen in set(Institution) else Institution.COMMISSION,
        is_priority=bool(form.is_priority.data),
        subject=form.subject.data or "",
        text=(form.text.data or "").replace("\r\n", "\n"),
    )


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


def _today() -> date:
    return clock.brussels_day(clock.now())


def _to(campaign_id: str, question_id: str, part: str | None = None) -> ResponseReturnValue:
    return redirect(url_for(".show", campaign_id=campaign_id, question_id=question_id, _anchor=part), 303)
