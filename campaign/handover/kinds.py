"""The words in which a delivery and a reply are written down."""

from enum import StrEnum


class Way(StrEnum):
    """How something was brought to an embassy, a Mission or a Delegation."""

    MAIL = "mail"
    POST = "post"
    BY_HAND = "by_hand"


class Outcome(StrEnum):
    """Where an attempt stands after a step."""

    PLANNED = "planned"
    SENT = "sent"
    DELIVERED = "delivered"
    REFUSED = "refused"
    """The party would not take it, or its mail server would not."""
    BOUNCED = "bounced"
    """The mail came back after it had left."""
    RETURNED = "returned"
    """The post brought it back."""
    STOPPED = "stopped"
    """It was called off before it left."""


class ReplyKind(StrEnum):
    """What came back. Silence is a deliberate statement once an answer was due."""

    ACKNOWLEDGEMENT = "acknowledgement"
    ANSWER = "answer"
    REFUSAL = "refusal"
    SILENCE = "silence"


class ReplyChannel(StrEnum):
    """By which way a reply came."""

    EMAIL = "email"
    POST = "post"
    BY_HAND = "by_hand"
    MEETING = "meeting"
    PHONE = "phone"
    PUBLISHED = "published"
    NONE = "none"
    """For silence."""
