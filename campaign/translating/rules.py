"""Where a translation stands beside the authentic text."""

from enum import StrEnum

from campaign.drafting.models import LetterState, Revision
from campaign.drafting.rules import Lack, Problem
from campaign.translating.models import Translation, TranslationRevision


class Standing(StrEnum):
    """Whether readers may rely on a translation."""

    DRAFT = "draft"
    CURRENT = "current"
    OUT_OF_DATE = "out_of_date"
    """The authentic text changed since; until an organiser confirms or revises it, it says so wherever it stands."""
    TAKEN_OFF = "taken_off"


class Why(StrEnum):
    """Why a verb is refused."""

    NO_AUTHENTIC_TEXT = "no_authentic_text"
    SAME_LANGUAGE = "same_language"
    THERE_ALREADY = "there_already"
    NOT_READY = "not_ready"
    CHANGED = "changed"
    NOT_PUBLISHED = "not_published"
    OUT_OF_DATE = "out_of_date"


_OF_THE_LETTER = frozenset({Lack.DEADLINE, Lack.DEADLINE_PASSED, Lack.ADDRESSEE, Lack.UNNAMED_ADDRESSEE})


def standing(translation: Translation, latest: TranslationRevision | None, current: Revision | None) -> Standing:
    """Where it stands, by its latest revision and the authentic text that is signed now."""
    if translation.taken_off_at is not None:
        return Standing.TAKEN_OFF
    if latest is None:
        return Standing.DRAFT
    return Standing.CURRENT if current and latest.revision_id == current.id else Standing.OUT_OF_DATE


def may_have_translations(state: LetterState) -> bool:
    """Whether there is a text of ours to translate."""
    return state is not LetterState.RECORD


def lacking(found: list[Problem]) -> list[Problem]:
    """Of what a letter lacks, that which a translation can lack."""
    return [each for each in found if each.lack not in _OF_THE_LETTER]
