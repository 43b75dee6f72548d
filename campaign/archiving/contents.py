"""What an archive says of a letter, as plain JSON: its texts, signatures, editions and deliveries (docs/archive.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from campaign import clock, merkle
from campaign.delivering.models import Delivery, Edition
from campaign.drafting.models import Letter, Revision
from campaign.signing import leaves
from campaign.signing.models import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All rows of one letter that an archive tells of."""

    letter: Letter
    revisions: Sequence[Revision]
    signatures: Sequence[Signature]
    """All that were ever given, in the order of their public ids."""
    editions: Sequence[Edition]
    """By number, in each number by audience."""
    deliveries: Sequence[Delivery]

    @property
    def standing(self) -> list[Signature]:
        """Those that stand, in the order of the tree."""
        return leaves.in_order(each for each in self.signatures if each.standing)

    @property
    def told_numbers(self) -> frozenset[int]:
        """The editions whose files may be told: handed over, or without anybody who took the signature back since.

        A name that was withdrawn before anybody had the letter is nowhere in the archive.
        """
        standing = {each.public_id for each in self.signatures if each.standing}
        delivered = {each.edition.number for each in self.deliveries}
        whole = {each.number for each in self.editions if standing.issuperset(each.signature_ids)}
        return frozenset(delivered | whole)

    @property
    def subjects(self) -> frozenset[str]:
        """Whose events are the letter's own."""
        return frozenset({self.letter.public_id, *(each.public_id for each in self.signatures)})


def revisions(case: Case) -> list[dict[str, Any]]:
    """The frozen texts; `basis` is the number of the earliest from which corrections alone lead here."""
    return [
        {
            "number": each.number,
            "public_id": each.public_id,
            "sha256": each.digest,
            "kind": each.kind.value,
            "reason": each.reason,
            "basis": each.basis,
            "frozen_on": clock.brussels_day(each.frozen_at).isoformat(),
        }
        for each in case.revisions
    ]


def signatures(case: Case) -> list[dict[str, Any]]:
    """Every signature; whoever is in no edition that may be told, and stands no more, without a name."""
    told = {name for each in case.editions if each.number in case.told_numbers for name in each.signature_ids}
    return [_signature(each, is_told=bool(each.standing) or each.public_id in told) for each in case.signatures]


def _signature(signature: Signature, *, is_told: bool) -> dict[str, Any]:
    ended_at = signature.lapsed_at or (signature.withdrawal.hidden_at if signature.withdrawal else None)
    entry: dict[str, Any] = {
        "public_id": signature.public_id,
        "revision": signature.signed_text.digest,
        "state": _state(signature),
        "signed_on": clock.brussels_day(signature.signed_at).isoformat(),
    }
    if ended_at and not signature.standing:
        entry["ended_on"] = clock.brussels_day(ended_at).isoformat()
    if is_told:
        entry["facts"] = leaves.facts(signature)
    return entry


def _state(signature: Signature) -> str:
    if signature.standing:
        return "standing"
    return signature.lapsed_because.value if signature.lapsed_because else "withdrawn"


def editions(case: Case) -> list[dict[str, Any]]:
    """Each number with its tree and its files, one for each audience."""
    hashes = {each.public_id: merkle.leaf_hash(merkle.leaf(leaves.facts(each))).hex() for each in case.signatures}
    return [
        _edition(number, list(made), hashes, is_told=number in case.told_numbers)
        for number, made in groupby(case.editions, key=lambda each: each.number)
    ]


def _edition(number: int, made: list[Edition], hashes: dict[str, str], *, is_told: bool) -> dict[str, Any]:
    ids = sorted(made[0].signature_ids)
    return {
        "number": number,
        "revision": made[0].revision.digest,
        "root": made[0].merkle_root,
        "issued_on": clock.brussels_day(made[0].issued_at).isoformat(),
        "signatures": ids,
        "leaves": [hashes[each] for each in ids],
        "notes": made[0].notes,
        "files": [
            {
                "audience": each.audience.value,
                "public_id": each.public_id,
                "sha256": each.file_digest,
                "size": each.size,
                "path": path(each) if is_told else None,
            }
            for each in made
        ],
    }


def path(edition: Edition) -> str:
    """Where the edition's file is in the archive."""
    return f"editions/{edition.number}-{edition.audience.value}.pdf"


def deliveries(rows: Iterable[Delivery]) -> list[dict[str, Any]]:
    """To whom which file was handed; the organisers' notes about it are theirs."""
    return [
        {
            "public_id": each.public_id,
            "edition": each.edition.number,
            "sha256": each.edition.file_digest,
            "addressee": each.addressee,
            "channel": each.channel.value,
            "delivered_on": clock.brussels_day(each.delivered_at).isoformat(),
        }
        for each in rows
    ]
