"""Names of persons: how they are split, folded for search and sorted. Display is never changed.

Nothing here capitalises a name: McGUINNESS and McINTYRE would be lost.
"""

import re
import struct
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pyuca import Collator

from campaign.parliament import reference

#: Letters that Unicode does not take apart into a base letter and a mark.
_WHOLE_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "ħ": "h",
        "ŋ": "n",
        "ŧ": "t",
    }
)
#: The longer spellings that mail addresses and keyboards without these letters use.
_LONG_SPELLINGS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_NOT_A_LETTER = re.compile(r"[\W_]+")
_IGNORED_WHEN_SORTING = re.compile(r"[\s\-‐‑–'’ʼ`.]+")
_PARTICLES = frozenset(
    re.split(
        " ",
        "a af al da dal dalla das de degli dei del della delle den der des di do dos du e el en i in la las "
        "le les lo los of op 't s 's t te ten ter und van vander vom von y zu zum zur",
    )
)
_CAPITALS_AT_THE_END = re.compile(r"[^\W\d_][^\W\d_]['’]?$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as the directory prints it, in its two parts."""

    given: str
    surname: str

    def __str__(self) -> str:
        return f"{self.given} {self.surname}".strip()


def tidy(text: str) -> str:
    """The same text composed (NFC), with single spaces; letters and their case stay."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """What search compares: no case, no diacritics, punctuation as single spaces ("D'AMATO" -> "d amato")."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter)).translate(_WHOLE_LETTERS)
    return _NOT_A_LETTER.sub(" ", bare).strip()


def search_text(name: PersonName) -> str:
    """Every spelling under which a person may be looked for: folded, with ae/oe/ue, and written together."""
    plain = fold(str(name))
    long = fold(unicodedata.normalize("NFC", str(name).casefold()).translate(_LONG_SPELLINGS))
    together = fold(name.surname).replace(" ", "")
    return " ".join(dict.fromkeys((plain, long, together)))


@lru_cache(maxsize=1)
def _collator() -> Collator:
    return Collator()


@lru_cache(maxsize=8192)
def _weights(text: str) -> bytes:
    """The weights of the Unicode root collation, spaces, hyphens, apostrophes and dots left out."""
    key = _collator().sort_key(_IGNORED_WHEN_SORTING.sub("", unicodedata.normalize("NFC", text)))
    return struct.pack(f">{len(key)}H", *key)


def sort_key(sort_name: str, given: str = "", ep_id: int = 0) -> bytes:
    """Bytes that order persons as the Parliament's own list does, in Python and in any database.

    Unicode root collation on the sort name, then the given name, then the Parliament's number.
    """
    return b"\0\0\0\0".join((_weights(sort_name), _weights(given), struct.pack(">Q", ep_id)))


def _is_capitals(word: str) -> bool:
    """Is this word written as a family name (DE, McALLISTER, D'AMATO), not as an initial (K.)?"""
    ending = _CAPITALS_AT_THE_END.search(word)
    return ending is not None and ending[0] == ending[0].upper() != ending[0].lower()


def _with_particles(words: list[str], start: int) -> int:
    """Where the family name begins when small particles and an Irish Ó before it are counted in."""
    while start > 1 and (words[start - 1] in _PARTICLES or words[start - 1] in {"Ó", "O"}):
        start -= 1
    return start


def _surname_start(words: list[str], capitals: list[bool]) -> int:
    if all(capitals) or not any(capitals):  # nothing to tell by: the last word, with its particles
        start = len(words) - 1
        while start > 1 and words[start - 1].casefold() in _PARTICLES:
            start -= 1
        return start
    return _with_particles(words, capitals.index(True))


def split(full_name: str) -> PersonName:
    """Given and family name of one printed name: "Johannes Cornelis van BAALEN" -> "van BAALEN".

    The family name is what stands in capitals, with small particles before it; "KELAM Tunne" is turned round.
    """
    words = tidy(full_name).split(" ")
    capitals = [_is_capitals(word) for word in words]
    if len(words) > 1 and capitals[0] and not capitals[-1] and not any(word in _PARTICLES for word in words[1:]):
        end = capitals.index(False)
        return PersonName(" ".join(words[end:]), " ".join(words[:end]))
    start = _surname_start(words, capitals) if len(words) > 1 else 0
    return PersonName(" ".join(words[:start]), " ".join(words[start:]))


def rejoin(given: str, surname: str) -> PersonName:
    """Mends a split made by machine, particles or initials on the wrong side ("Manuel dos" + "SANTOS")."""
    given, surname = tidy(given), tidy(surname)
    return split(f"{given} {surname}") if any(map(_is_capitals, surname.split(" "))) else PersonName(given, surname)


@lru_cache(maxsize=1)
def _exceptions() -> dict[int, str]:
    return {row["ep_id"]: row["sort_name"] for row in reference.rows("sort_names")}


def sort_name(surname: str, ep_id: int | None = None) -> str:
    """The part of a family name it is sorted by: small particles are passed over, capital ones count.

    Measured on the Parliament's own lists: "van BAALEN" under B, "VAN BREMPT" under V; exceptions by person.
    """
    if ep_id is not None and ep_id in _exceptions():
        return _exceptions()[ep_id]
    words = surname.split(" ")
    while len(words) > 1 and words[0] in _PARTICLES:
        words = words[1:]
    return " ".join(words)
