"""The letter as HTML and its drawn signatures as SVG paths, for makers that read those."""

from html import escape
from pathlib import Path
from typing import Any

CSS = """
@font-face {{ font-family: "Bench Serif"; src: url("{folder}/regular.ttf"); }}
@font-face {{ font-family: "Bench Serif"; src: url("{folder}/italic.ttf"); font-style: italic; }}
@font-face {{ font-family: "Bench Serif"; src: url("{folder}/bold.ttf"); font-weight: bold; }}
@page {{ size: A4; margin: 25mm 28mm; @bottom-left {{ content: "{footer} · " counter(page) "/" counter(pages);
  font: 8pt "Bench Serif"; }} }}
body {{ font: 10.5pt/1.35 "Bench Serif"; margin: 0; }}
p {{ text-align: justify; hyphens: auto; margin: 0 0 5pt; }}
h1, h2 {{ font-size: 11pt; margin: 10pt 0 4pt; }}
.addressees, .names {{ width: 100%; }}
.addressees td {{ vertical-align: top; padding-right: 12pt; font-size: 9.5pt; }}
.names td {{ width: 33%; font-size: 9.5pt; padding: 0 8pt 5pt 0; vertical-align: bottom; }}
.names small {{ display: block; font-size: 8pt; }}
.notes {{ font-size: 8.5pt; }}
svg {{ display: block; height: 20pt; }}
"""


def html(letter: dict[str, Any], folder: Path) -> str:
    """Give the whole page; notes stand at its end."""
    style = CSS.format(folder=folder.as_uri(), footer=letter["footer"])
    rows = [letter["names"][at : at + 3] for at in range(0, len(letter["names"]), 3)]
    names = "".join(f"<tr>{''.join(_cell(each) for each in row)}</tr>" for row in rows)
    notes = "".join(f"<li>{escape(each)}</li>" for each in letter["notes"])
    addressees = "".join(f"<td>{'<br>'.join(map(escape, each))}</td>" for each in letter["addressees"])
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(letter["title"])}</title>
<style>{style}</style></head><body>
<p>{"<br>".join(map(escape, letter["head"]))}</p><table class="addressees"><tr>{addressees}</tr></table>
<p>{escape(letter["date"])}</p><h1>{escape(letter["subject"])}</h1>
{"".join(f"<p>{escape(each)}</p>" for each in letter["salutations"])}
{"".join(_block(each) for each in letter["blocks"])}<p>{escape(letter["closing"])}</p>
<h2>Signatories</h2><table class="names">{names}</table><p><i>{escape(letter["summary"])}</i></p>
<p>Copy to: {"<br>".join(map(escape, letter["cc"]))}</p><ol class="notes">{notes}</ol></body></html>"""


def path(strokes: dict[str, Any]) -> str:
    """Give the drawn signature as the data of one SVG path."""
    parts = []
    for flat in strokes["paths"]:
        parts.append(f"M{flat[0]} {flat[1]}")
        parts += ["C" + " ".join(map(str, flat[at : at + 6])) for at in range(2, len(flat), 6)]
    return "".join(parts)


def svg(name: str, strokes: dict[str, Any]) -> str:
    """Give the drawn signature as an SVG element with its name."""
    box = f"0 0 {strokes['width']} {strokes['height']}"
    drawn = f'<path d="{path(strokes)}" fill="none" stroke="#000" stroke-width="10" stroke-linecap="round"/>'
    label = escape(f"Signature of {name}", quote=True)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" aria-label="{label}">{drawn}</svg>'


def _cell(member: dict[str, Any]) -> str:
    drawn = svg(member["name"], member["strokes"]) if member["strokes"] else ""
    return f"<td>{drawn}{escape(member['name'])}<small>{escape(member['affiliation'])}</small></td>"


def _block(block: dict[str, Any]) -> str:
    inside = "".join(_span(each) for each in block["spans"])
    tag = {"h": "h2", "quote": "blockquote"}.get(block["kind"], "p")
    return f"<{tag}>{inside}</{tag}>"


def _span(span: dict[str, Any]) -> str:
    text = escape(span["text"])
    text = f"<b>{text}</b>" if span["bold"] else text
    text = f"<i>{text}</i>" if span["italic"] else text
    return text + (f"<sup>{span['note']}</sup>" if span["note"] else "")
