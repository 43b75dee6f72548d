"""Who signed the letter that this one follows is known upstairs; this is where that floor says how to ask.

They are a ready choice of whom to ask anew. They have signed nothing of this letter.
"""

from collections.abc import Callable

from sqlalchemy.orm import Session

from campaign.drafting.models import Letter

Asking = Callable[[Session, int], frozenset[int]]
"""The numbers of the Members who stand under the letter with this id."""


def _nobody(_session: Session, _letter_id: int) -> frozenset[int]:
    return frozenset()


_asking: Asking = _nobody


def ask_with(asking: Asking) -> None:
    """Ask this from now on; called once while the application is wired."""
    global _asking
    _asking = asking


def signed_before(session: Session, letter: Letter) -> frozenset[int]:
    """The numbers of the Members who stand under the letter that this one follows; none where it follows none."""
    return _asking(session, letter.follows_id) if letter.follows_id else frozenset()
