"""What the PDF page shows of each issue: its files for each audience, what it holds, why it is no longer current."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from campaign.delivering import rules
from campaign.delivering.models import Edition, TranslatedEdition
from campaign.delivering.rules import Change, Stand


@dataclass(frozen=True, slots=True)
class Issued:
    """All files of one number; the addressee's is the main one."""

    files: tuple[Edition, ...]
    superseded: tuple[Change, ...]
    """Why a later edition holds instead, or is due; empty for the current one."""
    gone: int
    """How many of its names stand no more."""
    translations: tuple[TranslatedEdition, ...]
    """Its files in other languages, by language, the newest first."""

    @property
    def by_text(self) -> list[tuple[TranslatedEdition, ...]]:
        """The same, those of one text together."""
        return [tuple(files) for _text, files in groupby(self.translations, key=lambda each: each.translated_id)]

    @property
    def revised(self) -> frozenset[str]:
        """The codes of those whose translation was revised and made again."""
        newest: dict[str, int] = {}
        for each in self.translations:
            newest.setdefault(each.language, each.translated_id)
        return frozenset(each.public_id for each in self.translations if each.translated_id != newest[each.language])

    @property
    def main(self) -> Edition:
        """The addressee's edition."""
        return self.files[0]


def issues(editions: Sequence[Edition], translations: Sequence[TranslatedEdition], stand: Stand) -> list[Issued]:
    """The editions by number, the latest first, with those of the translations that belong to them."""
    standing = set(stand.ids)
    found: list[Issued] = []
    for _number, files in groupby(editions, key=lambda each: each.number):
        made = tuple(files)
        why = rules.changes(made[0], stand) if not found else rules.changes_between(made[0], found[-1].main)
        spoken = tuple(each for each in translations if each.edition in made)
        found.append(Issued(made, tuple(why), len(set(made[0].signature_ids) - standing), spoken))
    return found
