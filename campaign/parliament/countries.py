"""The Member States (and the United Kingdom for the past) in protocol order, with the Union's codes.

The Union writes EL and UK where ISO and CLDR write GR and GB.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from babel import Locale

from campaign.parliament import languages, names, reference


@dataclass(frozen=True, slots=True)
class Country:
    """A state whose voters elect, or elected, Members."""

    code: str
    """The Union's two letters: EL, UK."""
    iso: str
    """ISO 3166-1 alpha-2, as CLDR uses it: GR, GB."""
    alpha3: str
    position: int
    """Place in protocol order, from 0."""
    member_from: date
    member_until: date | None
    aliases: tuple[str, ...]
    former_until: date | None
    former_labels: tuple[tuple[str, str], ...]

    def label(self, language: str = "en", *, on: date | None = None) -> str:
        """The name in a language of CLDR, as it was on that day: Czech Republic in 2017, Czechia now."""
        if on is not None and self.former_until is not None and on <= self.former_until:
            for spoken, former in self.former_labels:
                if spoken == language:
                    return former
        return str(Locale.parse(language, sep="-" if "-" in language else "_").territories[self.iso])

    def was_member_on(self, day: date) -> bool:
        """Did this state belong to the Union on that day?"""
        return self.member_from <= day and (self.member_until is None or day <= self.member_until)

    def __str__(self) -> str:
        return self.code


def _country(position: int, row: dict[str, Any]) -> Country:
    former = row.get("former", {})
    return Country(
        code=row["code"],
        iso=row["iso"],
        alpha3=row["alpha3"],
        position=position,
        member_from=date.fromisoformat(row["member_from"]),
        member_until=reference.day(row.get("member_until")),
        aliases=tuple(row.get("aliases", ())),
        former_until=reference.day(former.get("until")),
        former_labels=tuple(former.get("labels", {}).items()),
    )


ALL = tuple(_country(position, row) for position, row in enumerate(reference.rows("countries")))
_BY_CODE = {country.code: country for country in ALL}


def get(code: str) -> Country:
    """The country with this Union code. Raises KeyError; use find() for what people and files write."""
    return _BY_CODE[code]


def on(day: date) -> tuple[Country, ...]:
    """The Member States of that day, in protocol order."""
    return tuple(country for country in ALL if country.was_member_on(day))


@lru_cache(maxsize=1)
def _short_index() -> dict[str, Country]:
    """Codes, English names and aliases: enough for nearly every file, without loading 24 languages."""
    index: dict[str, Country] = {}
    for country in ALL:
        spellings = (country.code, country.iso, country.alpha3, country.label("en"), *country.aliases)
        index.update((names.fold(spelling), country) for spelling in spellings)
    return index


@lru_cache(maxsize=1)
def _long_index() -> dict[str, Country]:
    """Names in all official languages, former ones too."""
    index: dict[str, Country] = {}
    for country in ALL:
        spellings = [country.label(language) for language in languages.ALL]
        spellings += [former for _, former in country.former_labels]
        index.update((names.fold(spelling), country) for spelling in spellings)
    return index


def find(text: str) -> Country | None:
    """The country somebody wrote: a code of two or three letters, or a name in any official language."""
    folded = names.fold(text)
    return _short_index().get(folded) or _long_index().get(folded)


def alphabetical(language: str = "en", *, on: date | None = None) -> tuple[Country, ...]:
    """All countries by their name in that language."""
    return tuple(sorted(ALL, key=lambda country: names.sort_key(country.label(language, on=on))))
