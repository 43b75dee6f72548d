"""What an archive says of a letter, as plain JSON: its texts, signatures, editions and deliveries (docs/archive.md)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from campaign import clock, merkle
from campaign.delivering.models import Audience, Delivery, Edition, TranslatedEdition
from campaign.drafting.models import Letter, Revision
from campaign.signing import leaves
from campaign.signing.models import Signature
from campaign.translating.models import TranslationRevision


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All rows of one letter that an archive tells of."""

    letter: Letter
    revisions: Sequence[Revision]
    signatures: Sequence[Signature]
    """All that were ever given, in the order of their public ids."""
    editions: Sequence[Edition]
    """By number, in each number by audience."""
    translations: Sequence[TranslatedEdition]
    """By number, language and text, in each by audience."""
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
        | {"translations": _translations(number, case)}
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
        "files": [_file(each, each.audience, path(each) if is_told else None) for each in made],
    }


def _translations(number: int, case: Case) -> list[dict[str, Any]]:
    """The translations made of this edition, each with its text and its files."""
    made = [each for each in case.translations if each.edition.number == number]
    is_told = number in case.told_numbers
    return [
        {
            "language": translated.translation.language,
            "sha256": translated.digest,
            "text": text_path(translated),
            "files": [
                _file(each, each.edition.audience, translation_path(each) if is_told else None) for each in files
            ],
        }
        for translated, files in groupby(made, key=lambda each: each.translated)
    ]


def _file(made: Edition | TranslatedEdition, audience: Audience, path: str | None) -> dict[str, Any]:
    return {
        "audience": audience.value,
        "public_id": made.public_id,
        "sha256": made.file_digest,
        "size": made.size,
        "path": path,
    }


def path(edition: Edition) -> str:
    """Where the edition's file is in the archive."""
    return f"editions/{edition.number}-{edition.audience.value}.pdf"


def translation_path(made: TranslatedEdition) -> str:
    """Where the file of an edition's translation is."""
    return f"editions/{made.edition.number}-{made.edition.audience.value}.{_version(made.translated)}.pdf"


def text_path(translated: TranslationRevision) -> str:
    """Where the text of a translation is."""
    return f"translations/{_version(translated)}.txt"


def _version(translated: TranslationRevision) -> str:
    return f"{translated.translation.language}-{translated.number}"


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
            "translations": sorted(made.file_digest for made in each.translations),
        }
        for each in rows
    ]
