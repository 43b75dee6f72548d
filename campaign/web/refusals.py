"""Expected noes: a reason for the program, a sentence for the person that says what to do next."""

from enum import StrEnum


class Refusal(Exception):
    """An expected "no". `web/errors.py` turns it into a page with the given status; views need no `try`."""

    status = 409

    def __init__(self, reason: StrEnum | str, sentence: object) -> None:
        """`sentence` is what the person reads, often a lazy translation."""
        super().__init__(str(reason))
        self.reason = reason
        self.sentence = sentence


class NotFound(Refusal):
    """There is no such thing, or it is not for this person: the same answer to both."""

    status = 404


class Forbidden(Refusal):
    """It is there, and this person may see it, but not do this."""

    status = 403


class Expired(Refusal):
    """It was there, and its time is over."""

    status = 410


class TooMany(Refusal):
    """Asked too often; try again later."""

    status = 429
