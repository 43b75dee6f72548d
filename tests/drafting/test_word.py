"""Letters that come as Word files, kind and hostile ones."""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from PIL import Image

from campaign.drafting import markdown, word
from campaign.drafting.word.found import Loss
from campaign.drafting.word.package import MAIN

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> io.BytesIO:
    file = io.BytesIO()
    document.save(file)
    file.seek(0)
    return file


def zipped(**parts: str | bytes) -> io.BytesIO:
    """A package with these parts; the main one holds `body` in a document."""
    file = io.BytesIO()
    body = parts.pop("body", "")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        document = body if isinstance(body, bytes) else f"<w:document {W}><w:body>{body}</w:body></w:document>"
        archive.writestr(MAIN, document)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    file.seek(0)
    return file


def test_a_letter_from_word_reads_as_it_did() -> None:
    document = docx.Document()
    document.add_heading("What we ask", 1)
    paragraph = document.add_paragraph("We write about ")
    paragraph.add_run("Ilja Brandt").bold = True
    paragraph.add_run(", held ")
    paragraph.add_run("since March").italic = True
    paragraph.add_run(".")
    document.add_paragraph("Release him.", style="List Number")
    document.add_paragraph("Let a doctor see him.", style="List Number")
    document.add_paragraph("a point", style="List Bullet")
    document.add_paragraph("He said so.", style="Quote")
    found = word.read(saved(document))
    assert found.text == (
        "## What we ask\n\nWe write about **Ilja Brandt**, held *since March*.\n\n"
        "1. Release him.\n2. Let a doctor see him.\n- a point\n\n> He said so."
    )
    assert not +found.lost


def test_a_table_comes_as_a_table() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for place, text in enumerate(("Day", "Event", "3 May", "Hearing | adjourned")):
        table.cell(place // 2, place % 2).text = text
    assert word.read(saved(document)).text == "| Day | Event |\n| --- | --- |\n| 3 May | Hearing \\| adjourned |"


def test_signs_that_mean_something_here_come_as_they_were_written() -> None:
    document = docx.Document()
    document.add_paragraph("5 * 3 * 2, [x](y), C:\\dir, # one, <b>, snake_case_name, _x_")
    document.add_paragraph("# no heading")
    document.add_paragraph("2017. A year.")
    text = word.read(saved(document)).text
    shown = markdown.to_html(text)
    assert "<p>5 * 3 * 2, [x](y), C:\\dir, # one, &lt;b&gt;, snake_case_name, _x_</p>" in shown
    assert "<p># no heading</p>" in shown
    assert "<p>2017. A year.</p>" in shown


def test_a_placeholder_stays_one() -> None:
    document = docx.Document()
    document.add_paragraph("Release [NAME] now.")
    assert word.read(saved(document)).text == "Release [NAME] now."


def test_footnotes_come_along() -> None:
    body = '<w:p><w:r><w:t>Held.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    note = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>Since March.</w:t></w:r></w:p></w:footnote>'
    found = word.read(zipped(body=body, footnotes=f"<w:footnotes {W}>{note}</w:footnotes>"))
    assert found.text == "Held.[^1]\n\n[^1]: Since March."


def test_tracked_changes_are_taken_as_accepted_and_named() -> None:
    body = (
        "<w:p><w:r><w:t>We </w:t></w:r><w:ins><w:r><w:t>strongly </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>weakly </w:delText></w:r></w:del><w:r><w:t>ask.</w:t></w:r></w:p>"
    )
    found = word.read(zipped(body=body))
    assert found.text == "We strongly ask."
    assert found.lost == {Loss.INSERTION: 1, Loss.DELETION: 1}


def test_pictures_are_named() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    document = docx.Document()
    document.add_paragraph("See:")
    document.add_picture(picture)
    assert word.read(saved(document)).lost == {Loss.IMAGE: 1}


def test_comments_and_text_boxes_are_named_and_the_box_is_quoted() -> None:
    document = docx.Document()
    run = document.add_paragraph("Text").add_run()
    run._r.append(parse_xml(f'<w:commentReference {W} w:id="1"/>'))
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed words</w:t></w:r></w:p></w:txbxContent>"
    run._r.append(parse_xml(f"<w:pict {W}>{box}</w:pict>"))
    found = word.read(saved(document))
    assert found.lost == {Loss.COMMENT: 1, Loss.TEXT_BOX: 1}
    assert found.boxes == ("Boxed words",)


def test_hidden_text_never_enters_a_letter() -> None:
    document = docx.Document()
    document.add_paragraph("Seen.").add_run("Unseen.").font.hidden = True
    found = word.read(saved(document))
    assert (found.text, found.lost) == ("Seen.", {Loss.CHARACTERS: 1})


def test_a_text_beyond_the_bound_is_cut_and_said_to_be() -> None:
    document = docx.Document()
    document.add_paragraph("word " * 9000)
    found = word.read(saved(document))
    assert len(found.text) <= markdown.MAX_LENGTH
    assert found.lost[Loss.TOO_LONG]


def entity_bomb() -> io.BytesIO:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]><w:document {W}><w:body>&l9;</w:body></w:document>'
    return zipped(body=document.encode())


