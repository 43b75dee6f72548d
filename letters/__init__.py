"""Letters as documents: plain values in, PDF bytes out; no web, no database, no campaign."""

from letters.text import missing_glyphs
from letters.typesetting import typeset

__all__ = ["missing_glyphs", "typeset"]
