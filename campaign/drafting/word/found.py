"""What came out of a Word file."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Loss(StrEnum):
    """One kind of thing a letter here cannot hold."""

    IMAGE = "image"
    TEXT_BOX = "text_box"
    COMMENT = "comment"
    INSERTION = "insertion"
    DELETION = "deletion"
    HEADER = "header"
    EQUATION = "equation"
    OBJECT = "object"
    SYMBOL = "symbol"
    LINK = "link"
    MERGED_CELLS = "merged_cells"
    NESTED_TABLE = "nested_table"
    CHARACTERS = "characters"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Found:
    """The text as Markdown, and how often each kind of thing was left out; texts of text boxes as they were."""

    text: str
    lost: Counter[Loss]
    boxes: tuple[str, ...] = ()
