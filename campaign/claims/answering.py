"""Where a Member's registered mailbox answers: was it you who signed? Looking changes nothing; each answer is a button.

There is no session and no cookie here; the secret in the address is the proof, and the form carries a mark of ours.
"""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from campaign import clock, config
from campaign.claims import asking, operations, queries, rules
from campaign.claims.models import Claim
from campaign.claims.refusals import CannotClaim
from campaign.claims.rules import WhyNot
from campaign.db import reading, transaction
from campaign.drafting import content as contents
from campaign.drafting.content import Content
from campaign.inviting import queries as inviting
from campaign.notices import queries as notices
from campaign.roster import queries as roster
from campaign.signing import consent, guard, lines, pages
from campaign.signing import mails as signing
from campaign.signing.forms import ActForm
from campaign.web import security
from campaign.web.refusals import NotFound

blueprint = Blueprint("claims", __name__, url_prefix="/claims")
security.csrf.exempt(blueprint)  # guard.check compares a token that needs no session and no cookie
blueprint.before_request(guard.check)


@blueprint.get("/<secret>")
def answer(secret: str) -> ResponseReturnValue:
    """What is said to have been signed, with the text, and the two buttons; or what became of it."""
    claim, now = _claim(reading(), secret), clock.now()
    retired = asking.why_retired(reading(), claim, now=now)
    if retired is WhyNot.OTHER_MAILBOX:
        raise CannotClaim(retired)
    content = contents.of_revision(claim.revision)
    form = ActForm(formdata=None)
    form.csrf_token.data = guard.token(secret)
    return render_template(
        "pages/claims/answer.html",
        claim=claim,
        letter=claim.letter,
        content=content,
        line=_line(claim, content),
        member=claim.member,
        form=form,
        secret=secret,
        open=rules.why_not_confirmed(claim, now=now) is None and retired is None,
        consent=consent,
        notice=notices.version_of(claim.letter.campaign),
        withdraw=pages.withdrawal_link(claim.signature) if claim.signature else None,
        sender=signing.sender(claim.letter),
        contact=inviting.covering_text(reading(), claim.letter).reply_to or config.current().operator_email,
    )


@blueprint.post("/<secret>/confirm")
def confirm(secret: str) -> ResponseReturnValue:
    """The mailbox says: yes, that was the Member."""
    now = clock.now()
    with transaction() as session:
        guard.count_post(session, now=now)
        operations.confirm(session, _claim(session, secret, to_write=True), now=now, network=guard.network())
    return redirect(url_for(".answer", secret=secret), 303)


@blueprint.post("/<secret>/object")
def object_to(secret: str) -> ResponseReturnValue:
    """The mailbox says: no, that was not meant."""
    now = clock.now()
    with transaction() as session:
        guard.count_post(session, now=now)
        operations.object_to(session, _claim(session, secret, to_write=True), now=now)
    return redirect(url_for(".answer", secret=secret), 303)


def _line(claim: Claim, content: Content) -> str:
    """The name as it would be printed, as of the day of the act; empty for a Member who had no seat that day."""
    day = clock.brussels_day(claim.acted_at)
    mandate = roster.mandate_on(reading(), claim.ep_id, day)
    if mandate is None:
        return ""
    group_code = roster.group_on(reading(), claim.ep_id, day)
    return pages.line(lines.snapshot(claim.member, mandate, group_code), content, now=claim.acted_at)


def _claim(session: Session, secret: str, *, to_write: bool = False) -> Claim:
    found = queries.claim_by_secret(session, secret, to_write=to_write)
    if found is None:
        raise NotFound(
            "claim", _("We do not know this link. Open the newest mail about the letter and use the link in it.")
        )
    return found
