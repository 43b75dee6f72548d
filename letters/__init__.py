"""Letters as documents: plain values in, PDF bytes out; no web, no database, no campaign."""

from letters.pictures import clean_picture
from letters.strokes import fit_strokes, strokes_as_text, strokes_from_text
from letters.text import missing_glyphs
from letters.typesetting import typeset

__all__ = ["clean_picture", "fit_strokes", "missing_glyphs", "strokes_as_text", "strokes_from_text", "typeset"]
