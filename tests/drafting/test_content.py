"""One text, one digest: the normalised text and what changes it."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from campaign.drafting import content as contents
from campaign.drafting import normal
from campaign.drafting.content import AddresseeBlock, Content
from campaign.drafting.models import Initiator
from tests import factories

LETTER = Content(
    language="en",
    campaign="The case of Ilja Brandt",
    framing="He is held without charge.\n\nWe ask for his release.",
    title="Release Ilja Brandt",
    letterhead_name="Example Rights Network",
    letterhead_address="Rue Exemple 1\n1000 Brussels",
    place="Brussels",
    dated_on=date(2026, 11, 23),
    addressees=(
        AddresseeBlock(name="H.E. Mr Anton Varga", office="President of Sarovia", salutation="Your Excellency,"),
    ),
    subject="Detention of Ilja Brandt",
    body="We write about **Ilja Brandt**.\n\n1. Release him.",
    closing="Yours faithfully,",
    cc="EU Delegation to Sarovia",
)
blocks = st.builds(AddresseeBlock, name=st.text(), office=st.text(), postal=st.text(), salutation=st.text())
letters = st.builds(
    Content,
    language=st.sampled_from(["en", "fr", "kk"]),
    campaign=st.text(),
    framing=st.text(),
    title=st.text(),
    place=st.text(),
    dated_on=st.none() | st.dates(),
    addressees=st.lists(blocks, max_size=3).map(tuple),
    subject=st.text(),
    body=st.text(),
    closing=st.text(),
    cc=st.text(),
    initiators_first=st.booleans(),
)


def test_the_text_can_be_recomputed_from_its_description() -> None:
    """Written by hand after docs/revision-text.md, not by the program."""
    expected = """\
Undersigned letter text, format 2
Language
  en
Campaign
  The case of Ilja Brandt
Campaign, framing
  He is held without charge.

  We ask for his release.
Title
  Release Ilja Brandt
Letterhead, name
  Example Rights Network
Letterhead, address
  Rue Exemple 1
  1000 Brussels
Letterhead, SHA-256 of the logo
Place
  Brussels
Date
  2026-11-23
Addressee 1, name
  H.E. Mr Anton Varga
Addressee 1, office
  President of Sarovia
Addressee 1, postal
Addressee 1, email
Addressee 1, salutation
  Your Excellency,
Addressee 1, language
Subject
  Detention of Ilja Brandt
Body
  We write about **Ilja Brandt**.

  1. Release him.
Closing
  Yours faithfully,
Copies to
  EU Delegation to Sarovia
List of signatories, format
  A
List of signatories, order
  alphabetical
List of signatories, initiators first
  yes
