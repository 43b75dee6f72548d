"""typst as PDF/A-3a and PDF/UA-1 at once: the one peer that can; its data comes as JSON.

The signatories are a table with one row for each and two cells in it, as in our file.
"""

import json
from collections.abc import Callable
from pathlib import Path

import typst

from benchmarks.pdf_peers.markup import svg

SOURCE = r"""
#let letter = json("LETTER")
#set document(title: letter.title, date: datetime(year: 2026, month: 5, day: 12))
#set page(paper: "a4", margin: (x: 28mm, y: 25mm),
  footer: context text(8pt)[#letter.footer · #counter(page).display("1/1", both: true)])
#set text(font: "Bench Serif", size: 10.5pt, lang: "en")
#set par(justify: true)
#let inside(spans) = for span in spans {
  let body = span.text
  if span.bold { strong(body) } else if span.italic { emph(body) } else { body }
  if span.note != none { footnote(letter.notes.at(span.note - 1)) }
}
#letter.head.join(linebreak())
#grid(columns: letter.addressees.len(), gutter: 12pt, ..letter.addressees.map(each => each.join(linebreak())))
#letter.date
= #letter.subject
#for each in letter.salutations [#each #parbreak()]
#for block in letter.blocks {
  if block.kind == "h" { heading(level: 2, inside(block.spans)) }
  else if block.kind == "quote" { quote(block: true, inside(block.spans)) }
  else if block.kind == "li" { enum.item(inside(block.spans)) }
  else { par(inside(block.spans)) }
}
#letter.closing
== Signatories
#set par(justify: false)
#columns(3, table(columns: (auto, 1fr), stroke: none, inset: (x: 0pt, y: 2pt), column-gutter: 4pt,
  ..letter.names.map(member => (
    [#if member.svg != none [
      #image(bytes(member.svg), format: "svg", height: 20pt, alt: "Signature of " + member.name) \ ]
      #text(9.5pt, member.name)],
    text(8pt, member.affiliation)
  )).flatten()))
#emph(letter.summary)

Copy to: #letter.cc.join(linebreak())
"""


def prepare(folder: Path, drawn: bool) -> Callable[[], bytes]:
    return maker(folder, drawn, SOURCE)


def maker(folder: Path, drawn: bool, template: str) -> Callable[[], bytes]:
    letter = json.loads((folder / ("drawn.json" if drawn else "text.json")).read_text())
    for member in letter["names"]:
        strokes = member.pop("strokes")
        member["svg"] = svg(member["name"], strokes) if strokes else None
        member["paths"] = [_curves(flat) for flat in strokes["paths"]] if strokes else []
    name = "typst-drawn.json" if drawn else "typst-text.json"
    (folder / name).write_text(json.dumps(letter, ensure_ascii=False))
    source = template.replace("LETTER", name).encode()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder)]) if hasattr(typst, "Fonts") else None
    where = {"font_paths": fonts} if fonts else {"font_paths": [str(folder)], "ignore_system_fonts": True}

    def make() -> bytes:
        return typst.compile(source, root=str(folder), pdf_standards=["a-3a", "ua-1"], **where)

    return make


def _curves(flat: list[int]) -> dict:
    return {"start": flat[:2], "curves": [flat[at : at + 6] for at in range(2, len(flat), 6)]}
