"""Papers of the demo: a page of typewritten words, and a printed sheet that came back with ink on it."""

import io

import pypdfium2
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from campaign.claims.papers import Place
from campaign.demo import scribbles
from campaign.outbox import attachments
from campaign.web.brought import Brought

INK = "#1d2f6f"


def page(name: str, words: str) -> Brought:
    """One page with these lines, as somebody's office would write them."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=1)
    canvas.setTitle(words.partition("\n")[0])
    lines = canvas.beginText(25 * mm, A4[1] - 35 * mm)
    lines.setFont("Courier", 11, leading=16)
    lines.textLines(words, trim=0)
    canvas.drawText(lines)
    canvas.save()
    return Brought(written.getvalue(), name, "application/pdf")


def scanned(paper_id: str, rows: list[Place]) -> bytes:
    """The first page of a sheet as a scanner sees it, with an autograph in each of these rows."""
    with pypdfium2.PdfDocument(attachments.made(f"paper-sheet:{paper_id}").content) as document:
        picture = document[0].render(scale=150 / 72).to_pil().convert("RGB")
    ink = ImageDraw.Draw(picture)
    for seed, place in enumerate(rows, 21):
        _write(ink, picture, place, seed)
    written = io.BytesIO()
    picture.convert("L").save(written, "PNG")
    return written.getvalue()


def _write(ink: ImageDraw.ImageDraw, picture: Image.Image, place: Place, seed: int) -> None:
    top, bottom = (edge * picture.height // 1000 for edge in (place.top, place.bottom))
    drawn = scribbles.scribble(seed)
    scale = (bottom - top) / drawn["height"]
    left = picture.width * 0.62
    for stroke in drawn["strokes"]:
        ink.line([(left + x * scale, top + y * scale) for x, y in stroke], fill=INK, width=4, joint="curve")
