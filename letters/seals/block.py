"""What one sees where a seal stands: who sealed, when, and who vouches for the key.

What a seal is and is not stands beside it as ordinary text of the letter, where a screen reader meets it.
"""

from __future__ import annotations

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


@dataclass(frozen=True)
class BlockWords:
    """The block's sentences in the letter's language."""

    sealed_by: str = "Sealed by {name}"
    sealed_at: str = "{time} UTC"
    self_issued: str = "Self-issued key: compare its fingerprint with the one the office publishes."
    issued_by: str = "Certificate issued by {issuer}"
    fingerprint: str = "SHA-256 {fingerprint}"
    not_members: str = "Origin and integrity of this file; not the Members' signature."


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
        vouching = words.issued_by.format(issuer=name_of(certificate.issuer))
        return [
            words.sealed_by.format(name=name_of(certificate.subject)),
            words.sealed_at.format(time=self.sealed_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M")),
            words.self_issued if keys.is_self_issued(certificate) else vouching,
            words.fingerprint.format(fingerprint=keys.fingerprint(certificate).replace(":", "")),
            words.not_members,
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


@dataclass(frozen=True)
class _Appearance:
    """The block as a form XObject."""

    writer: BasePdfFileWriter
    width: float
    height: float
    sentences: list[str]

    def apply_appearance(self, annotation: generic.DictionaryObject) -> None:
        """Make this the field's appearance."""
        shaper = typeface.Shaper()
        drawing = self._draw(shaper)
        entries = {
            "/Type": "/XObject",
            "/Subtype": "/Form",
            "/BBox": [0, 0, self.width, self.height],
            "/Resources": {"/Font": {"/F1": shaper.embed(self.writer)}},
        }
        appearance = self.writer.add_object(packed(drawing, entries))
        annotation["/AP"] = as_pdf({"/N": appearance})

    def _draw(self, shaper: typeface.Shaper) -> bytes:
        size, lines = self._fit()
        top = self.height - MARGIN - size
        edge = f"0.5 w 0.25 0.25 {self.width - 0.5:.2f} {self.height - 0.5:.2f} re S"
        shown = [f"<{shaper.shape(line)[0].hex()}> Tj T*" for line in lines]
        start = f"BT /F1 {size:.2f} Tf {size * LEADING:.2f} TL {MARGIN} {top:.2f} Td"
        return "\n".join(["q", edge, start, *shown, "ET", "Q"]).encode()

    def _fit(self) -> tuple[float, list[str]]:
        """The largest size at which every line stands inside the box, and the lines at that size."""
        room_across, room_down = self.width - 2 * MARGIN, self.height - 2 * MARGIN
        size = LARGEST
        while True:
            lines = [line for each in self.sentences for line in _wrap(each, room_across / size)]
            if len(lines) * size * LEADING <= room_down or size <= SMALLEST:
                return size, lines
            size -= STEP


def _wrap(sentence: str, width: float) -> list[str]:
    """Break at spaces where a line is full; a word longer than a line is broken where it is full."""
    measure = typeface.Shaper()
    lines = [""]
    for word in typeface.printable(sentence).split():
        longer = f"{lines[-1]} {word}".strip()
        if measure.shape(longer)[1] <= width:
            lines[-1] = longer
            continue
        lines.append(word)
        while measure.shape(lines[-1])[1] > width and len(lines[-1]) > 1:
            fits = _fitting(lines[-1], width, measure)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    return [line for line in lines if line]


def _fitting(word: str, width: float, measure: typeface.Shaper) -> int:
    """How many characters of the word fit, at least one."""
    return next((at for at in range(len(word), 1, -1) if measure.shape(word[:at])[1] <= width), 1)
