"""What the Merkle root over a letter's signatures binds: for each standing signature the facts anyone may know.

docs/archive.md describes them for strangers. An edition prints the root, the archive holds the facts, and whoever has
both computes one from the other.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from campaign import clock, merkle
from campaign.signing.models import Assurance, Signature

# The retention job wipes these after a while; what is bound must not change with it.
_WIPED = frozenset({"network"})


def facts(signature: Signature) -> dict[str, Any]:
    """The public facts of a signature; of the evidence only its digest, of the time only the day in Brussels.

    Raises ValueError for a signature known from a public source only: it was never confirmed to us.
    """
    return {
        "assurance": signature.assurance.value,
        "channel": signature.channel.value,
        "country": signature.country,
        "ep_id": signature.ep_id,
        "evidence": evidence_digest(signature),
        "given": signature.given,
        "group": signature.group_code,
        "individual_capacity": signature.in_individual_capacity,
        "party": signature.party,
        "public_id": signature.public_id,
        "revision": signature.signed_text.digest,
        "role": signature.role.value,
        "signed_on": clock.brussels_day(signature.signed_at).isoformat(),
        "surname": signature.surname,
    }


def evidence_digest(signature: Signature) -> str:
    """SHA-256, in hex, of the evidence as it is kept, without what the retention job will wipe.

    Nobody can guess evidence from it: keyed digests of mailboxes, or digests of whole mails and scans, are in it.
    """
    kept = {name: value for name, value in signature.evidence.items() if name not in _WIPED}
    return hashlib.sha256(merkle.leaf(kept)).hexdigest()


def in_order(signatures: Iterable[Signature]) -> list[Signature]:
    """The confirmed signatures in the order of the tree: by their public ids, which says nothing about anybody."""
    confirmed = (each for each in signatures if each.assurance != Assurance.PUBLIC_SOURCE)
    return sorted(confirmed, key=lambda each: each.public_id)


def root(signatures: Iterable[Signature]) -> str:
    """The Merkle root over these signatures, in hex: what an edition prints, in whatever order they are given."""
    return merkle.root([merkle.leaf(facts(each)) for each in in_order(signatures)]).hex()
