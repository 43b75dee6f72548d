"""The seals in a file, examined by pyHanko offline: nothing is fetched, nothing outside the file is believed."""

from __future__ import annotations

import asyncio
import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from letters.checks import persons
from letters.checks.report import Kind, SealFound, Since, Standing
from letters.seals import keys
from letters.seals.authorities import as_asn1
from letters.seals.block import name_of

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus
    from pyhanko_certvalidator import ValidationContext

MOST_SIGNATURES = 32
SEAL_FIELD = re.compile(r"Seal\d+")


class TooManySignatures(Exception):
    """The file carries more signatures than any letter would."""


class Locked(Exception):
    """The file is encrypted."""


def examine_file(
    pdf: bytes, roots: tuple[x509.Certificate, ...], fingerprints: frozenset[str], *, now: datetime
) -> tuple[SealFound, ...]:
    """Examine every signature and time stamp in the file, oldest first.

    Raises Locked, TooManySignatures, ValueError and whatever else a broken file makes pyHanko raise.
    """
    from pyhanko.pdf_utils.misc import PdfError

    from letters.seals.reading import QuickReader

    try:
        reader = QuickReader(io.BytesIO(pdf))
        if reader.encrypted:
            raise Locked
        return examine(reader, roots + with_fingerprint(reader, fingerprints), now=now)
    except PdfError as error:
        raise ValueError from error


def examine(reader: PdfFileReader, roots: tuple[x509.Certificate, ...], *, now: datetime) -> tuple[SealFound, ...]:
    """Examine every signature and time stamp, oldest first.

    A time stamp over the file proves what stood before it, so each is judged as of the next newer one.
    Raises TooManySignatures and whatever pyHanko raises about a broken file.
    """
    embedded = reader.embedded_signatures
    if len(embedded) > MOST_SIGNATURES:
        raise TooManySignatures
    found: list[SealFound] = []
    moment = now
    for each in reversed(embedded):
        seal = asyncio.run(_examine_one(reader, each, roots, moment=moment))
        if seal.kind is Kind.TIME_STAMP and seal.intact and seal.attested_at:
            moment = seal.attested_at
        found.append(seal)
    return tuple(reversed(found))


async def _examine_one(
    reader: PdfFileReader,
    embedded: EmbeddedPdfSignature,
    roots: tuple[x509.Certificate, ...],
    *,
    moment: datetime,
) -> SealFound:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    certificate = x509.load_der_x509_certificate(embedded.signer_cert.dump())
    status, attested = await _status(reader, embedded, roots, moment=moment)
    return SealFound(
        field=embedded.field_name,
        kind=_kind(embedded),
        holder=name_of(certificate.subject),
        issuer=name_of(certificate.issuer),
        self_issued=keys.is_self_issued(certificate),
        fingerprint=keys.fingerprint(certificate),
        intact=bool(status.intact and status.valid and _is_filled_with_zeros(embedded.pkcs7_content)),
        standing=_standing(status, certificate, roots, attested or moment),
        since=_since(status),
        claimed_at=embedded.self_reported_timestamp,
        attested_at=attested,
        person=persons.name_of(certificate),
        qualified=persons.qualified(certificate),
        purpose=persons.purpose(certificate),
        covers_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
    )


def _is_filled_with_zeros(contents: bytes) -> bool:
    """Whether the room that the signature left over is empty: the only bytes that no signature covers."""
    from asn1crypto.parser import peek

    return not any(contents[peek(contents) :])


def _kind(embedded: EmbeddedPdfSignature) -> Kind:
    if embedded.sig_object_type == "/DocTimeStamp":
        return Kind.TIME_STAMP
    return Kind.SEAL if SEAL_FIELD.fullmatch(embedded.field_name) else Kind.SIGNATURE


