"""The demo's open letter: signed by most with a code, corrected once, and every other way of signing under way."""

from datetime import timedelta

from sqlalchemy import select

from campaign import clock
from campaign.demo import evidence, texts
from campaign.demo.answers import Answers
from campaign.demo.cast import Cast, drafted
from campaign.drafting import content as contents
from campaign.drafting import draft as drafts
from campaign.drafting import operations as drafting
from campaign.drafting import saving
from campaign.drafting.models import Letter, RevisionKind
from campaign.inviting import operations as inviting
from campaign.revising import objecting, operations, queries
from campaign.revising.models import ObjectionLink

ASKED_JUST_NOW = 8
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def open_letter(cast: Cast) -> Letter:
    """The letter that Members are signing these days."""
    opened = cast.now - 6 * DAY - 3 * HOUR
    letter = drafted(cast, texts.OPEN_LETTER, [texts.PRESIDENT, texts.PROSECUTOR], at=opened - DAY)
    letter.dated_on = clock.brussels_day(opened)
    letter.deadline_at = clock.end_of_brussels_day(clock.brussels_day(cast.now) + timedelta(days=9))
    letter.body = letter.body.replace(texts.RIGHT, texts.WRONG)
    drafting.open_for_signature(cast.session, letter, by=cast.robin, now=opened)
    unasked = cast.members[::8]
    asked = [each for each in cast.members if each not in unasked]
    earlier, later = asked[ASKED_JUST_NOW:], asked[:ASKED_JUST_NOW]
    invitations = inviting.invite(cast.session, letter, earlier, by=cast.robin, now=opened + 2 * HOUR)
    answers = Answers(cast.session, invitations, seed=7)
    answers.bounce(3)
    answers.come(sign=22, decline=3, first=opened + 4 * HOUR, last=opened + 2 * DAY)
    _correct(cast, letter)
    answers.come(sign=18, decline=2, first=opened + 3 * DAY, last=cast.now - HOUR)
    answers.begin(6, at=cast.now - HOUR)
    # From here on mails wait for the worker: whoever tries the demo opens them as the Members who get them.
    evidence.assistant(cast, letter, answers.silent[-1])
    evidence.sheet(cast, letter, unasked[:4])
    evidence.desk(cast, letter, unasked[4])
    evidence.word(cast, letter, unasked[5])
    inviting.invite(cast.session, letter, later, by=cast.robin, now=cast.now)
    return letter


def _correct(cast: Cast, letter: Letter) -> None:
    """A slip of the pen is mended and shown to all who signed; one of them objects."""
    at, by = cast.now - 4 * DAY, cast.robin
    saving.prepare_change(cast.session, letter, by=by, now=at)
    standing = drafts.of_letter(letter)
    mended = drafts.with_text_of(standing, _mended(letter))
    saving.save(cast.session, letter, mended, version=letter.version, by=by, now=at)
    prepared = queries.prepared(cast.session, letter)
    assert prepared is not None, "the letter is open"
    operations.publish(
        cast.session,
        letter,
        RevisionKind.CORRECTION,
        texts.CORRECTED_BECAUSE,
        over=prepared.current.digest,
        read=contents.digest(prepared.after),
        by=by,
        now=at + HOUR,
    )
    told = cast.session.scalars(select(ObjectionLink).order_by(ObjectionLink.id)).first()
    assert told is not None, "the correction was shown to all who had signed"
    objecting.object_to(cast.session, told, now=at + 5 * HOUR)


def _mended(letter: Letter) -> contents.Content:
    written = contents.to_dict(drafts.content_now(letter))
    return contents.from_dict(written | {"body": written["body"].replace(texts.WRONG, texts.RIGHT)})
