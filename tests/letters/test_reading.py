"""What is heard and copied: the order of the letter, whole words, and every name."""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pymupdf
import pytest

import letters
from letters.document import Paragraph, Span
from tests import tools
from tests.letters.gallery import GALLERY, with_autographs
from tests.letters.samples import letter, members, plain
from tests.letters.scripts import SCRIPTS, in_script


def heard(pdf: bytes, folder: Path) -> str:
    """What the structure tree says, in its order, as poppler reads it."""
    reader = tools.require("pdfinfo", "poppler-utils")
    (folder / "letter.pdf").write_bytes(pdf)
    answer = subprocess.run([reader, "-struct-text", folder / "letter.pdf"], capture_output=True, text=True, check=True)
    return answer.stdout


def copied(pdf: bytes, folder: Path) -> list[str]:
    """The text as two independent programs copy it, on one line."""
    reader = tools.require("pdftotext", "poppler-utils")
    (folder / "letter.pdf").write_bytes(pdf)
    answer = subprocess.run([reader, folder / "letter.pdf", "-"], capture_output=True, text=True, check=True)
    with pymupdf.open(stream=pdf) as opened:
        second = "\n".join(page.get_text() for page in opened)
    return [" ".join(text.replace("\u00ad\n", "").split()) for text in (answer.stdout, second)]


def test_a_screen_reader_reads_letter_demands_and_names_in_order(tmp_path: Path) -> None:
    text = heard(letters.typeset(letter(7)), tmp_path)
    parts = [
        "Harbour Watch Foundation", "Strasbourg, 12 May 2026", "H.E. Mr Aksel Rydahl President of the Republic",
        "The detention of the journalist", "Your Excellency,", "We, the undersigned", "What we ask",
        "access to his lawyers", "independent inquiry", "to release him", "Yours sincerely", "Signatories",
        *(f"{who.given} {who.surname}" for who in members(7)), "Copy to:",
    ]  # fmt: skip
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_a_footnote_is_read_where_its_mark_stands(tmp_path: Path) -> None:
    text = heard(letters.typeset(letter(0)), tmp_path)
    order = [
        text.index(part) for part in ("since 14 March 2026.", "Decision of the District Court", "According to his")
    ]
    assert order == sorted(order)


def test_the_heading_of_a_divided_table_is_seen_on_every_page_and_read_once(tmp_path: Path) -> None:
    pdf = letters.typeset(GALLERY["long-table"]())
    with pymupdf.open(stream=pdf) as opened:
        seen = [(page.get_text().count("Court file"), page.get_text().count("What happened")) for page in opened]
    assert sum(headings for _, headings in seen) >= 3
    assert all(headings == 1 for rows, headings in seen if rows)
    assert heard(pdf, tmp_path).count("What happened") == 1


def test_words_at_the_ends_of_lines_neither_join_nor_stay_divided(tmp_path: Path) -> None:
    body = letter(0).body
    paragraph = body[1]
    assert isinstance(paragraph, Paragraph)
    text = heard(letters.typeset(letter(0)), tmp_path)
    for phrase in ("Covenant on Civil and Political Rights", "on the lawfulness of the detention"):
        assert phrase in "".join(span.text for span in paragraph.spans)
        assert phrase in text


@pytest.mark.parametrize("count", [50, 720])
def test_every_name_is_copied_whole_by_two_programs(count: int, tmp_path: Path) -> None:
    for text in copied(letters.typeset(letter(count)), tmp_path):
        assert [who for who in members(count) if f"{who.given} {who.surname}" not in text] == []


@pytest.mark.parametrize("language", sorted(SCRIPTS))
def test_every_script_is_copied_as_it_was_typed(language: str, tmp_path: Path) -> None:
    subject, wanted = SCRIPTS[language]
    texts = copied(letters.typeset(in_script(language)), tmp_path)
    # A program may guess spaces between East Asian signs and turn right-to-left runs: the letters must be there.
    for text in texts:
        assert sorted(set(wanted + subject) - set(text) - set(" \u0651")) == []


def private_use(text: str) -> Iterator[str]:
    return (character for character in text if "\ue000" <= character <= "\uf8ff" or character == "\ufffd")


@pytest.mark.parametrize("name", ["format-A", "long-names", "template-bilingual", "script-ar", "script-ja"])
def test_no_private_characters_reach_the_text(name: str, tmp_path: Path) -> None:
    for text in copied(letters.typeset(GALLERY[name]()), tmp_path):
        assert list(private_use(text)) == []


def test_a_signature_that_is_seen_says_whose_it_is() -> None:
    with pikepdf.open(io.BytesIO(letters.typeset(with_autographs(3)))) as opened:
        said = [
            str(it.Alt) for it in opened.objects if isinstance(it, pikepdf.Dictionary) and it.get("/S") == "/Figure"
        ]
    assert said == [f"Signature of {who.given} {who.surname}" for who in members(3)]


def test_small_capitals_are_copied_as_capitals() -> None:
    who = members(1)[0]
    with pymupdf.open(stream=letters.typeset(letter(1))) as opened:
        assert who.surname in opened[1].get_text()


def test_a_ligature_is_copied_as_its_letters() -> None:
    with pymupdf.open(stream=letters.typeset(letter(0, body=(plain("the office files first affairs"),)))) as opened:
        assert "the office files first affairs" in opened[0].get_text()


def test_a_phrase_in_another_language_says_so(tmp_path: Path) -> None:
    foreign = Paragraph(spans=(Span(text="They wrote "), Span(text="«угроза»", language="ru"), Span(text=" twice.")))
    text = heard(letters.typeset(letter(0, body=(foreign,))), tmp_path)
    assert text.index("They wrote") < text.index("«угроза»") < text.index("twice.")
