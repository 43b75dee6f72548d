"""What stands between the open internet and the signing form: the form's token, and bounds on how often.

The Parliament's offices share a few addresses on the internet, so bounds by address are wide; the narrow ones go by
invitation, and wrong codes are counted by letter too.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from flask import request
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from campaign import tokens
from campaign.signing.rules import Case
from campaign.web import limits
from campaign.web.refusals import Refusal

TEN_MINUTES = timedelta(minutes=10)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

CODES_A_DAY = 12  # five tries each: one link gives sixty chances in a million a day
GUESSES_PER_LETTER = 200
GUESSES_PER_ADDRESS = 60
POSTS_PER_ADDRESS = 150


class Stale(StrEnum):
    """Why a form is not taken."""

    FORM = "form"


class ForeignForm(Refusal):
    """The form does not come from a page of ours."""

    status = 400


def token(secret: str) -> str:
    """What a form behind this link carries to show that it comes from a page of ours.

    The secret in the address guards against forged requests already; this keeps programs out that post blindly.
    """
    return tokens.keyed_digest("form", secret)


def check() -> None:
    """Let a POST through only with the form's token.

    Raises ForeignForm.
    """
    if request.method != "POST":
        return
    expected = token((request.view_args or {}).get("secret", ""))
    if not tokens.same(request.form.get("csrf_token", ""), expected):
        raise ForeignForm(
            Stale.FORM, _("The form came without its mark. Open the link in your mail again and use the button there.")
        )


def network() -> str:
    """The network this request came from, cut to /24 or /48: evidence that names no device."""
    return limits.networks(request.remote_addr or "0.0.0.0")[1]  # noqa: S104 - a value, not a binding


def count_post(session: Session, *, now: datetime) -> None:
    """Count one form sent from this address. Raises TooMany."""
    limits.count_all(session, _posts(), now=now)


def count_code(session: Session, case: Case, *, now: datetime) -> None:
    """Count one form sent from this address, and one code mailed to this Member. Raises TooMany."""
    codes = limits.Bound("signing-code", case.invitation.public_id, CODES_A_DAY, DAY)
    limits.count_all(session, [*_posts(), codes], now=now)


def refuse_guessing(session: Session, case: Case, *, now: datetime) -> None:
    """Stop before a code is compared where too many wrong ones were typed lately. Raises TooMany."""
    limits.refuse_spent(session, _guesses(case), now=now)


def count_guess(session: Session, case: Case, *, now: datetime) -> None:
    """Count one wrong code, by letter and by address."""
    limits.count_all(session, _guesses(case), now=now)


def _posts() -> list[limits.Bound]:
    return limits.by_visitor("signing-post", at_most=POSTS_PER_ADDRESS, within=TEN_MINUTES)


def _guesses(case: Case) -> list[limits.Bound]:
    by_address = limits.by_visitor("wrong-code", at_most=GUESSES_PER_ADDRESS, within=TEN_MINUTES)
    return [*by_address, limits.Bound("wrong-code-letter", case.letter.public_id, GUESSES_PER_LETTER, HOUR)]
