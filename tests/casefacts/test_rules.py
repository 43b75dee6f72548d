"""What templates say, and what new facts change in a text that was worked on."""

import re

import pytest

from campaign.casefacts import rules, texts, words
from campaign.casefacts.phrases import Template
from campaign.drafting import facts, markdown
from campaign.drafting.facts import FACTS, Kind

KNOWN = {each.name: "2026-03-12" if each.kind is Kind.DAY else f"the {each.words}" for each in FACTS}
PRISONER = texts.POLITICAL_PRISONER

every_template = pytest.mark.parametrize("template", texts.ALL, ids=lambda each: each.key)


@every_template
def test_with_all_facts_nothing_is_left_to_be_filled_in(template: Template) -> None:
    made = rules.made(template, {each.name: KNOWN[each.name] for each in rules.uses(template)})
    whole = "\n".join(rules.parts(made).values())
    assert facts.missing_in(whole) == ()
    assert not re.search(r"[{}]", whole)
    assert "12 March 2026" in whole


@every_template
def test_without_facts_everything_needed_is_marked(template: Template) -> None:
    whole = "\n".join(rules.parts(rules.made(template, {})).values())
    assert set(facts.missing_in(whole)) == {each.words for each in rules.uses(template) if each.is_needed}


@every_template
def test_a_template_is_a_letter_that_the_page_can_show(template: Template) -> None:
    made = rules.made(template, KNOWN)
    html = markdown.to_html(made.body)
    assert html.count("<li>") >= len(template.demands)
    assert "undersigned Members of the European Parliament" in html
    assert template.key in words.TEMPLATES


def test_every_fact_has_a_label_and_is_used() -> None:
    used = {each.name for template in texts.ALL for each in rules.uses(template)}
    assert used == {each.name for each in FACTS} == set(words.LABELS)


def test_further_requests_go_on_in_the_numbering() -> None:
    made = rules.made(PRISONER, KNOWN | {"requests": "Let the family visit.\nReturn the papers."})
    assert "\n5. Let the family visit.\n6. Return the papers." in made.body


def _offer(text: str, before: dict[str, str], after: dict[str, str]) -> rules.Offer:
    old, new = (rules.parts(rules.made(PRISONER, each)) for each in (before, after))
    return rules.offer(old | {"body": text}, old, new, after)


def test_a_new_fact_reaches_a_passage_that_still_stands_as_it_was_made() -> None:
    body = rules.made(PRISONER, KNOWN).body
    typed = body.replace("write to you about", "write to you with great concern about") + "\n\nOur own paragraph."
    offer = _offer(typed, KNOWN, KNOWN | {"charge": "extremism"})
    assert "is accused of extremism" in offer.parts["body"]
    assert "with great concern" in offer.parts["body"]
    assert offer.parts["body"].endswith("Our own paragraph.")
    assert offer.lost == 0


def test_a_passage_that_was_rewritten_is_never_written_over() -> None:
    typed = rules.made(PRISONER, KNOWN).body.replace("is accused of", "stands accused of")
    offer = _offer(typed, KNOWN, KNOWN | {"charge": "extremism"})
    assert offer.parts["body"] == typed
    assert offer.lost == 1


def test_a_place_marked_as_missing_is_filled_in_a_rewritten_passage_too() -> None:
    before = {name: value for name, value in KNOWN.items() if name != "charge"}
    typed = rules.made(PRISONER, before).body.replace("is accused of", "stands accused of")
    offer = _offer(typed, before, KNOWN | {"charge": "extremism"})
    assert "stands accused of extremism" in offer.parts["body"]


def test_demands_are_found_though_one_was_added_between() -> None:
    typed = rules.made(PRISONER, KNOWN).body.replace("2. the case", "2. Something of ours.\n3. the case")
    offer = _offer(typed, KNOWN, KNOWN | {"person": "Ilja Brandt"})
    assert "1. Ilja Brandt is released" in offer.parts["body"]
    assert "2. Something of ours." in offer.parts["body"]


def test_an_untouched_part_follows_though_another_was_typed() -> None:
    offer = _offer("Ours.", KNOWN, KNOWN | {"person": "Ilja Brandt"})
    assert offer.parts["subject"] == "Detention of Ilja Brandt"
    assert offer.parts["body"] == "Ours."
