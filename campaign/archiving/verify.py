#!/usr/bin/env python3
"""Check the archive of a letter: python3 verify.py [ARCHIVE.zip] [--fingerprint SHA-256]

Needs Python 3.9 or later and nothing else; opens no network connection and writes no file. Without a file it checks
the unpacked archive in whose folder it lies. It recomputes everything and names the first item that does not fit:
exit code 0 everything fits, 1 something does not, 2 this is no archive that it can read.

The format is described in docs/archive.md of the program Undersigned. This file is a copy of its archiving/verify.py.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Callable, Protocol

FORMAT = "undersigned-archive-1"
LIST_FORMAT = "undersigned-signatories-1"
MANIFEST, MANIFEST_SEAL = "manifest.json", "manifest.p7s"
MOST_FILES = 20_000
LARGEST_FILE = 300_000_000
LARGEST_ARCHIVE = 2_000_000_000
LONGEST_LINE = 1_000_000
LARGEST_LIST = 64_000_000
GENESIS = "0" * 64
LEFT_BY_DESKTOPS = (".DS_Store", "Thumbs.db", "desktop.ini")
HEX = re.compile(r"[0-9a-f]{64}")


class Broken(Exception):
    """One item does not fit; the sentence says which."""


class Unreadable(Exception):
    """This is no archive that can be checked; the sentence says why."""


# --- the archive as files: a zip or a folder, never unpacked -----------------------------------------------------


class Files(Protocol):
    """Where the archive's files are."""

    def names(self) -> list[str]:
        """All files."""

    def open(self, name: str) -> IO[bytes]:
        """One file, to be read. Raises KeyError."""


class ZipFiles:
    """The files of a zip; nothing is unpacked, so that no name in it can lead anywhere."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable(f"{path.name} is not a zip archive that can be opened.") from error
        found = [each for each in self._zip.infolist() if not each.is_dir()]
        if len(found) > MOST_FILES or sum(each.file_size for each in found) > LARGEST_ARCHIVE:
            raise Unreadable("The archive holds more than an archive of a letter can hold. It was not read.")
        if any(each.flag_bits & 1 for each in found):
            raise Unreadable("The archive is encrypted. Unpack it first, then check the folder.")
        self._names = [each.filename for each in found]

    def names(self) -> list[str]:
        """All files."""
        return self._names

    def open(self, name: str) -> IO[bytes]:
        """One file."""
        return self._zip.open(name)


class FolderFiles:
    """The files of an unpacked archive; links to other places are not followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: list[str] = []
        for path in sorted(folder.rglob("*")):
            if path.is_symlink():
                raise Unreadable(f"{path.name} is a link to another place. An archive holds none; unpack it anew.")
            if path.is_file() and path.name not in LEFT_BY_DESKTOPS:
                self._names.append(path.relative_to(folder).as_posix())
            if len(self._names) > MOST_FILES:
                raise Unreadable("The folder holds more than an archive of a letter can hold. It was not read.")

    def names(self) -> list[str]:
        """All files."""
        return self._names

    def open(self, name: str) -> IO[bytes]:
        """One file."""
        if name not in self._names:
            raise KeyError(name)
        return (self._folder / name).open("rb")


def files_at(path: Path) -> Files:
    """The archive at this place. Raises Unreadable."""
    files: Files = FolderFiles(path) if path.is_dir() else ZipFiles(path)
    names = files.names()
    if MANIFEST not in names:
        raise Unreadable(f"There is no {MANIFEST}: this is no archive of a letter.")
    for name, times in Counter(names).items():
        if times > 1:
            raise Unreadable(f"The archive holds {shown(name)} more than once: it is not clear which one is meant.")
        if name.startswith("/") or ".." in name.split("/") or re.search(r"[\\:\x00-\x1f]", name):
            raise Unreadable(f"The archive holds a file with the dangerous name {shown(name)}. Do not unpack it.")
    return files


