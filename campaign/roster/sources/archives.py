"""Zip and gzip: unpacked within bounds, whatever the archive claims about itself."""

import gzip
import io
import zipfile
import zlib

from campaign.roster.sources.refusals import CannotRead, Reason

#: The Parliament's whole list has 0.2 MB; the largest set known here 1 MB.
MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 50


def too_large(file: str) -> CannotRead:
    """The refusal of something nobody needs to read to the end."""
    return CannotRead(Reason.TOO_LARGE, file=file, value=f"{MAX_BYTES // 1024 // 1024} MB")


def is_zip(content: bytes) -> bool:
    """Does it begin like a zip?"""
    return content.startswith(b"PK\x03\x04")


def is_gzip(content: bytes) -> bool:
    """Does it begin like a gzip?"""
    return content.startswith(b"\x1f\x8b")


def gunzipped(file: str, content: bytes) -> bytes:
    """What a gzip holds.

    Raises CannotRead when that is damaged or too large.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            unpacked = packed.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise CannotRead(Reason.BROKEN_ARCHIVE, file=file, value=error) from None
    if len(unpacked) > MAX_BYTES:
        raise too_large(file)
    return unpacked


def unzipped(file: str, content: bytes) -> dict[str, bytes]:
    """Every file of a zip, by name: read once to its end, so that no header can lie about sizes.

    Raises CannotRead when it is damaged, locked or too large.
    """
    found: dict[str, bytes] = {}
    left = MAX_BYTES * 2
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            if len(members) > MAX_FILES * 4 or sum(each.file_size for each in members) > left:
                raise too_large(file)
            for each in members:
                with archive.open(each) as packed:
                    found[each.filename] = packed.read(left + 1)
                left -= len(found[each.filename])
                if left < 0:
                    raise too_large(file)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        zlib.error,
        ValueError,
    ) as error:
        raise CannotRead(Reason.BROKEN_ARCHIVE, file=file, value=error) from None
    return found


def is_spreadsheet(names: dict[str, bytes]) -> bool:
    """Is this zip an XLSX?"""
    return "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)
