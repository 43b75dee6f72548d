"""Does every signature stand as it was given, and as the journal last has it? Rows changed by hand are named."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from campaign import merkle
from campaign.journal import Event
from campaign.signing import leaves
from campaign.signing.models import Assurance, Signature

#: After which event a signature stands; any other of these kinds ends or hides it.
_STANDS_AFTER = {
    "signature.given": True,
    "signature.kept": True,
    "withdrawal.asked": False,
    "signature.withdrawn": False,
    "signature.lapsed": False,
    "signature.objected": False,
}


class Fault(StrEnum):
    """What is wrong with a row."""

    NEVER_GIVEN = "the journal never saw it given"
    ALTERED = "it is not as it was given"
    STANDING = "it stands, and the journal last saw it end"
    GONE = "the journal last saw it stand, and it does not"


@dataclass(frozen=True, slots=True)
class Altered:
    """The first signature, by its number here, that differs from what the journal saw."""

    public_id: str
    fault: Fault


def digest(signature: Signature) -> str:
    """SHA-256, in hex, of what the signature says, its evidence included: kept in the event when it is given."""
    return hashlib.sha256(merkle.leaf(leaves.facts(signature))).hexdigest()


def first_altered(session: Session) -> Altered | None:
    """The first signature that was changed past the application, or None.

    Signatures given before digests were kept in their events are compared by their text and state only.
    """
    given, last = _events(session)
    query = select(Signature).where(Signature.assurance != Assurance.PUBLIC_SOURCE)
    loaded = query.options(joinedload(Signature.revision)).order_by(Signature.id)
    with session.scalars(loaded.execution_options(yield_per=500)) as rows:  # closed also when the reading ends early
        for signature in rows:
            if fault := _fault(signature, given.get(signature.public_id), last.get(signature.public_id, "")):
                return Altered(signature.public_id, fault)
    return None


def _events(session: Session) -> tuple[dict[str, Event], dict[str, str]]:
    """The event by which each signature was given, and the kind of the last one about whether it stands."""
    given, last = {}, {}
    query = select(Event).where(Event.kind.in_(_STANDS_AFTER)).order_by(Event.number)
    for event in session.scalars(query.execution_options(yield_per=1000)):
        if event.kind == "signature.given":
            given[event.subject] = event
        last[event.subject] = event.kind
    return given, last


def _fault(signature: Signature, given: Event | None, last: str) -> Fault | None:
    if given is None:
        return Fault.NEVER_GIVEN
    is_same_text = given.facts.get("revision") == signature.signed_text.digest
    if not is_same_text or given.facts.get("row", digest(signature)) != digest(signature):
        return Fault.ALTERED
    stands = _STANDS_AFTER[last]
    if bool(signature.standing) != stands:
        return Fault.GONE if stands else Fault.STANDING
    return None
