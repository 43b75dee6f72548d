"""Empty signature fields that wait, unseen, for what may follow: more seals, a Member's own signature, a time stamp.

They stand in the letter from the start, in its tree: a field added to a certified file is refused by some readers
(DocMDP level 2 allows filling fields) and is an untagged widget to PDF/UA-1, 7.18.
"""

from __future__ import annotations

from letters.document import Document, Words
from letters.structure import Element

SEALS = ("Seal1", "Seal2")
MEMBER = "Signature1"
TIME_STAMP = "TimeStamp1"


def waiting(document: Document, root: Element) -> list[tuple[str, str, Element]]:
    """The fields of a letter by name, with what is read aloud and their places in the tree; a draft has none."""
    if document.draft:
        return []
    words: Words = document.words
    seals = SEALS[1:] if document.seal_block else SEALS
    named = [(name, words.seal_field) for name in seals]
    named += [(MEMBER, words.signature_field), (TIME_STAMP, words.time_stamp_field)]
    return [(name, label, root.child("Form")) for name, label in named]


def unseen(name: str, label: str, page: int, key: int) -> str:
    """The dictionary of a field without extent; `label` is already a PDF string."""
    return (
        f"<</Type/Annot/Subtype/Widget/FT/Sig/T({name})/TU{label}/F 132/Rect[0 0 0 0]/P {page} 0 R/StructParent {key}>>"
    )
