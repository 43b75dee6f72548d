"""What one sees where a seal stands: who sealed, when, and who vouches for the key.

What a seal is and is not stands beside it as ordinary text of the letter, where a screen reader meets it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.x509.oid import NameOID

from letters.seals import keys, typeface
from letters.seals.objects import as_pdf, packed

if TYPE_CHECKING:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.pdf_utils.writer import BasePdfFileWriter

LARGEST, SMALLEST, STEP = 8.0, 4.0, 0.25
LEADING = 1.28
MARGIN = 5.0
# Of 64; enough to compare with what the office publishes, short enough to be compared.
DIGITS_SHOWN = 20


@dataclass(frozen=True)
class BlockWords:
    """The block's sentences in the letter's language."""

    sealed_by: str = "Sealed by {name}"
    sealed_at: str = "{time} UTC"
    not_members: str = "Shows the origin and integrity of this file. Not the Members' signature."
    self_issued: str = "Self-issued key {fingerprint}"
    issued_by: str = "Certificate {fingerprint} by {issuer}"


ENGLISH = BlockWords()


@dataclass(frozen=True)
class SealBlock:
    """Draws the block into a prepared field; pyHanko asks it as it would ask a stamp style."""

    certificate: x509.Certificate
    sealed_at: datetime
    words: BlockWords = ENGLISH

    def sentences(self) -> list[str]:
        """Give what the block says, from top to bottom."""
        words, certificate = self.words, self.certificate
        digits = keys.fingerprint(certificate).replace(":", "")[:DIGITS_SHOWN]
        fingerprint = " ".join(digits[at : at + 4] for at in range(0, DIGITS_SHOWN, 4))
        vouching = words.self_issued if keys.is_self_issued(certificate) else words.issued_by
        return [
            words.sealed_by.format(name=organisation_of(certificate.subject)),
            words.sealed_at.format(time=self.sealed_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M")),
            words.not_members,
            vouching.format(fingerprint=fingerprint, issuer=organisation_of(certificate.issuer)),
        ]

    def create_stamp(self, writer: BasePdfFileWriter, box: BoxConstraints, params: dict[str, str]) -> _Appearance:
        """Give what is to be drawn into a box of this size; pyHanko calls this for visible fields only."""
        return _Appearance(writer, float(box.width), float(box.height), self.sentences())


def name_of(name: x509.Name) -> str:
    """Give the organisation and the common name, as a reader would cite the holder."""
    parts = [
        str(attribute.value)
        for oid in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
        for attribute in name.get_attributes_for_oid(oid)
    ]
    return ", ".join(dict.fromkeys(parts)) or name.rfc4514_string()


def organisation_of(name: x509.Name) -> str:
    """Give the organisation alone, or the whole name where none is stated."""
    stated = name.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return str(stated[0].value) if stated else name_of(name)


@dataclass(frozen=True)
class _Appearance:
    """The block as a form XObject."""

    writer: BasePdfFileWriter
    width: float
    height: float
    sentences: list[str]

    def apply_appearance(self, annotation: generic.DictionaryObject) -> None:
        """Make this the field's appearance."""
        face = typeface.Typeface()
        drawing = self._draw(face)
        entries = {
            "/Type": "/XObject",
            "/Subtype": "/Form",
            "/BBox": [0, 0, self.width, self.height],
            "/Resources": {"/Font": {"/F1": face.embed(self.writer)}},
        }
        appearance = self.writer.add_object(packed(drawing, entries))
        annotation["/AP"] = as_pdf({"/N": appearance})

    def _draw(self, face: typeface.Typeface) -> bytes:
        size, lines = self._fit()
        top = self.height - MARGIN - size
        shown = [f"<{face.codes(line).hex()}> Tj T*" for line in lines]
        start = f"BT /F1 {size:.2f} Tf {size * LEADING:.2f} TL {MARGIN} {top:.2f} Td"
        return "\n".join(["q", start, *shown, "ET", "Q"]).encode()

    def _fit(self) -> tuple[float, list[str]]:
        """The largest size at which every line stands inside the box, and the lines at that size."""
        room_across, room_down = self.width - 2 * MARGIN, self.height - 2 * MARGIN
        size = LARGEST
        while True:
            lines = [line for each in self.sentences for line in _wrap(each, room_across / size)]
            if len(lines) * size * LEADING <= room_down or size <= SMALLEST:
                return size, lines
            size -= STEP


def _wrap(sentence: str, room: float) -> list[str]:
    """Break at spaces where a line is full; a word longer than a line is broken where it is full."""
    lines = [""]
    for word in unicodedata.normalize("NFC", sentence).split():
        longer = f"{lines[-1]} {word}".strip()
        if typeface.width(longer) <= room:
            lines[-1] = longer
            continue
        lines.append(word)
        while typeface.width(lines[-1]) > room and len(lines[-1]) > 1:
            fits = _fitting(lines[-1], room)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return [line for line in lines if line]


def _fitting(word: str, room: float) -> int:
    """How many characters of the word fit, at least one."""
    return next((at for at in range(len(word), 1, -1) if typeface.width(word[:at]) <= room), 1)
