"""Files by digest in the instance folder: written once, never changed, checked when read."""

import hashlib
import os
import tempfile
from pathlib import Path

from campaign import config


class FileDamaged(Exception):
    """A stored file no longer has the bytes its digest names."""


def store(content: bytes) -> str:
    """Keep these bytes; returns their SHA-256 in hex. The same bytes are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    place = path(digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(place)
    return digest


def read(digest: str) -> bytes:
    """The bytes with this digest.

    Raises FileDamaged when they were altered or are gone.
    """
    try:
        content = path(digest).read_bytes()
    except FileNotFoundError as error:
        raise FileDamaged(digest) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise FileDamaged(digest)
    return content


def path(digest: str) -> Path:
    """Where the bytes with this digest stand."""
    return Path(config.current().instance_folder).resolve() / "vault" / digest[:2] / digest
