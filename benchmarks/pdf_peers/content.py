"""One letter for all makers: invented names, an invented state, plain data that needs nothing of ours to read."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pymupdf
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from benchmarks.pdf_peers.drawing import operators
from letters.document import Document, Heading, Numbered, Paragraph, Quote, Strokes
from letters.faces import ITALIC, ROMAN
from tests.letters import samples

FACES = {
    "regular": (ROMAN[0], {"opsz": 11, "wght": 400}),
    "italic": (ITALIC[0], {"opsz": 11, "wght": 400}),
    "bold": (ROMAN[0], {"opsz": 11, "wght": 700}),
}
STYLES = {"regular": "Regular", "italic": "Italic", "bold": "Bold"}
FAMILY = "Bench Serif"


def our_document(signatories: int, *, drawn: bool) -> Document:
    """The letter as our own input."""
    document = samples.letter(signatories)
    if not drawn:
        return document
    (section,) = document.signatures.sections
    people = tuple(
        replace(member, autograph=samples.autograph(index)) for index, member in enumerate(section.signatories)
    )
    return replace(document, signatures=replace(document.signatures, sections=(replace(section, signatories=people),)))


def write_content(folder: Path, signatories: int) -> None:
    """Write the letter as JSON and its three faces as static files, for makers that know nothing of ours."""
    for drawn in (False, True):
        document = our_document(signatories, drawn=drawn)
        name = "drawn.json" if drawn else "text.json"
        (folder / name).write_text(json.dumps(_plain(document), ensure_ascii=False))
    for name, (source, location) in FACES.items():
        _static_face(source.path, location, STYLES[name], folder / f"{name}.ttf")


def write_places(folder: Path, variant: str) -> None:
    """Write every string of our own file with its face and place: what the bare canvas draws again."""
    letter = json.loads((folder / f"{variant}.json").read_text())
    drawn = [operators(each["strokes"]) for each in letter["names"] if each["strokes"]]
    pages = []
    with pymupdf.open(folder / f"{variant}.pdf") as opened:
        share = -(-len(drawn) // len(opened))
        for number, page in enumerate(opened):
            blocks = page.get_text("dict")["blocks"]
            spans = [span for block in blocks for line in block.get("lines", []) for span in line["spans"]]
            paths = [_stored(path, at) for at, path in enumerate(drawn[number * share : (number + 1) * share])]
            pages.append({"strings": [_placed(span) for span in spans], "paths": paths})
    (folder / f"places-{variant}.json").write_text(json.dumps(pages))


def _stored(path: str, place: int) -> str:
    """A drawn signature somewhere on the page, as finished operators."""
    x, y = 79 + place % 3 * 146, 800 - place // 3 * 30
    return f"q .08 0 0 -.08 {x} {y} cm 10 w 1 J 1 j {path} S Q"


def _placed(span: dict[str, Any]) -> list[Any]:
    face = "italic" if "Italic" in span["font"] or "It" in span["font"].split("+")[-1] else "regular"
    face = "bold" if span["flags"] & pymupdf.TEXT_FONT_BOLD else face
    x, y = span["origin"]
    return [face, round(span["size"], 2), round(x, 2), round(842 - y, 2), span["text"]]


def _plain(document: Document) -> dict[str, Any]:
    members = [member for section in document.signatures.sections for member in section.signatories]
    return {
        "title": document.title,
        "head": [document.letterhead.name, *document.letterhead.address],
        "addressees": [[each.name, each.office, *each.postal] for each in document.addressees],
        "date": f"{document.place}, {document.date_text}",
        "subject": document.subject,
        "salutations": [each.salutation for each in document.addressees],
        "blocks": [block for each in document.body for block in _blocks(each)],
        "notes": [_text(each.blocks[0]) for each in document.notes],
        "closing": document.closing,
        "names": [
            {
                "name": f"{member.given} {member.surname}",
                "affiliation": f"({member.country}, {member.group})",
                "strokes": _strokes(member.autograph) if isinstance(member.autograph, Strokes) else None,
            }
            for member in members
        ],
        "summary": document.signatures.summary,
        "cc": list(document.cc),
        "footer": f"{document.document_id} · {document.check_url}",
    }


def _blocks(block: Any, kind: str = "p") -> list[dict[str, Any]]:
    match block:
        case Paragraph():
            spans = [
                {"text": each.text, "bold": each.bold, "italic": each.italic, "note": each.note} for each in block.spans
            ]
            return [{"kind": kind, "spans": spans}]
        case Heading():
            return [{"kind": "h", "spans": [{"text": _text(block), "bold": True, "italic": False, "note": None}]}]
        case Numbered():
            return [made for item in block.items for each in item for made in _blocks(each, "li")]
        case Quote():
            return [made for each in block.blocks for made in _blocks(each, "quote")]
    raise TypeError(block)


def _text(block: Any) -> str:
    return "".join(span.text for span in block.spans)


def _strokes(drawn: Strokes) -> dict[str, Any]:
    return {"paths": [list(path) for path in drawn.paths], "width": drawn.width, "height": drawn.height}


def _static_face(path: Path, location: dict[str, float], style: str, target: Path) -> None:
    """A static file of a variable face with names of its own, as makers without variable fonts need it."""
    whole = hb.Face(hb.Blob.from_file_path(str(path)))
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    for tag, value in location.items():
        wanted.pin_axis_location(whole, tag, value)
    target.write_bytes(hb.subset(whole, wanted).blob.data)
    font = TTFont(target)
    names = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"BenchSerif-{style}", 16: FAMILY, 17: style}
    for record in list(font["name"].names):
        font["name"].removeNames(nameID=record.nameID)
    for number, name in names.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    selection = {"Regular": 0x40, "Italic": 0x01, "Bold": 0x20}[style]
    font["OS/2"].fsSelection = selection
    font["head"].macStyle = {"Regular": 0, "Italic": 2, "Bold": 1}[style]
    font.save(target)
