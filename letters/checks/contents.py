"""The machine-readable list inside a letter, compared with what the pages print."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from letters.checks.printed import Printed, squeezed
from letters.checks.report import ListFound, NamesFound

FILE_NAME = "signatories.json"
LONGEST_LIST = 32_000_000
# The footer prints this many digits of the text's digest.
SHORT_DIGEST = 16


class NoSoundList(Exception):
    """A list is embedded and is not what the schema says."""


def examine(pdf: Pdf, *, expected_digest: str | None) -> ListFound | None:
    """Compare list and print; None where no list is embedded.

    Raises NoSoundList, TooMuch.
    """
    embedded = _embedded(pdf)
    if embedded is None:
        return None
    printed = Printed(pdf)
    listed = _Listed.read(embedded)
    pages = printed.pages()
    return ListFound(
        letter=listed.letter,
        title=listed.title,
        revision=listed.revision,
        digest=listed.digest,
        names=compare(printed.row_headings(), listed.names),
        digest_printed=any(listed.digest[:SHORT_DIGEST] in page for page in pages),
        digest_expected=None if expected_digest is None else expected_digest.lower() == listed.digest,
        translation_of=listed.translation_of,
    )


def compare(printed: list[str], listed: list[str]) -> NamesFound:
    """Match names in print with names in the list; what stands around a name in print does not matter."""
    only_printed: list[str] = []
    order: list[int] = []
    places: dict[str, list[int]] = {}
    for place, name in enumerate(listed):
        places.setdefault(_key(name), []).append(place)
    for heading in printed:
        found = _place_of(heading, places)
        if found is None:
            only_printed.append(heading.strip())
        else:
            order.append(found)
    taken = set(order)
    return NamesFound(
        printed=len(printed),
        listed=len(listed),
        only_printed=tuple(only_printed),
        only_listed=tuple(name for place, name in enumerate(listed) if place not in taken),
        same_order=order == sorted(order),
    )


def _place_of(heading: str, places: dict[str, list[int]]) -> int | None:
    """Take the first free place whose name is the heading, or stands in it with a number or a title."""
    key = _key(heading)
    if not places.get(key):
        key = next((each for each, free in places.items() if free and _stands_in(each, key)), "")
    return places[key].pop(0) if places.get(key) else None


def _stands_in(name: str, heading: str) -> bool:
    return bool(name) and name in heading and len(heading) - len(name) <= AROUND_A_NAME


# "Mr ", "103. ", " MEP,": more than this beside a name is something else.
AROUND_A_NAME = 24


def _key(name: str) -> str:
    """The name without white space; letters written from right to left are drawn in the other order."""
    bare = squeezed(unicodedata.normalize("NFC", name))
    if any(unicodedata.bidirectional(each) in ("R", "AL") for each in bare):
        return "".join(f"{each}{count}" for each, count in sorted(Counter(bare.strip(",.")).items()))
    return bare


@dataclass(frozen=True)
class _Listed:
    letter: str
    title: str
    revision: int
    digest: str
    translation_of: str | None
    names: list[str]

    @classmethod
    def read(cls, content: bytes) -> _Listed:
        """Read the list; see signatories.schema.json."""
        try:
            whole = json.loads(content)
            groups = (whole["initiators"], whole["signatories"], whole["supplement"])
            return cls(
                letter=str(whole["letter"]["id"]),
                title=str(whole["letter"]["title"]),
                revision=int(whole["revision"]["number"]),
                digest=str(whole["revision"]["sha256"]).lower(),
                translation_of=str(whole["translation_of"]["sha256"]).lower() if "translation_of" in whole else None,
                names=[_name(each) for group in groups for each in group],
            )
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise NoSoundList from error


def _name(member: dict[str, Any]) -> str:
    return str(member.get("printed_as") or f"{member['given']} {member['surname']}").strip()


def _embedded(pdf: Pdf) -> bytes | None:
    """The bytes of the list; read from the catalog, since that is where readers look."""
    files = pdf.Root.get(Name.AF, pikepdf.Array())
    for specification in files if isinstance(files, pikepdf.Array) else []:
        if not isinstance(specification, Dictionary) or str(specification.get(Name.UF, "")) != FILE_NAME:
            continue
        stream = specification.get(Name.EF, Dictionary()).get(Name.F)
        if isinstance(stream, pikepdf.Stream):
            content = stream.read_bytes()
            if len(content) > LONGEST_LIST:
                raise NoSoundList
            return content
    return None
