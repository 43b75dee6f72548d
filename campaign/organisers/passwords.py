"""Passwords are hashed with Argon2id, few at a time: one hash costs a tenth of a second and 64 MiB.

Call these outside a transaction: nobody else may wait for the database while a password is hashed.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from flask_babel import lazy_gettext as _
from flask_security.utils import hash_password, verify_password

from campaign import tokens
from campaign.organisers.models import Organiser
from campaign.web.refusals import TooMany

AT_ONCE = 2
PATIENCE = 10.0
_turns = threading.BoundedSemaphore(AT_ONCE)


def hashed(password: str) -> str:
    """What is stored of a password.

    Raises TooMany when too many passwords wait to be hashed.
    """
    with _turn():
        return str(hash_password(password))


def is_right(organiser: Organiser | None, password: str) -> bool:
    """Whether this is the organiser's password; an account that is not there takes just as long.

    Raises TooMany when too many passwords wait to be hashed.
    """
    stored = organiser.password if organiser and organiser.active else None
    decoy = _decoy()
    with _turn():
        return bool(verify_password(password, stored or decoy)) and stored is not None


@cache
def _decoy() -> str:
    """The hash of a password that nobody has."""
    return hashed(tokens.new_token())


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE):
        raise TooMany("passwords", _("Too many people log in at this moment. Wait a minute and try again."))
    try:
        yield
    finally:
        _turns.release()