def external_entity() -> io.BytesIO:
    document = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document {W}><w:body>&e;</w:body></w:document>'
    )
    return zipped(body=document.encode())


def zip_bomb() -> io.BytesIO:
    return zipped(body=b"<a>" + b" " * 200_000_000 + b"</a>")


def lying_zip() -> io.BytesIO:
    """A directory that claims a small part where a large one is packed."""
    data = bytearray(zip_bomb().getvalue())
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    return io.BytesIO(bytes(data))


def deep_nest() -> io.BytesIO:
    return zipped(body="<w:p>" + "<w:sdt>" * 20_000 + "</w:sdt>" * 20_000 + "</w:p>")


def square_table() -> io.BytesIO:
    """A row of many cells, and many rows of none: the table has them all."""
    return zipped(body="<w:tbl><w:tr>" + "<w:tc/>" * 20_000 + "</w:tr>" + "<w:tr/>" * 20_000 + "</w:tbl>")


def notes_of_notes() -> io.BytesIO:
    """Each note calls the next one twice: a billion of them at the end."""
    call = '<w:p><w:r><w:footnoteReference w:id="{0}"/><w:footnoteReference w:id="{0}"/></w:r></w:p>'
    notes = "".join(f'<w:footnote w:id="{at}">{call.format(at + 1)}</w:footnote>' for at in range(30))
    return zipped(body=call.format(0), footnotes=f"<w:footnotes {W}>{notes}</w:footnotes>")


def one_note_called_often() -> io.BytesIO:
    note = f'<w:footnote w:id="1"><w:p><w:r><w:t>{"x" * 1_000_000}</w:t></w:r></w:p></w:footnote>'
    call = '<w:r><w:footnoteReference w:id="1"/></w:r>' * 10_000
    return zipped(body=f"<w:p>{call}</w:p>", footnotes=f"<w:footnotes {W}>{note}</w:footnotes>")


def a_list_of_lists() -> io.BytesIO:
    number = '<w:p><w:pPr><w:numPr><w:numId w:val="{0}"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    shape = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    lists = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="0"/></w:num>' for at in range(1, 20_000))
    body = "".join(map(number.format, range(1, 20_000)))
    return zipped(body=body, numbering=f"<w:numbering {W}>{shape}{lists}</w:numbering>")


HOSTILE: list[Callable[[], io.BytesIO]] = [
    entity_bomb,
    external_entity,
    zip_bomb,
    lying_zip,
    deep_nest,
    square_table,
    notes_of_notes,
    one_note_called_often,
    a_list_of_lists,
    lambda: io.BytesIO(b""),
    lambda: io.BytesIO(b"%PDF-1.7"),
    lambda: io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    lambda: io.BytesIO(b"PK\x03\x04" + b"\0" * 100),
    lambda: io.BytesIO(b"\0" * (15 * 1024 * 1024 + 1)),
    lambda: zipped(body=b"no xml"),
    lambda: zipped(body=b"<other/>"),
    lambda: zipped(body=f"<w:document {W}>".encode()),
]


@pytest.mark.parametrize("file", HOSTILE)
def test_a_hostile_file_is_refused_with_what_to_do(file: Callable[[], io.BytesIO]) -> None:
    with pytest.raises(word.NotWord) as refused:
        word.read(file())
    assert refused.value.status == 422
    assert "try again" in str(refused.value.sentence)