def read(files: Files, name: str, limit: int = LARGEST_FILE) -> bytes:
    """The whole file. Raises Broken."""
    try:
        with files.open(name) as opened:
            content = opened.read(limit + 1)
    except KeyError:
        raise Broken(f"{shown(name)} is missing from the archive.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Broken(f"{shown(name)} is damaged and cannot be read.") from error
    if len(content) > limit:
        raise Broken(f"{shown(name)} is larger than such a file can be. It was not read further.")
    return content


def lines_of(files: Files, name: str) -> Iterator[bytes]:
    """The file line by line, never much of it in memory. Raises Broken."""
    left = LARGEST_FILE
    try:
        with files.open(name) as opened:
            while line := opened.readline(LONGEST_LINE + 1):
                left -= len(line)
                if len(line) > LONGEST_LINE or left < 0:
                    raise Broken(f"{name} is larger than such a file can be. It was not read further.")
                yield line
    except KeyError:
        raise Broken(f"{name} is missing from the archive.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Broken(f"{name} is damaged and cannot be read.") from error


def digest_of(files: Files, name: str) -> tuple[str, int]:
    """SHA-256 in hex and size, read in pieces. Raises Broken."""
    made, size = hashlib.sha256(), 0
    try:
        with files.open(name) as opened:
            while piece := opened.read(1 << 20):
                made.update(piece)
                size += len(piece)
                if size > LARGEST_FILE:
                    raise Broken(f"{shown(name)} is larger than such a file can be. It was not read further.")
    except KeyError:
        raise Broken(f"{shown(name)} is missing from the archive.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Broken(f"{shown(name)} is damaged and cannot be read.") from error
    return made.hexdigest(), size


# --- JSON from strangers -----------------------------------------------------------------------------------------


def parse(content: bytes, where: str) -> Any:
    """The JSON value; no name twice, no endless numbers, no bottomless nesting. Raises Broken."""
    try:
        return json.loads(
            content.decode("utf-8"), object_pairs_hook=_unique, parse_int=_short_int, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as error:
        raise Broken(f"{where} is not JSON as this format has it.") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _short_int(digits: str) -> int:
    if len(digits) > 18:
        raise ValueError("a number is too long")
    return int(digits)


def _no_number(name: str) -> Any:
    raise ValueError(name)


def take(value: Any, name: str, kind: type, where: str) -> Any:
    """One entry of a JSON object, of the kind it must be. Raises Broken."""
    found = value.get(name) if isinstance(value, dict) else None
    if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
        raise Broken(f"{where} has no sound entry “{name}”.")
    return found


def take_hex(value: Any, name: str, where: str) -> str:
    """A SHA-256 in hex. Raises Broken."""
    found: str = take(value, name, str, where)
    if not HEX.fullmatch(found):
        raise Broken(f"{where}: “{name}” is not a SHA-256 in 64 hexadecimal digits.")
    return found


def objects(values: Iterable[Any], where: str) -> list[dict[str, Any]]:
    """These values, all of them JSON objects. Raises Broken."""
    found = list(values)
    if not all(isinstance(each, dict) for each in found):
        raise Broken(f"{where} holds something that is no entry.")
    return found


def canonical(value: Any) -> bytes:
    """JSON in its one spelling: keys sorted, no white space, UTF-8."""
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError) as error:
        raise Broken("Something in the archive cannot be spelled as JSON.") from error


def sha256(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def shown(text: str) -> str:
    """Text of strangers, safe to print in a terminal."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text[:200])


# --- the Merkle tree of RFC 9162, 2.1 ----------------------------------------------------------------------------


def leaf_hash(facts: dict[str, Any]) -> bytes:
    """The leaf of one signature's facts."""
    return hashlib.sha256(b"\x00" + canonical(facts)).digest()


def merkle_root(leaves: list[bytes]) -> str:
    """The root over these leaves, in hex."""
    level = leaves or [hashlib.sha256(b"").digest()]
    while len(level) > 1:
        pairs = range(0, len(level) - 1, 2)
        risen = [hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in pairs]
        level = risen + level[len(level) & ~1 :]
    return level[0].hex()


# --- the text that Members signed --------------------------------------------------------------------------------

_HEAD = (("Title", "title"), ("Letterhead, name", "letterhead_name"), ("Letterhead, address", "letterhead_address"),
         ("Letterhead, SHA-256 of the logo", "logo_digest"), ("Place", "place"), ("Date", "dated_on"))  # fmt: skip
_TAIL = (("Subject", "subject"), ("Body", "body"), ("Closing", "closing"), ("Copies to", "cc"),
         ("List of signatories, format", "list_format"), ("List of signatories, order", "list_order"))  # fmt: skip


def text_of(content: dict[str, Any], where: str) -> str | None:
    """The normalised text made of these parts; None for a format this verifier does not know. Raises Broken."""
    number = take(content, "format", int, where)
    if number not in (1, 2):
        return None
    parts = [("Language", take(content, "language", str, where)), ("Campaign", take(content, "campaign", str, where))]
    if number > 1:
        parts.append(("Campaign, framing", take(content, "framing", str, where)))
    parts += [(label, _part(content, name, where)) for label, name in _HEAD]
    for at, addressee in enumerate(objects(take(content, "addressees", list, where), where), 1):
        for name in ("name", "office", "postal", "email", "salutation", "language"):
            parts.append((f"Addressee {at}, {name}", take(addressee, name, str, where)))
    parts += [(label, _part(content, name, where)) for label, name in _TAIL]
    parts.append(("List of signatories, initiators first", "yes" if content.get("initiators_first") else "no"))
    written = [f"Undersigned letter text, format {number}"]
    for label, value in parts:
        written.append(label)
        written += ["  " + line if line else "" for line in value.split("\n")] if value else []
    return "\n".join(written) + "\n"


def _part(content: dict[str, Any], name: str, where: str) -> str:
    return "" if content.get(name) is None else str(take(content, name, str, where))


# --- seals: CMS signatures (RFC 5652) by RSA (RFC 8017) or ECDSA (FIPS 186-5), checked only ----------------------

_DIGESTS = {
    "2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512",
}  # fmt: skip
_RSA = {"1.2.840.113549.1.1.1": "", "1.2.840.113549.1.1.11": "sha256", "1.2.840.113549.1.1.12": "sha384",
        "1.2.840.113549.1.1.13": "sha512"}  # fmt: skip
_ECDSA = {"1.2.840.10045.4.3.2": "sha256", "1.2.840.10045.4.3.3": "sha384", "1.2.840.10045.4.3.4": "sha512"}
_DIGEST_INFO = {
    "sha256": "3031300d060960864801650304020105000420", "sha384": "3041300d060960864801650304020205000430",
    "sha512": "3051300d060960864801650304020305000440",
}  # fmt: skip
_CURVES = {  # p, a, b, x and y of the base point, its order
    "1.2.840.10045.3.1.7": (
        0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
        0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
        0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    ),
    "1.3.132.0.34": (
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFF0000000000000000FFFFFFFF,
        0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
        0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
        0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F,
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
    ),
}
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"
_SIGNED_DATA = "1.2.840.113549.1.7.2"


class NotAsn1(Exception):
    """The bytes of a seal or certificate are not what they should be."""


@dataclass(frozen=True)
class Der:
    """One element of DER (X.690): its tag, its content, and the whole of it."""

    tag: int
    content: bytes
    whole: bytes

    def inside(self) -> list[Der]:
        """The elements it holds. Raises NotAsn1."""
        found, at = [], 0
        while at < len(self.content):
            each = der(self.content[at:])
            found.append(each)
            at += len(each.whole)
        return found

    def oid(self) -> str:
        """An object identifier as dotted numbers. Raises NotAsn1."""
        if self.tag != 6 or not self.content:
            raise NotAsn1
        numbers, value = [], 0
        for byte in self.content:
            value = value << 7 | byte & 127
            if not byte & 128:
                numbers.append(value)
                value = 0
        first = min(numbers[0] // 40, 2)
        return ".".join(map(str, [first, numbers[0] - 40 * first, *numbers[1:]]))

    def number(self) -> int:
        """An integer. Raises NotAsn1."""
        if self.tag != 2 or not 0 < len(self.content) <= 2100:
            raise NotAsn1
        return int.from_bytes(self.content, "big", signed=True)


def der(data: bytes) -> Der:
    """The first element; bytes behind it are left alone. Raises NotAsn1."""
    if len(data) < 2 or data[0] & 31 == 31:
        raise NotAsn1
    size, at = data[1], 2
    if size & 128:
        wide = size & 127
        if not 1 <= wide <= 4 or len(data) < 2 + wide:
            raise NotAsn1
        size, at = int.from_bytes(data[2 : 2 + wide], "big"), 2 + wide
    if at + size > len(data):
        raise NotAsn1
    return Der(data[0], data[at : at + size], data[: at + size])


def sealed_by(cms: bytes, signed: Iterable[bytes], certificates: list[bytes]) -> bytes | None:
    """The one of these certificates that sealed these bytes; None where none of them did."""
    try:
        info = _signer_info(cms)
        digest_name, attributes, algorithm, signature = info
        if _content_digest(signed, digest_name) != _attribute(attributes, _MESSAGE_DIGEST).content:
            return None
        to_sign = b"\x31" + attributes.whole[1:]
        for certificate in certificates:
            if _named(attributes, certificate) and _fits(certificate, algorithm, digest_name, to_sign, signature):
                return certificate
    except (NotAsn1, IndexError, KeyError, ValueError):
        return None
    return None


def _signer_info(cms: bytes) -> tuple[str, Der, str, bytes]:
    """Digest's name, signed attributes, signature's algorithm, signature of the one signer."""
    kind, wrapped = der(cms).inside()[:2]
    if kind.oid() != _SIGNED_DATA:
        raise NotAsn1
    signers = wrapped.inside()[0].inside()[-1]
    if signers.tag != 0x31 or len(signers.inside()) != 1:
        raise NotAsn1
    parts = signers.inside()[0].inside()
    if parts[3].tag != 0xA0 or parts[5].tag != 4:
        raise NotAsn1
    return _DIGESTS[parts[2].inside()[0].oid()], parts[3], parts[4].inside()[0].oid(), parts[5].content


def _content_digest(signed: Iterable[bytes], name: str) -> bytes:
    made = hashlib.new(name)
    for piece in signed:
        made.update(piece)
    return made.digest()


def _attribute(attributes: Der, oid: str) -> Der:
    found = [each.inside()[1].inside() for each in attributes.inside() if each.inside()[0].oid() == oid]
    if len(found) != 1 or len(found[0]) != 1:
        raise NotAsn1
    return found[0][0]


def _named(attributes: Der, certificate: bytes) -> bool:
    """Whether the seal itself names this certificate (RFC 5035), so that no other can be put in its place."""
    named = _attribute(attributes, _SIGNING_CERTIFICATE).inside()[0].inside()[0].inside()
    name = _DIGESTS[named[0].inside()[0].oid()] if named[0].tag == 0x30 else "sha256"
    given = named[1] if named[0].tag == 0x30 else named[0]
    return given.content == hashlib.new(name, certificate).digest()


def _fits(certificate: bytes, algorithm: str, digest_name: str, signed: bytes, signature: bytes) -> bool:
    tbs = der(certificate).inside()[0].inside()
    key = tbs[6 if tbs[0].tag == 0xA0 else 5].inside()
    kind, public = key[0].inside(), key[1].content[1:]
    if algorithm in _RSA:
        name = _RSA[algorithm] or digest_name
        modulus, exponent = (each.number() for each in der(public).inside()[:2])
        return _rsa_fits(modulus, exponent, name, hashlib.new(name, signed).digest(), signature)
    name = _ECDSA[algorithm]
    r, s = (each.number() for each in der(signature).inside()[:2])
    return _ecdsa_fits(_CURVES[kind[1].oid()], public, hashlib.new(name, signed).digest(), r, s)


def _rsa_fits(modulus: int, exponent: int, name: str, digest: bytes, signature: bytes) -> bool:
    """RSASSA-PKCS1-v1_5: the whole block is built and compared, nothing in it is searched for."""
    size = (modulus.bit_length() + 7) // 8
    if not 2048 <= modulus.bit_length() <= 16384 or not 2 < exponent < 1 << 64 or len(signature) != size:
        return False
    info = bytes.fromhex(_DIGEST_INFO[name]) + digest
    block = b"\x00\x01" + b"\xff" * (size - len(info) - 3) + b"\x00" + info
    return pow(int.from_bytes(signature, "big"), exponent, modulus) == int.from_bytes(block, "big")


def _ecdsa_fits(curve: tuple[int, int, int, int, int], public: bytes, digest: bytes, r: int, s: int) -> bool:
    p, b, gx, gy, order = curve
    size = (p.bit_length() + 7) // 8
    if len(public) != 1 + 2 * size or public[0] != 4 or not (0 < r < order and 0 < s < order):
        return False
    x, y = int.from_bytes(public[1 : 1 + size], "big"), int.from_bytes(public[1 + size :], "big")
    if (y * y - (x * x * x - 3 * x + b)) % p:
        return False
    z = int.from_bytes(digest, "big") >> max(0, 8 * len(digest) - order.bit_length())
    w = pow(s, -1, order)
    sum_ = _add(_times(z * w % order, (gx, gy), p), _times(r * w % order, (x, y), p), p)
    return sum_ is not None and sum_[0] % order == r


def _add(one: tuple[int, int] | None, other: tuple[int, int] | None, p: int) -> tuple[int, int] | None:
    """Two points of a curve with a = -3 added."""
    if one is None or other is None:
        return other if one is None else one
    (x1, y1), (x2, y2) = one, other
    if x1 == x2:
        if (y1 + y2) % p == 0:
            return None
        slope = (3 * x1 * x1 - 3) * pow(2 * y1, -1, p)
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, p)
    x3 = (slope * slope - x1 - x2) % p
    return x3, (slope * (x1 - x3) - y1) % p


def _times(factor: int, point: tuple[int, int] | None, p: int) -> tuple[int, int] | None:
    total = None
    while factor:
        if factor & 1:
            total = _add(total, point, p)
        point, factor = _add(point, point, p), factor >> 1
    return total


def fingerprint(certificate: bytes) -> str:
    """As readers of PDF and the check page show it: AB:CD:…"""
    return ":".join(f"{byte:02X}" for byte in hashlib.sha256(certificate).digest())


# --- what an edition's PDF says of itself ------------------------------------------------------------------------

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_LIST = re.compile(
    rb"<<[^<>]*/Type\s*/EmbeddedFile[^<>]*/Subtype\s*/application#2Fjson(?:[^<>]|<<[^<>]*>>)*>>\s*stream\r?\n"
)
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})")


@dataclass(frozen=True)
class Seal:
    """The first seal of a PDF: its CMS, where the sealed part ends, and the gap that holds the seal itself."""

    cms: bytes
    gap: tuple[int, int]
    end: int

    def signed(self, pdf: bytes) -> list[bytes]:
        """The bytes it covers."""
        return [pdf[: self.gap[0]], pdf[self.gap[1] : self.end]]


def seal_of(pdf: bytes) -> Seal | None:
    """The PDF's first seal; None where there is none that covers the file from its first byte."""
    for found in _RANGE.finditer(pdf):
        start, first, second, rest = (int(each) for each in found.groups())
        end = second + rest
        gap = pdf[first:second]
        if start or not 0 < first < second <= end <= len(pdf) or gap[:1] != b"<" or gap[-1:] != b">":
            continue
        try:
            return Seal(bytes.fromhex(gap[1:-1].decode("ascii")), (first, second), end)
        except ValueError:
            continue
    return None


def machine_list(pdf: bytes, where: str) -> dict[str, Any]:
    """The list of signatories for machines that is embedded in the letter. Raises Broken."""
    found = list(_LIST.finditer(pdf))
    if len(found) != 1:
        raise Broken(f"{where} carries no list of signatories for machines, or more than one.")
    size = _LENGTH.search(found[0].group())
    content = pdf[found[0].end() : found[0].end() + int(size.group(1))] if size else b""
    if b"/FlateDecode" in found[0].group():
        content = _inflated(content, where)
    listed = parse(content.rstrip(), f"The list of signatories in {where}")
    if not isinstance(listed, dict) or listed.get("format") != LIST_FORMAT:
        raise Broken(f"{where} carries a list of signatories in a format that this verifier does not know.")
    return listed


def _inflated(content: bytes, where: str) -> bytes:
    opened = zlib.decompressobj()
    try:
        found = opened.decompress(content, LARGEST_LIST)
    except zlib.error as error:
        raise Broken(f"The list of signatories in {where} is damaged.") from error
    if opened.unconsumed_tail:
        raise Broken(f"The list of signatories in {where} is larger than such a list can be.")
    return found


# --- the checks --------------------------------------------------------------------------------------------------


@dataclass
class Signature:
    """One signature of the archive: its facts where they may be told, else only that it was there."""

    public_id: str
    revision: str
    state: str
    facts: dict[str, Any] | None
    name: str


@dataclass
class Event:
    """One event of the journal that belongs to this letter and is shown."""

    number: int
    kind: str
    subject: str
    facts: dict[str, Any]


@dataclass
class Translation:
    """An edition's files in another language, and the digest of their text; nobody signed it."""

    language: str
    text: str
    files: list[dict[str, Any]]


@dataclass
class Edition:
    """All files of one number, and the leaves of the signatures in it."""

    number: int
    revision: str
    root: str | None
    """None where it was made before roots were printed."""
    signatures: list[str]
    leaves: list[bytes]
    files: list[dict[str, Any]]
    translations: list[Translation]

    def printed(self) -> Iterator[tuple[dict[str, Any], Translation | None, str]]:
        """Every file that is in the archive, of which translation it is if of one, and how to call it."""
        for translation in (None, *self.translations):
            for file in translation.files if translation else self.files:
                if file.get("path") is not None:
                    yield file, translation, f"edition {self.number} ({shown(str(file['path']))})"


@dataclass
class Archive:
    """What was read so far; a part that could not be read stays empty, and what rests on it is not checked."""

    files: Files
    manifest: dict[str, Any]
    letter: str = ""
    bases: dict[str, int] = field(default_factory=dict)
    """Of each revision's digest, the number of the revision from which corrections alone lead to it."""
    revisions: dict[str, int] = field(default_factory=dict)
    signatures: dict[str, Signature] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)
    certificates: list[bytes] = field(default_factory=list)
    seals: set[bytes] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    proved: list[str] = field(default_factory=list)
    open_: list[str] = field(default_factory=list)
    """What could not be proved, and why."""
    failed: set[str] = field(default_factory=set)


def check(files: Files, *, fingerprints: Iterable[str] = ()) -> Archive:
    """Recompute everything; `problems` holds what does not fit, the first one first. Raises Unreadable."""
    try:
        manifest = parse(read(files, MANIFEST, 50_000_000), MANIFEST)
    except Broken as error:
        raise Unreadable(str(error)) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Unreadable(f"This is no archive in the format {FORMAT}. Use the verifier that lies in the archive.")
    archive = Archive(files, manifest)
    for each in CHECKS:
        try:
            each(archive)
        except Broken as error:
            archive.problems.append(str(error))
            archive.failed.add(each.__name__)
        except (RecursionError, MemoryError):
            archive.problems.append("The archive holds something that cannot be read in bounded memory.")
    if named := [re.sub(r"[^0-9A-F]", "", each.upper()) for each in fingerprints]:
        check_fingerprints(archive, named)
    return archive


def check_letter(archive: Archive) -> None:
    """Read which letter this is, and the certificates."""
    archive.letter = take(take(archive.manifest, "letter", dict, MANIFEST), "public_id", str, MANIFEST)
    names = [each for each in archive.files.names() if each.startswith("certificates/") and each.endswith(".der")]
    archive.certificates = [read(archive.files, each, 100_000) for each in sorted(names)[:50]]


def check_texts(archive: Archive) -> None:
    """Each text gives its digest, and says what its parts say."""
    listed = objects(parse(read(archive.files, "revisions.json"), "revisions.json"), "revisions.json")
    for entry in listed:
        number, digest = take(entry, "number", int, "revisions.json"), take_hex(entry, "sha256", "revisions.json")
        text, parts = f"texts/{number}.txt", f"texts/{number}.json"
        archive.revisions[digest], archive.bases[digest] = number, entry.get("basis") or number
        content = read(archive.files, text)
        if sha256(content) != digest:
            raise Broken(f"The text of revision {number} ({text}) was altered: its SHA-256 is not {digest}.")
        made = text_of(parse(read(archive.files, parts), parts), parts)
        if made is None:
            archive.open_.append(f"Whether {parts} says the same as {text}: this verifier does not know its format.")
        elif made.encode() != content:
            raise Broken(f"The parts of revision {number} ({parts}) do not say what its text ({text}) says.")
        _check_logo(archive, number, parts)
    archive.proved.append(f"Every text has the digest that Members signed ({len(listed)} of them).")


def _check_logo(archive: Archive, number: int, parts: str) -> None:
    stated = parse(read(archive.files, parts), parts).get("logo_digest")
    if stated and sha256(read(archive.files, f"texts/{number}.logo")) != stated:
        raise Broken(f"The logo of revision {number} (texts/{number}.logo) is not the one that its text names.")


def check_signatures(archive: Archive) -> None:
    """Each signature belongs to a text in the archive, and no Member stands twice."""
    name = "signatures.json"
    members: set[int] = set()
    for entry in objects(parse(read(archive.files, name), name), name):
        signature = _signature(entry, name)
        if signature.public_id in archive.signatures:
            raise Broken(f"{signature.name} stands twice in {name}.")
        archive.signatures[signature.public_id] = signature
        if signature.revision not in archive.revisions and "check_texts" not in archive.failed:
            raise Broken(f"{signature.name} belongs to a text that is not in the archive ({signature.revision}).")
        if signature.state == "standing":
            ep_id = take(signature.facts, "ep_id", int, signature.name)
            if ep_id in members:
                raise Broken(f"{signature.name}: the Member with the number {ep_id} stands twice.")
            members.add(ep_id)


def _signature(entry: dict[str, Any], where: str) -> Signature:
    public_id, state = take(entry, "public_id", str, where), take(entry, "state", str, where)
    facts, revision = entry.get("facts"), take_hex(entry, "revision", where)
    if facts is None:
        if state == "standing":
            raise Broken(f"The signature {shown(public_id)} stands, but {where} does not tell whose it is.")
        return Signature(public_id, revision, state, None, f"The signature {shown(public_id)}, taken back,")
    if not isinstance(facts, dict) or facts.get("public_id") != public_id or facts.get("revision") != revision:
        raise Broken(f"The signature {shown(public_id)} says two things about itself in {where}.")
    name = f"{take(facts, 'given', str, where)} {take(facts, 'surname', str, where)}"
    return Signature(public_id, revision, state, facts, f"The signature of {shown(name)} ({shown(public_id)})")


def check_journal(archive: Archive) -> None:
    """Each event follows the one before it, up to the end that the manifest names."""
    name, number, previous, opaque = "journal.jsonl", 0, GENESIS, 0
    for line in lines_of(archive.files, name):
        entry, number = parse(line, f"Line {number + 1} of {name}"), number + 1
        where = f"Event {number} of the journal"
        _check_follows(entry, number, previous, where)
        content = _content_of(entry, number, where)
        digest = take_hex(entry, "digest", where)
        opaque += content is None
        if content is not None and digest != sha256(f"{previous}\n{content}".encode()):
            raise Broken(f"{where} was altered: its digest is another one.")
        previous = digest
        if "event" in entry:
            event = take(entry, "event", dict, where)
            kind, subject = take(event, "kind", str, where), take(event, "subject", str, where)
            archive.events.append(Event(number, kind, subject, take(event, "facts", dict, where)))
    end = take(archive.manifest, "journal", dict, MANIFEST)
    if (take(end, "number", int, MANIFEST), take_hex(end, "digest", MANIFEST)) != (number, previous):
        raise Broken(f"The journal does not end where {MANIFEST} says: events were cut off or added at the end.")
    archive.proved.append(f"The journal is one unbroken chain of {number} events; its end is {number}:{previous}.")
    if opaque:
        archive.open_.append(f"{opaque} early events of the journal are told by their digests alone.")


def _check_follows(entry: Any, number: int, previous: str, where: str) -> None:
    if take(entry, "number", int, where) != number:
        raise Broken(f"{where} is missing.")
    if take_hex(entry, "previous", where) != previous:
        raise Broken(f"{where} does not follow the one before it: one was altered, removed or added.")


def _content_of(entry: dict[str, Any], number: int, where: str) -> str | None:
    """The digest of what happened; None for an event from before there were such digests."""
    if "content" not in entry:
        return None
    content = take_hex(entry, "content", where)
    if "event" in entry:
        event = take(entry, "event", dict, where)
        told = [number, *(take(event, each, str, where) for each in ("at", "kind", "subject"))]
        told += [take(event, "facts", dict, where), take(event, "salt", str, where)]
        if sha256(canonical(told)) != content:
            raise Broken(f"{where} ({shown(told[2])}) was altered: it is not what its digest says.")
    return content


def check_editions(archive: Archive) -> None:
    """Each edition's leaves give its root, and its files are those it names."""
    name = "editions.json"
    for entry in objects(parse(read(archive.files, name), name), name):
        where = f"Edition {take(entry, 'number', int, name)}"
        edition = Edition(
            number=take(entry, "number", int, name),
            revision=take_hex(entry, "revision", where),
            root=None if entry.get("root") is None else take_hex(entry, "root", where),
            signatures=[str(each) for each in take(entry, "signatures", list, where)],
            leaves=[bytes.fromhex(_hex(each, where)) for each in take(entry, "leaves", list, where)],
            files=objects(take(entry, "files", list, where), where),
            translations=_translations(entry, where),
        )
        archive.editions.append(edition)
        if edition.root is None:
            archive.open_.append(
                f"That the facts of the signatures in {where[0].lower()}{where[1:]} are those of that day: it was made "
                "before roots were printed. The list inside each PDF still vouches for the names."
            )
        if edition.revision not in archive.revisions and "check_texts" not in archive.failed:
            raise Broken(f"{where} prints a text that is not in the archive ({edition.revision}).")
        for file in edition.files:
            _check_file(archive, file, where)
        for translation, stated in zip(edition.translations, entry.get("translations", [])):
            _check_translation(archive, edition, translation, take(stated, "text", str, where))
    numbers = [each.number for each in archive.editions]
    if numbers != list(range(1, len(numbers) + 1)):
        raise Broken(f"The editions in {name} are not numbered from 1 on without a gap: one was left out or added.")


def _translations(entry: dict[str, Any], where: str) -> list[Translation]:
    """An archive from before translations were issued has none."""
    return [
        Translation(
            language=take(each, "language", str, where),
            text=take_hex(each, "sha256", where),
            files=objects(take(each, "files", list, where), where),
        )
        for each in objects(entry.get("translations", []), where)
    ]


TRANSLATED = "Undersigned translation text, format 1\nAuthentic text, SHA-256\n  {}\nLanguage\n  {}\n"


def _check_translation(archive: Archive, edition: Edition, translation: Translation, text: str) -> None:
    """Its text has its digest, and says itself that it translates the text which this edition prints."""
    where = f"The translation of edition {edition.number} ({shown(translation.language)})"
    content = read(archive.files, text)
    if sha256(content) != translation.text:
        raise Broken(f"{where} has another text ({shown(text)}): its SHA-256 is not {translation.text}.")
    if not content.startswith(TRANSLATED.format(edition.revision, translation.language).encode()):
        raise Broken(f"{where} is not one of the text that was signed ({edition.revision}).")
    for file in translation.files:
        _check_file(archive, file, where)


def _hex(value: Any, where: str) -> str:
    if not isinstance(value, str) or not HEX.fullmatch(value):
        raise Broken(f"{where} has a leaf that is not a SHA-256 in 64 hexadecimal digits.")
    return value


def _check_file(archive: Archive, file: dict[str, Any], where: str) -> None:
    path, digest = file.get("path"), take_hex(file, "sha256", where)
    if path is None:
        audience = shown(str(file.get("audience")))
        why = "its file is left out, since a Member took the signature back before it was delivered."
        archive.open_.append(f"What {where[0].lower()}{where[1:]} ({audience}) prints: {why}")
    elif digest_of(archive.files, take(file, "path", str, where))[0] != digest:
        raise Broken(f"{where} ({shown(path)}) was altered: its SHA-256 is not {digest}.")


def check_given(archive: Archive) -> None:
    """Each signature was given, as the journal has it, on its text, after that text was frozen; none is left out."""
    frozen = {each.facts.get("revision"): each.number for each in reversed(archive.events)
              if each.subject == archive.letter and each.kind in ("letter.opened", "revision.published")}  # fmt: skip
    for digest, number in archive.revisions.items():
        if digest not in frozen:
            raise Broken(f"The journal knows no text with the digest of revision {number} ({digest}).")
    given = {each.subject: each for each in archive.events if each.kind == "signature.given"}
    for signature in archive.signatures.values():
        event = given.pop(signature.public_id, None)
        if event is None:
            raise Broken(f"{signature.name} was never given: the journal has no such event.")
        if event.facts.get("revision") != signature.revision:
            raise Broken(f"{signature.name} is under another text than the one it was given on (event {event.number}).")
        if frozen[signature.revision] > event.number:
            raise Broken(f"{signature.name} was given (event {event.number}) before its text was frozen.")
    for event in given.values():
        raise Broken(f"The journal (event {event.number}) tells of the signature {shown(event.subject)}, which is "
                     "not in signatures.json.")  # fmt: skip
    _check_taken_back(archive)
    archive.proved.append("Each signature was given on its text after it was frozen, as the journal has it.")


def _check_taken_back(archive: Archive) -> None:
    """What stands was not taken back last, as the journal has it."""
    last: dict[str, Event] = {}
    for event in archive.events:
        if event.subject in archive.signatures and event.kind in STATES:
            last[event.subject] = event
    for signature in archive.signatures.values():
        stands = STATES[last[signature.public_id].kind]
        if signature.state == "standing" and not stands:
            number = last[signature.public_id].number
            raise Broken(
                f"{signature.name} was taken back or lapsed (event {number} of the journal), yet it stands here."
            )


STATES = {
    "signature.given": True, "signature.kept": True, "withdrawal.asked": False, "signature.withdrawn": False,
    "signature.lapsed": False, "signature.objected": False,
}  # fmt: skip


def check_issued(archive: Archive) -> None:
    """The editions are those that the journal says were issued, all of them, with the same files, text and root."""
    issued: dict[Any, Event] = {
        each.facts.get("number"): each
        for each in archive.events
        if each.kind == "edition.issued" and each.subject == archive.letter
    }
    given = {each.subject: each.number for each in archive.events if each.kind == "signature.given"}
    for edition in archive.editions:
        event = issued.pop(edition.number, None)
        if event is None:
            raise Broken(f"Edition {edition.number} was never issued: the journal has no such event.")
        told, where = event.facts, f"the journal (event {event.number})"
        files = told.get("files") or {"addressee": told.get("file")}
        if {each.get("audience"): each.get("sha256") for each in edition.files} != files:
            raise Broken(f"Edition {edition.number} has another file than the one that was issued as {where} has it.")
        if told.get("revision") != edition.revision or told.get("merkle_root", edition.root) != edition.root:
            raise Broken(
                f"Edition {edition.number} has another text or root than it was issued with as {where} has it."
            )
        for public_id in edition.signatures:
            if given.get(public_id, 0) > event.number:
                raise Broken(f"Edition {edition.number} was issued before the signature {shown(public_id)} was given.")
    for event in issued.values():
        raise Broken(f"The journal (event {event.number}) tells of edition {shown(str(event.facts.get('number')))}, "
                     "which is not in this archive: an older one may pass for the newest here.")  # fmt: skip
    _check_translations_issued(archive)


def _check_translations_issued(archive: Archive) -> None:
    """The translations are those that the journal says were made, with the same files and text."""
    issued = {
        (each.facts.get("number"), each.facts.get("digest")): each
        for each in archive.events
        if each.kind == "translation.issued" and each.subject == archive.letter
    }
    for edition in archive.editions:
        for translation in edition.translations:
            name = f"The translation of edition {edition.number} ({shown(translation.language)})"
            event = issued.pop((edition.number, translation.text), None)
            if event is None:
                raise Broken(f"{name} was never issued: the journal has no such event.")
            files = {each.get("audience"): each.get("sha256") for each in translation.files}
            stated = {"files": files, "language": translation.language, "authentic": edition.revision}
            if any(event.facts.get(fact) != value for fact, value in stated.items()):
                raise Broken(f"{name} is not what was issued as the journal (event {event.number}) has it.")
    for event in issued.values():
        raise Broken(f"The journal (event {event.number}) tells of a translation of edition "
                     f"{shown(str(event.facts.get('number')))} that is not in this archive.")  # fmt: skip


def check_deliveries(archive: Archive) -> None:
    """The deliveries are those that the journal has, of these files."""
    name = "deliveries.json"
    files = {each.get("sha256") for edition in archive.editions for each in edition.files}
    files |= {
        each.get("sha256") for edition in archive.editions for made in edition.translations for each in made.files
    }
    told = {each.facts.get("delivery"): each for each in archive.events if each.kind == "letter.delivered"}
    for entry in objects(parse(read(archive.files, name), name), name):
        public_id, digest = take(entry, "public_id", str, name), take_hex(entry, "sha256", name)
        event, along = told.pop(public_id, None), entry.get("translations", [])
        is_told = event is not None and event.facts.get("file") == digest
        if event is None or not is_told or event.facts.get("translations", []) != along:
            raise Broken(f"The delivery {shown(public_id)} in {name} is not one that the journal has.")
        if not isinstance(along, list) or not files.issuperset([digest, *map(str, along)]):
            raise Broken(f"The delivery {shown(public_id)} in {name} is not one that the journal has.")
    for event in told.values():
        raise Broken(f"The journal (event {event.number}) tells of a delivery that is not in {name}.")


def check_leaves(archive: Archive) -> None:
    """Each edition's signatures are those whose leaves it counted, on its text or one that was only corrected."""
    for edition in archive.editions:
        where = f"edition {edition.number}"
        if sorted(edition.signatures) != edition.signatures or len(edition.leaves) != len(edition.signatures):
            raise Broken(f"The leaves of {where} are not one for each signature, in the order of their ids.")
        for public_id, leaf in zip(edition.signatures, edition.leaves):
            _check_leaf(archive, edition, public_id, leaf)
        if edition.root is not None and merkle_root(edition.leaves) != edition.root:
            raise Broken(f"The root of {where} is not the one that its leaves give.")
    if any(each.root for each in archive.editions):
        archive.proved.append("Every edition's signatures give the Merkle root that it was issued with, if it has one.")


def _check_leaf(archive: Archive, edition: Edition, public_id: str, leaf: bytes) -> None:
    where, signature = f"edition {edition.number}", archive.signatures.get(public_id)
    if signature is None:
        raise Broken(f"The signature {shown(public_id)} in {where} is not in signatures.json.")
    if signature.facts is not None and leaf_hash(signature.facts) != leaf:
        raise Broken(f"{signature.name} is not what {where} counted: some fact of it was altered.")
    signed, printed = archive.revisions.get(signature.revision), archive.revisions.get(edition.revision)
    if signed is None or printed is None or not archive.bases[edition.revision] <= signed <= printed:
        raise Broken(f"{signature.name} was not given on the text that {where} prints.")


def check_lists(archive: Archive) -> None:
    """The list of signatories inside each PDF is that of its edition, and so are text and root."""
    for edition in archive.editions:
        for file, translation, where in edition.printed():
            pdf = read(archive.files, file["path"])
            seal = seal_of(pdf)
            listed = machine_list(pdf[: seal.end] if seal else pdf, where)
            _check_text(edition, translation, listed, where)
            _check_list(archive, edition, listed, where)
    if any(list(edition.printed()) for edition in archive.editions):
        archive.proved.append("The list inside each PDF names exactly these signatures, this text and this root.")


def _check_text(edition: Edition, translation: Translation | None, listed: dict[str, Any], where: str) -> None:
    """A file says which text it prints, and a translation which one was signed."""
    printed = take(take(listed, "revision", dict, where), "sha256", str, where)
    if printed != (translation.text if translation else edition.revision):
        raise Broken(f"The text that {where} prints is not the one it was issued with.")
    signed = take(listed, "translation_of", dict, where).get("sha256") if "translation_of" in listed else None
    if signed != (edition.revision if translation else None):
        raise Broken(f"{where[0].upper()}{where[1:]} does not say truly whether it is the text that was signed.")


_LISTED = ("ep_id", "given", "surname", "country", "group", "party", "assurance", "signed_on")


def _check_list(archive: Archive, edition: Edition, listed: dict[str, Any], where: str) -> None:
    printed = Counter(
        canonical([member.get(each) for each in _LISTED])
        for part in ("signatories", "supplement")
        for member in objects(take(listed, part, list, where), where)
    )
    for public_id in edition.signatures:
        signature = archive.signatures.get(public_id)
        if signature is None or signature.facts is None:
            raise Broken(f"The signature {shown(public_id)} in {where} is not told in signatures.json.")
        line = canonical([signature.facts.get(each) for each in _LISTED])
        if not printed[line]:
            raise Broken(f"{signature.name} does not stand like this in the list inside {where}.")
        printed[line] -= 1
    for line in +printed:
        extra = json.loads(line)
        name = shown(f"{extra[1]} {extra[2]}")
        raise Broken(f"{where[0].upper()}{where[1:]} names {name}, whose signature is not in the archive.")
    if listed.get("merkle_root") != edition.root:
        raise Broken(f"The root inside {where} is not that of the signatures of this edition.")
    if take(take(listed, "letter", dict, where), "id", str, where) != archive.letter:
        raise Broken(f"{where[0].upper()}{where[1:]} is another letter.")


def check_seals(archive: Archive) -> None:
    """Each PDF is sealed from its first byte by one of the certificates in the archive."""
    for edition in archive.editions:
        for file, _translation, name in edition.printed():
            where = f"{name[0].upper()}{name[1:]}"
            pdf = read(archive.files, file["path"])
            seal = seal_of(pdf)
            if seal is None:
                raise Broken(f"{where} is not sealed: anybody could have made it.")
            by = sealed_by(seal.cms, seal.signed(pdf), archive.certificates)
            if by is None:
                raise Broken(f"{where} is not sealed by the certificate {_prints(archive)}: it was not issued with it.")
            archive.seals.add(by)
            if seal.end < len(pdf):
                archive.open_.append(f"What was added to {where} behind its seal, such as a time stamp.")
    if archive.seals:
        archive.proved.append("Every PDF is whole and sealed by the certificate below.")


def _prints(archive: Archive) -> str:
    return " or ".join(map(fingerprint, archive.certificates)) or "of this archive, which holds none"


def check_root(archive: Archive) -> None:
    """The signatures that stand give the root in the manifest."""
    stated = take_hex(archive.manifest, "root", MANIFEST)
    standing = sorted(
        (each for each in archive.signatures.values() if each.state == "standing"), key=lambda each: each.public_id
    )
    if merkle_root([leaf_hash(each.facts or {}) for each in standing]) != stated:
        raise Broken(f"The signatures that stand do not give the root {stated} that {MANIFEST} names.")
    archive.proved.append(f"{len(standing)} signatures stand, under the Merkle root {stated}.")
    counted = {public_id for each in archive.editions for public_id in each.signatures}
    if late := sum(each.public_id not in counted for each in standing):
        archive.open_.append(
            f"{late} signatures that stand are in no edition yet: only the seal of {MANIFEST} vouches for them."
        )


def check_files(archive: Archive) -> None:
    """The files are those in the manifest, byte for byte, and no others."""
    listed = objects(take(archive.manifest, "files", list, MANIFEST), MANIFEST)
    names = {take(each, "path", str, MANIFEST): each for each in listed}
    for name in sorted(set(archive.files.names()) - set(names) - {MANIFEST, MANIFEST_SEAL}):
        raise Broken(f"{shown(name)} does not belong to the archive: {MANIFEST} does not name it.")
    for name, entry in names.items():
        if digest_of(archive.files, name) != (take_hex(entry, "sha256", name), take(entry, "size", int, name)):
            raise Broken(f"{shown(name)} was altered: it is not the file that {MANIFEST} names.")
    archive.proved.append(f"All {len(names)} files are those that {MANIFEST} names, and there are no others.")


def check_manifest_seal(archive: Archive) -> None:
    """The manifest is sealed by the same certificate as the editions."""
    by = sealed_by(read(archive.files, MANIFEST_SEAL, 1_000_000), [read(archive.files, MANIFEST)], archive.certificates)
    if by is None:
        why = "the archive was changed after it was made, or made by somebody else."
        raise Broken(f"{MANIFEST} is not sealed by the certificate {_prints(archive)}: {why}")
    archive.seals.add(by)
    archive.proved.append(f"{MANIFEST}, and with it every file, is sealed by the certificate below.")


def check_fingerprints(archive: Archive, named: list[str]) -> None:
    """All seals are of certificates whose fingerprints were published."""
    others = [each for each in map(fingerprint, sorted(archive.seals)) if each.replace(":", "") not in named]
    if others or not archive.seals:
        found = " and ".join(others) or "no certificate at all"
        archive.problems.append(f"The seals are not of the certificate that you named, but of {found}.")
    else:
        archive.proved.append("That certificate is the one you named.")


CHECKS: tuple[Callable[[Archive], None], ...] = (
    check_letter, check_texts, check_signatures, check_journal, check_given, check_editions, check_issued,
    check_deliveries, check_leaves, check_lists, check_seals, check_root, check_files, check_manifest_seal,
)  # fmt: skip

LIMITS = (
    "That a mailbox was in the hands of the Member it is registered for; how sure that is, “assurance” says.",
    "That the printed pages show what the list inside the PDF says: the seal vouches for both; look at them.",
    "That nothing happened after the archive was made: ask the check page of the installation.",
)


# --- what is said ------------------------------------------------------------------------------------------------


def report(archive: Archive, *, named: bool) -> Iterator[str]:
    """The findings in plain sentences, the verdict first."""
    if archive.problems:
        yield f"DO NOT RELY ON IT. {archive.problems[0]}"
        yield from (f"  also: {each}" for each in archive.problems[1:20])
        return
    title = take(archive.manifest["letter"], "title", str, MANIFEST)
    yield f"Everything fits: {shown(title)}"
    yield from (f"  proved: {each}" for each in archive.proved)
    for certificate in sorted(archive.seals):
        yield f"Sealed by the certificate with the SHA-256 fingerprint\n  {fingerprint(certificate)}"
    if not named:
        yield "Compare it with the fingerprint that the issuing office publishes, not with one you were sent:"
        yield "whoever makes up a whole archive seals it with another certificate."
    yield "Not proved by this:"
    yield from (f"  - {each}" for each in (*archive.open_, *LIMITS))


def main(arguments: list[str] | None = None) -> int:
    """Check the archive named on the command line; the exit code."""
    reader = argparse.ArgumentParser(description="Check the archive of a letter; nothing is written or sent.")
    reader.add_argument("archive", nargs="?", type=Path, help="the zip, or the folder it was unpacked into")
    reader.add_argument(
        "--fingerprint",
        action="append",
        default=[],
        metavar="SHA-256",
        help="of the seal's certificate, as the office publishes it; repeat it where the certificate changed",
    )
    given = reader.parse_args(arguments)
    place = given.archive or Path(__file__).resolve().parent
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        archive = check(files_at(place), fingerprints=given.fingerprint)
        for line in report(archive, named=bool(given.fingerprint)):
            print(line)
    except (Unreadable, Broken, OSError) as error:
        print(f"This cannot be checked. {error}")
        return 2
    return 1 if archive.problems else 0


if __name__ == "__main__":
    sys.exit(main())
