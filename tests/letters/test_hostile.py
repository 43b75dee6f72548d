"""Whatever is typed is printed as text or refused with its place: never interpreted, never endless."""

import time

import pymupdf
import pytest
from page import validate_pdf_bytes

import letters
from letters.document import Block, Bullets, Heading, Numbered, Paragraph, Quote, Section, SignatureList, Span, Table
from letters.errors import LettersError, MissingGlyphs
from tests.letters.samples import letter, member, plain

MARKUP = [
    "<img src='file:///etc/passwd'>",
    "AT&T <b>bold</b> &amp; <!-- x -->",
    ") Tj ET Q q BT (",
    "\\) >> endobj trailer",
    "{{ config }} {% raw %} ${7*7}",
    "<script>alert(1)</script>",
]


def text_of(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf) as opened:
        return "".join(" ".join(page.get_text().split()) for page in opened)


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_printed_as_it_was_typed(text: str) -> None:
    people = (member(1, given=text[:20].strip(), surname="TEST"),)
    pdf = letters.typeset(
        letter(1, title=text, subject=text, body=(plain(text),),
               signatures=SignatureList(sections=(Section(heading=text, signatories=people),)))
    )  # fmt: skip
    assert text_of(pdf).replace(" ", "").count(text.replace(" ", "")) >= 3


@pytest.mark.parametrize("character", "\u202e\u2066\u200b\u2028\u0000\u0007\ufffe\ue000\u061c\U000e0041")
def test_characters_that_hide_or_turn_text_are_refused_with_their_place(character: str) -> None:
    name = f"Anna{character}BERG"
    (missing,) = letters.missing_glyphs(name)
    assert (missing.character, missing.position) == (character, 4)
    with pytest.raises(MissingGlyphs):
        letters.typeset(letter(1, initiators=(member(1, surname=name),)))


def test_a_character_without_a_shape_is_named_in_plain_words() -> None:
    with pytest.raises(MissingGlyphs, match=r"EGYPTIAN HIEROGLYPH A001 \(U\+13000\) in “see 𓀀?.* here”"):
        letters.typeset(letter(0, body=(plain("see \U00013000 here"),)))


def test_every_letter_of_the_official_languages_has_a_shape() -> None:
    letters_of_europe = "ÁÂÃÄÅĄĂÆĆČĊÇĎĐÐÉÈÊËĚĘĒĖĞĢĠÍÎÏĪĮİĶŁĻĹĽŃŇŅÑÓÔÕÖŐØŒŔŘŚŠŞȘŤȚŢÚÛÜŮŰŪŲÝŸŹŽŻÞßẞ"
    greek_and_cyrillic = "ΆΈΉΊΌΎΏΪΫΐΰЀЍЉЊЌЏЋЂЃЁЇІЄҐӘҒҚҢӨҰҮҺ"
    for text in (letters_of_europe, letters_of_europe.lower(), greek_and_cyrillic, greek_and_cyrillic.lower()):
        assert letters.missing_glyphs(text) == []


def test_a_word_longer_than_the_line_is_broken_not_lost() -> None:
    word = "x" * 5000
    assert text_of(letters.typeset(letter(0, body=(plain(word),)))).count("x") >= 5000


def test_words_glued_over_many_spans_are_broken_too() -> None:
    glued = Paragraph(spans=tuple(Span(text="abcdefghij", bold=bool(i % 2)) for i in range(200)))
    letters.typeset(letter(0, body=(glued,)))


def test_a_language_that_nobody_knows_does_no_harm() -> None:
    letters.typeset(letter(1, language="x-nowhere", body=(plain("Some text of no language at all."),)))


def test_quotes_nested_without_end_are_refused() -> None:
    nested: Block = plain("deep")
    for _ in range(60):
        nested = Quote(blocks=(nested,))
    with pytest.raises(LettersError, match="levels"):
        letters.typeset(letter(0, body=(nested,)))


def test_quotes_nested_as_deep_as_allowed_still_have_width() -> None:
    nested: Block = plain("deep enough to need a second line when it is narrow")
    for _ in range(7):
        nested = Quote(blocks=(nested,))
    assert "deep enough" in text_of(letters.typeset(letter(0, body=(nested,))))


def test_ten_megabytes_of_text_are_refused_at_once() -> None:
    begun = time.process_time()
    with pytest.raises(LettersError, match="characters"):
        letters.typeset(letter(0, body=(plain("word " * 2_000_000),)))
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://", "\\\\host"]
)
def test_an_address_that_is_no_page_is_printed_but_cannot_be_clicked(address: str) -> None:
    linked = Paragraph(spans=(Span(text="Look here", link=address),))
    with pymupdf.open(stream=letters.typeset(letter(0, body=(linked,), notes=()))) as opened:
        assert "Look here" in opened[0].get_text()
        assert opened[0].get_links() == []


@pytest.mark.parametrize("address", ["https://example.org/a?b=ü", "http://example.org", "mailto:office@example.org"])
def test_a_page_or_a_mailbox_can_be_clicked(address: str) -> None:
    linked = Paragraph(spans=(Span(text="Look here", link=address),))
    with pymupdf.open(stream=letters.typeset(letter(0, body=(linked,), notes=()))) as opened:
        assert len(opened[0].get_links()) == 1


def test_words_of_mixed_alphabets_are_pointed_out() -> None:
    assert letters.mixed_scripts("Anna \u0410lberti, Қожахметқызы and Γεωργίου") == ["\u0410lberti,"]
    assert letters.mixed_scripts("Łukasz ŻÓŁĆ 2026") == []


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_odd_letters_are_valid_too(profile: str) -> None:
    odd = letter(
        1,
        title=" ",
        subject="",
        closing="",
        body=(
            Heading(level=3, spans=(Span(text="Deep at once"),)),
            Paragraph(spans=()),
            plain("   "),
            Heading(level=1, spans=()),
            Bullets(items=((), (plain("one"),))),
            Numbered(start=98, items=tuple((plain("many"),) for _ in range(4))),
            Table(header=((Span(text="A"),), ()), rows=(((), (Span(text="b"),)),)),
            Quote(blocks=()),
            Paragraph(spans=(Span(text="a mark without a note", note=9), Span(text=" and again", note=9))),
        ),
    )
    assert not validate_pdf_bytes(letters.typeset(odd), profile=profile).failures
