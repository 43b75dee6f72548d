"""Who seals: the key the settings name, or the installation's own self-issued one, made once at set-up.

The own key rests in the instance folder as PKCS#12; its password beside it, encrypted under SECRET_KEY.
"""

import io
import os
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding
from flask import current_app

from campaign import clock, config, tokens
from letters.errors import LettersError, SealKeyLocked
from letters.sealing import Level, Outside, seal, seal_content
from letters.seals import keys
from letters.seals.authorities import TimestampAuthority, read_roots
from letters.seals.sealers import Pkcs11, Pkcs12, Sealer, SelfIssued

SEALED_AS = "seal password"


def sealed(pdf: bytes, *, now: datetime) -> bytes:
    """Seal the file at the level the settings ask for.

    Raises SealError: nothing unsealed is ever handed out under a sealed name.
    """
    settings = config.current()
    authority = TimestampAuthority(settings.seal_timestamp_url) if settings.seal_timestamp_url else None
    roots = read_roots(Path(settings.seal_roots_file).read_bytes()) if settings.seal_roots_file else ()
    outside = Outside(timestamps=authority, roots=roots)
    return seal(pdf, sealer(now=now), now=now, level=Level(settings.seal_level), outside=outside)


def sealed_content(content: bytes, *, now: datetime, as_of: datetime) -> bytes:
    """A detached seal by the same key over bytes that are no PDF and say what was so at `as_of`.

    Raises SealError.
    """
    return seal_content(content, sealer(now=now), now=now, as_of=as_of)


def certificate(*, now: datetime) -> bytes:
    """The sealing certificate (DER): what outsiders compare seals with."""
    return sealer(now=now).certificate.public_bytes(Encoding.DER)


def sealed_with(pdf: bytes) -> set[bytes]:
    """The certificates (DER) that the seals and signatures in this PDF name as their own."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    found = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    return {each.signer_cert.dump() for each in found}


def fingerprint() -> str | None:
    """The fingerprint to publish; None where there is no key yet, or none that can be opened now. No key is made."""
    settings = config.current()
    if not (settings.seal_key_file or settings.seal_pkcs11_library or (_folder() / "seal.p12").exists()):
        return None
    try:
        return keys.fingerprint(sealer(now=clock.now()).certificate)
    except LettersError:
        return None


def sealer(*, now: datetime) -> Sealer:
    """The installation's sealer; opened once per process, since reading a key costs 0.1 s."""
    opened: Sealer | None = current_app.extensions.get("sealer")
    if opened is None:
        opened = current_app.extensions["sealer"] = _opened(now)
    return opened


def _opened(now: datetime) -> Sealer:
    settings = config.current()
    if settings.seal_pkcs11_library:
        library = Path(settings.seal_pkcs11_library)
        return Pkcs11(library, settings.seal_pkcs11_token, settings.seal_pkcs11_label, settings.seal_password)
    if settings.seal_key_file:
        return Pkcs12(Path(settings.seal_key_file), settings.seal_password)
    return own_key(now=now)


def own_key(*, now: datetime) -> SelfIssued:
    """The installation's own key; made when there is none yet. Raises SealKeyLocked under a strange SECRET_KEY."""
    key, password = (_folder() / name for name in ("seal.p12", "seal.password"))
    if not key.exists():
        settings = config.current()
        made = keys.make_seal_key(settings.operator_name, urlsplit(settings.public_url).hostname or "", now=now)
        _write(password, tokens.seal(SEALED_AS, made.password.encode()))
        _write(key, made.pkcs12)
    try:
        opened = tokens.unseal(SEALED_AS, password.read_bytes()).decode()
    except ValueError as error:
        raise SealKeyLocked from error
    return SelfIssued(key.read_bytes(), opened)


def _folder() -> Path:
    return Path(config.current().instance_folder)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
