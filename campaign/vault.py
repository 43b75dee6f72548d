"""Files by digest in the instance folder: written once, never changed, checked when read.

Editions rest as they are. Evidence (mails, scans) rests encrypted under the installation's key: whoever steals the disk
reads no mailbox and no handwriting in it.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from campaign import config, tokens

_EVIDENCE = "evidence file"


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


def store_sealed(content: bytes) -> str:
    """Keep evidence encrypted; returns the SHA-256 in hex of the encrypted bytes, by which `read_sealed` finds it."""
    return store(tokens.seal(_EVIDENCE, content))


def read_sealed(digest: str) -> bytes:
    """The evidence again.

    Raises FileDamaged when it was altered, is gone, or was made under another key.
    """
    try:
        return tokens.unseal(_EVIDENCE, read(digest))
    except ValueError as error:
        raise FileDamaged(digest) from error


def forget(digest: str) -> None:
    """Delete a file whose time is over; none is left behind if it is gone already."""
    path(digest).unlink(missing_ok=True)


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
