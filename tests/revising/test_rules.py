"""What may be called a correction: a misspelt word, and hardly more."""

from dataclasses import fields, replace
from datetime import date

import pytest

from campaign.drafting import changes
from campaign.drafting.content import AddresseeBlock, Content
from campaign.revising import rules, spelling
from campaign.revising.rules import CORRECTABLE, Material

BODY = (
    "We write about **Ilja Brandt**, who was detained on 3 March 2026 in Sarograd, and could not see his lawyer.\n\n"
    "He is not guilty of any crime; the prosecution asks for seven years. Is this justice?\n\n"
    "1. Release him.\n2. Let a doctor see him.\n\n"
    "We thank you for your attention."
)
LETTER = Content(
    language="en",
    campaign="The case of Ilja Brandt",
    framing="He is held without charge.",
    title="Release Ilja Brandt",
    letterhead_address="Rue Exemple 1\n1000 Brussels",
    place="Brussels",
    dated_on=date(2026, 11, 23),
    addressees=(AddresseeBlock(name="H.E. Mr Anton Varga", office="President of Sarovia"),),
    subject="Detention of Ilja Brandt",
    body=BODY,
    closing="Yours faithfully,",
    cc="EU Delegation to Sarovia",
)


def reasons(before: Content, after: Content) -> set[Material]:
    return {each.material for each in rules.material([before], after)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("detained", "detainned"),
        ("detained", "Detained"),
        ("prosecution", "prosecusion"),
        ("lawyer.", "lawyer"),
        ("who was", "who wsa"),
        ("crime;", "crime,"),
        ("attention", "attentoin"),
        ("Sarograd, and", "Sarograd and"),
        ("Sarograd", "Şarograd"),
    ],
)
def test_a_typo_may_be_a_correction(old: str, new: str) -> None:
    assert old in BODY
    assert rules.material([LETTER], replace(LETTER, body=BODY.replace(old, new))) == ()
    assert rules.material([replace(LETTER, body=BODY.replace(old, new))], LETTER) == ()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("is not guilty", "is guilty", Material.WORDS),
        ("is not guilty", "is now guilty", Material.WORDS),
        ("guilty", "unguilty", Material.WORDS),
        ("could not", "would not", Material.WORDS),
        ("detained", "deported", Material.WORDS),
        ("about **Ilja", "about **Olja", Material.WORDS),
        ("who was", "who is", Material.WORDS),
        ("3 March", "8 March", Material.NUMBER),
        ("2026", "2025", Material.NUMBER),
        ("3 March", "-3 March", Material.NUMBER),
        ("seven", "seventy", Material.NUMBER),
        ("seven", "eleven", Material.NUMBER),
        ("Release him.", "Release hym.", Material.DEMAND),
        ("2. Let a doctor see him.", "2. Let a docter see him.", Material.DEMAND),
        ("1. Release him.\n2. Let a doctor see him.", "1. Release him.", Material.LINES),
        ("\n\nWe thank", "\n\nArrest him.\n\nWe thank", Material.LINES),
        ("justice?", "justice.", Material.MARKS),
        ("**Ilja Brandt**", "*Ilja Brandt*", Material.MARKS),
        ("Sarograd", "“Sarograd”", Material.MARKS),
        ("attention.", "attention\u202e.", Material.MARKS),
        ("attention.", "[attention](https://example.org).", Material.WORDS),
    ],
)
def test_what_changes_the_meaning_is_material(old: str, new: str, reason: Material) -> None:
    assert old in BODY
    assert reason in reasons(LETTER, replace(LETTER, body=BODY.replace(old, new)))
    assert reasons(replace(LETTER, body=BODY.replace(old, new)), LETTER)


@pytest.mark.parametrize("part", [part for part in changes.PARTS if part not in CORRECTABLE])
def test_who_to_whom_and_about_what_is_never_a_correction(part: str) -> None:
    other = {
        "dated_on": date(2026, 11, 24),
        "initiators_first": False,
        "addressees": (replace(LETTER.addressees[0], name="H.E. Mr Anton Vargas"),),
    }.get(part, f"{getattr(LETTER, part)}s")
    assert Material.PART in reasons(LETTER, replace(LETTER, **{part: other}))


def test_every_part_of_a_text_is_compared() -> None:
    assert set(changes.PARTS) == {each.name for each in fields(Content)} - {"format"}


def test_a_link_keeps_its_address() -> None:
    before = replace(LETTER, body="See [the report](https://example.org/reporta) of them.")
    assert Material.MARKS in reasons(before, replace(before, body=before.body.replace("reporta", "reportb")))


def test_many_typos_are_more_than_a_correction() -> None:
    words = ["prisoner"] * 100
    before = replace(LETTER, body=" ".join(words))
    two = replace(LETTER, body=" ".join(["prisonner"] * 2 + words[2:]))
    three = replace(LETTER, body=" ".join(["prisonner"] * 3 + words[3:]))
    assert reasons(before, two) == set()
    assert reasons(before, three) == {Material.TOO_MANY}


def test_small_steps_do_not_lead_far() -> None:
    """Each step from the last text is a typo; the way from the text that was signed is not."""
    steps = [replace(LETTER, body=f"The prisoner {word} him.") for word in ("ordered", "ordered", "border")]
    chain = [replace(LETTER, body=f"We {word} him.") for word in ("support", "suppord", "suppords")]
    assert rules.material(chain[1:2], chain[2]) == ()
    assert rules.material(chain[:2], chain[2])
    assert rules.material(steps[:1], steps[1]) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("teh", "the", True),
        ("not", "now", False),
        ("no", "on", False),
        ("ill", "all", False),
        ("legal", "illegal", False),
        ("uniformed", "uninformed", True),
        ("eight", "eighty", False),
        ("Brandt", "Brand", True),
        ("Brandt", "Brunner", False),
        ("Štětina", "Stetina", True),
    ],
)
def test_words_that_may_be_one_word_misspelt(one: str, other: str, same: bool) -> None:
    assert spelling.is_respelled(one, other) is same
    assert spelling.is_respelled(other, one) is same
