"""What keeps a letter from being opened."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from campaign.drafting import rules
from campaign.drafting.content import AddresseeBlock, Content
from campaign.drafting.rules import Lack

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
READY = Content(
    language="en",
    campaign="The case of Ilja Brandt",
    title="Release Ilja Brandt",
    addressees=(AddresseeBlock(office="President of Sarovia"),),
    subject="Detention of Ilja Brandt",
    body="Release him.",
)


def lacking(content: Content, deadline: datetime | None = NOW + timedelta(seconds=1)) -> list[Lack]:
    return [each.lack for each in rules.problems(content, deadline, now=NOW, missing_glyphs=lambda text: [])]


def test_a_whole_letter_lacks_nothing() -> None:
    assert lacking(READY) == []


@pytest.mark.parametrize(
    ("part", "value", "lack"),
    [
        ("addressees", (), Lack.ADDRESSEE),
        ("addressees", (AddresseeBlock(postal="1 Palace Square"),), Lack.UNNAMED_ADDRESSEE),
        ("subject", " ", Lack.SUBJECT),
        ("body", "\n", Lack.BODY),
        ("body", "Release [NAME] now.", Lack.PLACEHOLDER),
        ("body", "Release XXX now.", Lack.PLACEHOLDER),
        ("body", "On ____ he was taken.", Lack.PLACEHOLDER),
        ("subject", "Detention of [PERSON'S NAME]", Lack.PLACEHOLDER),
        ("cc", "Delegation TBC", Lack.PLACEHOLDER),
        ("addressees", (AddresseeBlock(name="[ИМЯ]"),), Lack.PLACEHOLDER),
        ("body", "Held.\n\n[^1]: Since March.", Lack.FOOTNOTE),
        ("body", "Held.[^1]\n\n[^1]: March.\n\n[^1]: May.", Lack.FOOTNOTE),
        ("body", "Held.[^2]", Lack.FOOTNOTE_TEXT),
        ("body", "> " * 30 + "x", Lack.NESTING),
        ("body", "Rel\u202eease him.", Lack.HIDDEN_CHARACTER),
        ("subject", "Zero\u200bwidth", Lack.HIDDEN_CHARACTER),
        ("framing", "He was \u2066not fined.", Lack.HIDDEN_CHARACTER),
        ("campaign", "Case\u202e", Lack.HIDDEN_CHARACTER),
    ],
)
def test_what_is_lacking_is_found(part: str, value: object, lack: Lack) -> None:
    assert lacking(replace(READY, **{part: value})) == [lack]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "body",
    [
        "He was held[^1].\n\n[^1]: Since March.",
        "[PACE](https://example.org) said so.",
        "He was [sic] released.",
        "Article 6 [ECHR](https://example.org)",
        "XX years and XIII months",
        "soft\u00adhyphen and \u200cjoiner",
    ],
)
def test_what_only_looks_like_a_leftover_is_no_problem(body: str) -> None:
    assert lacking(replace(READY, body=body)) == []


def test_the_deadline_must_be_still_to_come() -> None:
    assert lacking(READY, None) == [Lack.DEADLINE]
    assert lacking(READY, NOW) == [Lack.DEADLINE_PASSED]


def test_a_character_no_typeface_has_is_named() -> None:
    found = rules.problems(
        READY, NOW + timedelta(days=1), now=NOW, missing_glyphs=lambda text: ["☃"] if "him" in text else []
    )
    assert [(each.lack, each.field, each.detail) for each in found] == [(Lack.GLYPH, "body", "☃")]
