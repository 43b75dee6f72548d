"""Plain Python values as the PDF objects that pyHanko writes."""

from __future__ import annotations

from typing import Any


def as_pdf(value: Any) -> Any:
    """Turn dicts, lists, numbers, names (str) and strings (bytes) into PDF objects."""
    from pyhanko.pdf_utils import generic

    match value:
        case generic.PdfObject():
            return value
        case dict():
            return generic.DictionaryObject({generic.NameObject(key): as_pdf(each) for key, each in value.items()})
        case list():
            return generic.ArrayObject([as_pdf(each) for each in value])
        case int():
            return generic.NumberObject(value)
        case float():
            return generic.FloatObject(f"{value:.3f}")
        case bytes():
            return generic.pdf_string(value.decode("ascii"))
        case _:
            return generic.NameObject(value)


def packed(content: bytes, entries: dict[str, Any]) -> Any:
    """Make a deflated stream with these entries in its dictionary."""
    from pyhanko.pdf_utils import generic

    stream = generic.StreamObject(dict_data=as_pdf(entries), stream_data=content)
    stream.compress()
    return stream
