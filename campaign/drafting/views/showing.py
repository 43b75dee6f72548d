"""What the editor's pages show: the form with its surroundings, the frozen text, two texts side by side."""

from flask import render_template, request
from sqlalchemy.orm import Session

from campaign import clock
from campaign.campaigns.rules import Right
from campaign.db import reading
from campaign.drafting import comparing, glyphs, queries, rules, saving
from campaign.drafting import content as contents
from campaign.drafting import draft as drafts
from campaign.drafting.content import Content
from campaign.drafting.draft import Draft
from campaign.drafting.forms import DraftForm
from campaign.drafting.models import Letter, LetterState, Revision
from campaign.drafting.salutations import CLOSINGS, SALUTATIONS
from campaign.organisers import guard
from campaign.roster import queries as roster


def save_draft(session: Session, letter: Letter, draft: Draft, version: int | None) -> bool:
    """Save as the organiser who is logged in; False when somebody else saved meanwhile."""
    return saving.save(session, letter, draft, version=version or 0, by=guard.current(), now=clock.now())


def editor(letter: Letter, form: DraftForm) -> str:
    """The editor with what is missing and how the letter reads as saved last."""
    find = request.args.get("find", "").strip()
    today = clock.brussels_day(clock.now())
    return render_template(
        "pages/drafting/edit.html",
        letter=letter,
        form=form,
        content=drafts.content_now(letter),
        revision=queries.current_revision(reading(), letter),
        logo=drafts.logo_of(letter),
        at=request.args.get("at", ""),
        find=find,
        found=roster.search(reading(), find, today) if find else (),
        initiators=queries.known_members(reading(), [each.data for each in form.initiators if each.data]),
        problems=problems(letter),
        salutations=SALUTATIONS,
        closings=CLOSINGS,
    )


def frozen(letter: Letter) -> str:
    """The text that can change no more, and what may still be done."""
    content, revision = standing(letter)
    extensions = queries.extensions(reading(), letter)
    framed = content is not None and is_framed_anew(letter, content)
    page = {"letter": letter, "content": content, "revision": revision, "extensions": extensions}
    return render_template("pages/drafting/frozen.html", now=clock.now(), is_framed_anew=framed, **page)


def conflict(letter_id: str, mine: Draft, form: DraftForm | None) -> str:
    """Two texts, part by part, and a form that carries mine until one choice is saved."""
    letter = queries.letter_of(reading(), guard.current(), letter_id, to=Right.WRITE)
    theirs = drafts.of_letter(letter)
    if letter.working_copy:
        mine = drafts.text_alone(theirs, mine)
    known = {each.ep_id: each.name for each in queries.known_members(reading(), (*theirs.initiators, *mine.initiators))}
    differences = comparing.compare(
        theirs, mine, base=form.marks if form else {}, names=lambda number: known.get(number, str(number))
    )
    typed = DraftForm.holding(mine, letter.version)
    typed.base.data = form.base.data if form else ""
    return render_template("pages/drafting/conflict.html", letter=letter, form=typed, differences=differences)


def is_framed_anew(letter: Letter, content: Content) -> bool:
    """Whether the campaign of an open letter has another title or story than the text that is signed."""
    now = contents.in_format(drafts.content_now(letter), content.format)
    return letter.state == LetterState.OPEN and (now.campaign, now.framing) != (content.campaign, content.framing)


def standing(letter: Letter) -> tuple[Content | None, Revision | None]:
    """What stands now: the frozen text, or the draft; nothing for a record without a text of ours."""
    revision = queries.current_revision(reading(), letter)
    if revision:
        return contents.of_revision(revision), revision
    return (contents.of_letter(letter) if letter.state == LetterState.DRAFT else None), None


def problems(letter: Letter) -> list[rules.Problem]:
    """What keeps the letter, as saved last, from being opened now."""
    content = drafts.content_now(letter)
    return rules.problems(content, letter.deadline_at, now=clock.now(), missing_glyphs=glyphs.missing)
