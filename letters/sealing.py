"""Sealing: PAdES signatures (ETSI EN 319 142-1) as an incremental update on exactly the given bytes.

A seal shows where a file comes from and that it is unchanged (eIDAS Art. 35). It is no Member's signature.
"""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from cryptography import x509

from letters import errors
from letters.seals import authorities, keys, troubles
from letters.seals.block import ENGLISH, BlockWords, SealBlock
from letters.seals.sealers import Sealer

if TYPE_CHECKING:
    from pyhanko.sign.signers.pdf_cms import Signer
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata
    from pyhanko_certvalidator import ValidationContext

REASON = "Origin and integrity of this file; not the signature of any Member"
# Signed attributes, the signature, and the issuer named three times; RSA-4096 and long names included.
ROOM_FOR_THE_REST = 1600


class Level(StrEnum):
    """How long a seal can be proved: B alone, T with a time, LT with proof of validity, LTA renewable."""

    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"


@dataclass(frozen=True)
class Outside:
    """What levels above B-B need from others: a timestamp authority and the roots to trust."""

    timestamps: authorities.TimestampAuthority | None = None
    roots: tuple[x509.Certificate, ...] = ()


@dataclass(frozen=True)
class _Order:
    """One seal to be made."""

    sealer: Sealer
    signer: Signer
    now: datetime
    level: Level
    outside: Outside
    certify: bool
    words: BlockWords


def seal(
    pdf: bytes,
    sealer: Sealer,
    *,
    now: datetime,
    level: Level = Level.B_B,
    outside: Outside = Outside(),
    certify: bool = True,
    words: BlockWords = ENGLISH,
) -> bytes:
    """Seal the file; the result starts with exactly `pdf`.

    `certify` lets the first seal state that only further seals and signatures may follow (DocMDP level 2);
    `words` are what a visible block says, in the letter's language.
    Raises SealError.
    """
    _refuse_unusable(sealer.certificate, now=now)
    if level is not Level.B_B and outside.timestamps is None:
        raise errors.TimestampAuthorityMissing
    with sealer.signer() as signer, troubles.told_plainly():
        order = _Order(sealer, signer, now, level, outside, certify, words)
        return asyncio.run(_carry_out(pdf, order)).getvalue()


def seal_content(content: bytes, sealer: Sealer, *, now: datetime, as_of: datetime) -> bytes:
    """A detached seal (CMS, RFC 5652) over bytes that are no PDF, which say what was so at `as_of`.

    That is the time it names, so that an RSA key seals the same bytes alike at any time. Raises SealError.
    """
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    _refuse_unusable(sealer.certificate, now=now)
    named = PdfCMSSignedAttributes(signing_time=as_of)
    with sealer.signer() as signer, troubles.told_plainly():
        signing = signer.async_sign_general_data(content, "sha256", use_cades=True, signed_attr_settings=named)
        made: bytes = asyncio.run(signing).dump()
    return made


def _refuse_unusable(certificate: x509.Certificate, *, now: datetime) -> None:
    if now < certificate.not_valid_before_utc:
        raise errors.SealKeyNotYetValid
    if now > certificate.not_valid_after_utc:
        raise errors.SealKeyExpired


async def _carry_out(pdf: bytes, order: _Order) -> io.BytesIO:
    """Seal; a stream and not bytes, of which asyncio would write out every byte in a message nobody reads."""
    if order.level is Level.B_B:
        return await _sign(pdf, order, trust=None)
    roots = order.outside.roots
    if keys.is_self_issued(order.sealer.certificate):
        roots = (*roots, order.sealer.certificate)
    lasting = order.level in (Level.B_LT, Level.B_LTA)
    if not lasting and not order.outside.roots:
        return await _sign(pdf, order, trust=None)
    async with authorities.online_trust(roots, must_know=lasting) as trust:
        sealed = await _sign(pdf, order, trust=trust)
        return await _stamp(sealed, order) if order.level is Level.B_LTA else sealed


async def _sign(pdf: bytes, order: _Order, *, trust: ValidationContext | None) -> io.BytesIO:
    from letters.seals import pades
    from letters.seals.fields import next_field

    writer = pades.quiet_writer(io.BytesIO(pdf))
    field, is_first = next_field(writer)
    authority = order.outside.timestamps if order.level is not Level.B_B else None
    signer = pades.DatedSigner(
        order.now,
        _terms(order, field, certify=order.certify and is_first, trust=trust),
        order.signer,
        timestamper=authority.client() if authority else None,
        stamp_style=SealBlock(order.sealer.certificate, order.now, order.words),
    )
    output = io.BytesIO()
    await signer.async_sign_pdf(writer, bytes_reserved=_room(order), output=output)
    return output


async def _stamp(sealed: io.BytesIO, order: _Order) -> io.BytesIO:
    """Add a time stamp over the seal and its proofs, for the archive."""
    from pyhanko.sign.signers.pdf_signer import PdfTimeStamper

    from letters.seals import pades
    from letters.seals.fields import time_stamp_field

    if order.outside.timestamps is None:
        raise errors.TimestampAuthorityMissing
    writer = pades.quiet_writer(sealed)
    stamper = PdfTimeStamper(order.outside.timestamps.client(), field_name=time_stamp_field(writer))
    output = io.BytesIO()
    await stamper.async_timestamp_pdf(writer, "sha256", output=output)
    return output


def _terms(order: _Order, field: str, *, certify: bool, trust: ValidationContext | None) -> PdfSignatureMetadata:
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers.pdf_signer import (
        DSSContentSettings,
        PdfSignatureMetadata,
        SigDSSPlacementPreference,
    )

    # With the proofs in the seal's own revision the seal covers the whole file, and checking stays cheap.
    lasting = order.level in (Level.B_LT, Level.B_LTA)
    together, apart = (
        SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE,
        SigDSSPlacementPreference.SEPARATE_REVISION,
    )
    proofs = DSSContentSettings(include_vri=False, placement=together if lasting else apart)
    return PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        reason=REASON,
        validation_context=trust,
        embed_validation_info=lasting,
        signer_key_usage=set(),
        dss_settings=proofs,
    )


def _room(order: _Order) -> int | None:
    """How many hexadecimal digits to keep free; with a time stamp, pyHanko must ask for its size."""
    if order.level is not Level.B_B:
        return None
    certificates = (order.signer.signing_cert, *order.signer.cert_registry)
    return 2 * (sum(len(each.dump()) for each in certificates if each) + ROOM_FOR_THE_REST)