"""
    assert contents.canonical_text(LETTER) == expected
    assert contents.digest(LETTER) == hashlib.sha256(expected.encode()).hexdigest()


@given(letters)
def test_a_content_survives_storage(content: Content) -> None:
    again = contents.from_dict(json.loads(json.dumps(contents.to_dict(content))))
    assert again == content
    assert contents.digest(again) == contents.digest(content)


@given(letters, letters)
def test_two_letters_share_a_digest_only_if_they_are_the_same(one: Content, other: Content) -> None:
    assert (contents.digest(one) == contents.digest(other)) == (one == other)


@given(letters, st.sampled_from(["subject", "body", "closing", "cc", "place", "title"]), st.text())
def test_words_moved_between_parts_change_the_digest(content: Content, part: str, words: str) -> None:
    changed = replace(content, **{part: getattr(content, part) + "\n" + words})
    assert (contents.digest(changed) == contents.digest(content)) == (changed == content)


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normal.lines(normal.lines(text)) == normal.lines(text)
    assert normal.line(normal.line(text)) == normal.line(text)


@given(st.text())
def test_a_normal_text_has_no_trailing_spaces_and_only_line_feeds(text: str) -> None:
    tidy = normal.lines(text)
    assert "\r" not in tidy
    assert "\t" not in tidy
    assert all(line == line.rstrip() for line in tidy.split("\n"))
    tidy.encode()


@pytest.mark.parametrize("name", [each.name for each in fields(Content)])
def test_every_part_is_in_the_digest(name: str) -> None:
    other = {
        "dated_on": date(2026, 11, 24),
        "addressees": (),
        "initiators_first": False,
        "format": 1,
    }.get(name, "something else")
    assert contents.digest(replace(LETTER, **{name: other})) != contents.digest(LETTER)


@pytest.mark.parametrize("name", [each.name for each in fields(AddresseeBlock)])
def test_every_part_of_an_addressee_is_in_the_digest(name: str) -> None:
    changed = replace(LETTER.addressees[0], **{name: "something else"})
    assert contents.digest(replace(LETTER, addressees=(changed,))) != contents.digest(LETTER)


def test_no_typed_line_passes_for_another_part() -> None:
    forged = replace(LETTER, body=LETTER.body + "\nClosing\n  Yours faithfully,", closing="")
    assert contents.digest(forged) != contents.digest(LETTER)


def test_windows_line_ends_and_decomposed_letters_make_no_difference() -> None:
    typed = replace(LETTER, body="Caf\u00e9  \r\nnext", subject="Stetina")
    same = replace(LETTER, body="Cafe\u0301\nnext\n\n", subject=" Stetina ")
    assert contents.digest(typed) == contents.digest(same)


def test_another_format_is_refused_rather_than_guessed() -> None:
    with pytest.raises(ValueError, match="format 3"):
        contents.from_dict(contents.to_dict(LETTER) | {"format": 3})


def test_a_text_frozen_in_the_first_format_keeps_its_digest() -> None:
    """The row as the program stored it before there was a framing."""
    stored = json.loads((Path(__file__).parent / "data" / "revision-format-1.json").read_text())
    content = contents.from_dict(stored["content"])
    assert contents.canonical_text(content) == stored["text"]
    assert contents.digest(content) == stored["digest"] == hashlib.sha256(stored["text"].encode()).hexdigest()


def test_consent_names_every_addressee_and_every_copy() -> None:
    assert LETTER.authorities == ("H.E. Mr Anton Varga, President of Sarovia", "EU Delegation to Sarovia")


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "13 December 2017"),
        ("fr", "13 décembre 2017"),
        ("de", "13. Dezember 2017"),
        ("pl", "13 grudnia 2017 r."),
        ("ru", "13 декабря 2017 года"),
    ],
)
def test_the_date_is_written_as_its_language_does(language: str, written: str) -> None:
    assert replace(LETTER, language=language, dated_on=date(2017, 12, 13)).dated == written


def test_the_documented_example_has_the_documented_digest() -> None:
    page = (Path(__file__).parents[2] / "docs" / "revision-text.md").read_text()
    example = page.split("```text\n")[1].split("```")[0]
    letter = Content(
        language="en",
        campaign="The case of Ilja Brandt",
        framing="He has been held without charge since March.",
        title="Release Ilja Brandt",
        place="Brussels",
        dated_on=date(2026, 11, 23),
        addressees=(
            AddresseeBlock(
                name="H.E. Mr Anton Varga",
                office="President of Sarovia",
                postal="1 Palace Square\n10000 Sarograd",
                salutation="Your Excellency,",
            ),
        ),
        subject="Detention of Ilja Brandt",
        body="We write about **Ilja Brandt**, held since March.\n\n1. Release him.\n2. Let a doctor see him.",
        closing="Yours faithfully,",
    )
    assert contents.canonical_text(letter) == example
    assert f"`{contents.digest(letter)}`" in page


def test_no_member_is_named_by_the_text_before_signing(session: Session) -> None:
    member = factories.make_member(session, surname="ACKERSTEIN")
    letter = factories.make_letter(session)
    letter.initiators.append(Initiator(ep_id=member.ep_id, position=1))
    session.flush()
    assert "ACKERSTEIN" not in contents.canonical_text(contents.of_letter(letter))
