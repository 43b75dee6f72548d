"""Which passwords are good enough, and where a login may lead. Pure.

Length decides (NIST SP 800-63B, 5.1.1.2): no rules about kinds of characters, but nothing that is guessed first.
"""

import re
from enum import StrEnum
from urllib.parse import urlsplit

from campaign.organisers.models import Organiser

SHORTEST = 12
LONGEST = 256
OPERATOR = "operator"
"""The role of who runs the installation: it decides to which mailbox personal links go."""
FEWEST_DIFFERENT = 5
_GUESSED_FIRST = frozenset(
    {
        "abcdefghijkl",
        "abcdefghijklm",
        "admin",
        "administrator",
        "changeme",
        "changemenow",
        "europarl",
        "europeanparliament",
        "iloveyou",
        "letmein",
        "letmeinplease",
        "login",
        "master",
        "monkey",
        "parliament",
        "pass",
        "passphrase",
        "password",
        "passwordpassword",
        "passwort",
        "qwerty",
        "qwertyuiop",
        "qwertyuiopasdf",
        "qwertyuiopasdfgh",
        "qwertz",
        "qwertzuiop",
        "secret",
        "sunshine",
        "temporary",
        "undersigned",
        "welcome",
    }
)


class Weakness(StrEnum):
    """Why a password is not good enough."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_PLAIN = "too_plain"
    GUESSED_FIRST = "guessed_first"
    ABOUT_YOU = "about_you"


def is_operator(organiser: Organiser) -> bool:
    """Whether the organiser runs this installation."""
    return any(each.name == OPERATOR for each in organiser.roles)


def why_weak(password: str, *, about: tuple[str, ...] = ()) -> Weakness | None:
    """What is wrong with a new password; `about` holds the account's address and name."""
    folded = password.casefold()
    letters = re.sub(r"[\W\d_]+", "", folded)
    if len(password) < SHORTEST:
        return Weakness.TOO_SHORT
    if len(password) > LONGEST:
        return Weakness.TOO_LONG
    if len(set(folded)) < FEWEST_DIFFERENT:
        return Weakness.TOO_PLAIN
    if not letters or letters in _GUESSED_FIRST:
        return Weakness.GUESSED_FIRST
    if letters in _own_words(about):
        return Weakness.ABOUT_YOU
    return None


def local_path(address: str) -> str:
    """The address if it is a path of this site, else nothing: a login must not lead to a stranger's page."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return ""
    if any(not each.isprintable() for each in address):
        return ""
    parts = urlsplit(address)
    return "" if parts.scheme or parts.netloc else address


def _own_words(about: tuple[str, ...]) -> set[str]:
    """The words of an address and a name, alone and together."""
    found: set[str] = set()
    for each in about:
        words = [word for word in re.split(r"[\W\d_]+", each.casefold()) if word]
        found |= {*words, "".join(words), "".join(reversed(words))}
    return found
