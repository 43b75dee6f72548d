"""A campaign's written questions: drafting with checks, Members, export, and what became of each."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.db import reading, transaction
from campaign.organisers import guard
from campaign.questions import course_views, looking, member_views, operations, queries, rules
from campaign.questions.blueprint import blueprint
from campaign.questions.forms import QuestionForm
from campaign.questions.models import Institution, Question
from campaign.questions.operations import Wording
from campaign.roster import queries as roster

__all__ = ["blueprint", "course_views", "member_views"]


@blueprint.get("/")
@guard.required
def index(campaign_id: str) -> ResponseReturnValue:
    """All written questions of the campaign."""
    session = reading()
    campaign = campaigns.campaign_of(session, guard.current(), campaign_id)
    found = [
        (each, rules.stage(each, looking.today()), rules.due_on(each)) for each in queries.questions(session, campaign)
    ]
    return render_template("pages/questions/index.html", campaign=campaign, questions=found)


@blueprint.route("/new", methods=["GET", "POST"])
@guard.required
def create(campaign_id: str) -> ResponseReturnValue:
    """Start a question."""
    campaign = looking.changing(reading(), campaign_id)
    form = QuestionForm()
    if not form.validate_on_submit():
        return render_template("pages/questions/create.html", campaign=campaign, form=form)
    with transaction() as session:
        campaign = looking.changing(session, campaign_id)
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
        campaign, question = looking.question_to_change(session, campaign_id, question_id)
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
    return looking.back(campaign_id, question_id)


@blueprint.post("/<question_id>/checks")
@guard.required
def check(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """The checks of what is typed right now; nothing is written."""
    session = reading()
    campaign = looking.changing(session, campaign_id)
    question = queries.question_of(session, campaign, question_id)
    form = QuestionForm()
    with session.no_autoflush:
        for name, value in vars(_wording(form)).items():
            setattr(question, name, value)
        findings = queries.findings(session, question, day=looking.today())
    session.rollback()
    return render_template("pages/questions/_checks.html", findings=findings)


@blueprint.post("/<question_id>/remove")
@guard.required
def remove(campaign_id: str, question_id: str) -> ResponseReturnValue:
    """Throw a draft away."""
    with transaction() as session:
        _campaign_there, question = looking.question_to_change(session, campaign_id, question_id)
        operations.remove(session, question, by=guard.current(), now=clock.now())
    flash(_("The draft is gone."), "good")
    return redirect(url_for(".index", campaign_id=campaign_id), 303)


def _page(campaign: Campaign, question: Question, form: QuestionForm, *, other: str = "") -> str:
    session, day = reading(), looking.today()
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


def _wording(form: QuestionForm) -> Wording:
    chosen = form.institution.data or ""
    return Wording(
        institution=Institution(chosen) if chosen in set(Institution) else Institution.COMMISSION,
        is_priority=bool(form.is_priority.data),
        subject=form.subject.data or "",
        text=(form.text.data or "").replace("\r\n", "\n"),
    )
