"""A zip whose bytes depend on nothing but its content, written piece by piece, with a manifest of what is in it."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

_NEVER = (1980, 1, 1, 0, 0, 0)  # the first day a zip can name: the time of packing is nobody's concern
_READABLE = 0o100644 << 16


class Parcel:
    """An archive being packed into an open zip."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened
        self._listed: list[dict[str, Any]] = []

    def add(self, path: str, pieces: Iterable[bytes], *, is_listed: bool = True) -> None:
        """Write one file; no more than one piece is in memory at a time."""
        made, size = hashlib.sha256(), 0
        with self._zip.open(_entry(path), "w") as opened:
            for piece in pieces:
                opened.write(piece)
                made.update(piece)
                size += len(piece)
        if is_listed:
            self._listed.append({"path": path, "sha256": made.hexdigest(), "size": size})

    def add_json(self, path: str, value: Any) -> None:
        """Write JSON as people can read it."""
        self.add(path, [readable(value)])

    def manifest(self, manifest: dict[str, Any]) -> bytes:
        """The manifest's bytes, with every file so far in it; `finish` takes them with their seal."""
        return readable(manifest | {"files": sorted(self._listed, key=lambda each: str(each["path"]))})

    def finish(self, manifest: bytes, seal: bytes) -> None:
        """Write the manifest and its seal."""
        self.add("manifest.json", [manifest], is_listed=False)
        self.add("manifest.p7s", [seal], is_listed=False)


@contextmanager
def parcel(file: IO[bytes]) -> Iterator[Parcel]:
    """A parcel to be packed into this file."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        yield Parcel(opened)


def readable(value: Any) -> bytes:
    """JSON with one spelling that people can read: keys sorted, two spaces, UTF-8."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _NEVER)
    entry.compress_type = zipfile.ZIP_STORED if path.endswith(".pdf") else zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 3, _READABLE
    return entry
