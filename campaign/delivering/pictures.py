"""Pages of an edition as pictures for the screen (PDFium draws them)."""

import io

import pypdfium2

WIDTH = 900  # pixels: sharp on a phone and in a column of a wide screen


def page_count(pdf: bytes) -> int:
    """How many pages the file has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_png(pdf: bytes, number: int) -> bytes:
    """Page `number` (from 1) as a PNG.

    Raises IndexError where there is no such page.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()  # the seal is a form field: without this it would not show
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        picture = page.render(scale=WIDTH / page.get_width()).to_pil()
    out = io.BytesIO()
    picture.convert("P", colors=64).save(out, "PNG", optimize=True)
    return out.getvalue()