async def _status(
    reader: PdfFileReader,
    embedded: EmbeddedPdfSignature,
    roots: tuple[x509.Certificate, ...],
    *,
    moment: datetime,
) -> tuple[Any, datetime | None]:
    """The status as of the attested time where there is one, else as of the moment; and that time."""
    from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    clocks = _trust_in_clocks(roots, moment=moment)
    if embedded.sig_object_type == "/DocTimeStamp":
        stamp = await async_validate_pdf_timestamp(embedded, clocks)
        return stamp, stamp.timestamp if stamp.trusted else None
    terms: dict[str, Any] = {"key_usage_settings": KeyUsageConstraints(key_usage=set())}
    now = _trust(reader, roots, moment=moment)
    status = await async_validate_pdf_signature(embedded, now, clocks, **terms)
    attested = _attested(status)
    if attested is not None:
        then = _trust(reader, roots, moment=attested)
        clocks = _trust_in_clocks(roots, moment=moment)
        status = await async_validate_pdf_signature(embedded, then, clocks, **terms)
    return status, attested


def _trust_in_clocks(roots: tuple[x509.Certificate, ...], *, moment: datetime) -> ValidationContext:
    """The same roots for timestamp authorities, without asking whether they were revoked.

    Offline nobody knows: the proofs in the file are as old as the seal and say nothing about later.
    """
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.policy_decl import (
        CertRevTrustPolicy,
        RevocationCheckingPolicy,
        RevocationCheckingRule,
    )

    unasked = RevocationCheckingPolicy(RevocationCheckingRule.NO_CHECK, RevocationCheckingRule.NO_CHECK)
    return ValidationContext(
        trust_roots=[as_asn1(each) for each in roots],
        moment=moment,
        allow_fetching=False,
        revinfo_policy=CertRevTrustPolicy(unasked),
    )


def _trust(reader: PdfFileReader, roots: tuple[x509.Certificate, ...], *, moment: datetime) -> ValidationContext:
    """These roots, and the proofs about certificates that the file itself carries."""
    from pyhanko.sign.validation.dss import DocumentSecurityStore
    from pyhanko.sign.validation.errors import NoDSSFoundError
    from pyhanko_certvalidator import ValidationContext

    terms: dict[str, Any] = {
        "trust_roots": [as_asn1(each) for each in roots],
        "moment": moment,
        "allow_fetching": False,
        "revocation_mode": "soft-fail",
        # The proofs were fetched while sealing, a second before or after the time stamp.
        "retroactive_revinfo": True,
    }
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return ValidationContext(**terms)
    return store.as_validation_context(terms)


def _attested(status: PdfSignatureStatus) -> datetime | None:
    stamp = status.timestamp_validity
    return stamp.timestamp if stamp is not None and stamp.valid and stamp.intact and stamp.trusted else None


def _standing(
    status: Any, certificate: x509.Certificate, roots: tuple[x509.Certificate, ...], moment: datetime
) -> Standing:
    if status.revoked:
        return Standing.REVOKED
    if not certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc:
        return Standing.EXPIRED
    if keys.is_self_issued(certificate) and certificate not in roots:
        return Standing.UNKNOWN  # a name proves nothing here, only the very key does
    return Standing.TRUSTED if status.trusted else Standing.UNKNOWN


def _since(status: Any) -> Since:
    from pyhanko.sign.diff_analysis import ModificationLevel

    if status.docmdp_ok is False:
        return Since.FORBIDDEN
    levels = {
        ModificationLevel.NONE: Since.NOTHING,
        ModificationLevel.LTA_UPDATES: Since.PROOFS,
        ModificationLevel.FORM_FILLING: Since.SIGNATURES,
    }
    return levels.get(status.modification_level, Since.FORBIDDEN)


def with_fingerprint(reader: PdfFileReader, fingerprints: frozenset[str]) -> tuple[x509.Certificate, ...]:
    """Give the certificates in the file's signatures whose fingerprints the asker named."""
    wanted = {each.replace(":", "").replace(" ", "").lower() for each in fingerprints}
    found = (x509.load_der_x509_certificate(each.signer_cert.dump()) for each in reader.embedded_signatures)
    return tuple(each for each in found if each.fingerprint(hashes.SHA256()).hex() in wanted)
