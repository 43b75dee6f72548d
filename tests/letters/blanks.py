"""The smallest file a seal can go into, for tests that are about the seal and not about the letter."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

BOX = [50, 50, 290, 120]


def blank(*, prepared: bool = True, box: list[int] = BOX) -> bytes:
    """One empty page, with or without the prepared field `Seal1`."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    if prepared:
        width, height = box[2] - box[0], box[3] - box[1]
        empty = pdf.make_stream(b"q Q", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, width, height]))
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String("Seal1"),
                TU=String("Electronic seal"),
                Rect=Array(box),
                F=132,
                P=page,
                AP=Dictionary(N=empty),
            )
        )
        page.Annots = Array([field])
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([field]), SigFlags=0))
    saved = io.BytesIO()
    pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return saved.getvalue()
