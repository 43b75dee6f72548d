"""Persons with certificates, issued by an authority of the test; they sign PDF files for real."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import core
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import TextStampStyle

from letters.seals.pades import DatedSigner
from tests.factories import NOON

QUALIFIED = ("0.4.0.1862.1.1", "0.4.0.1862.1.4")


def _name(given: str, surname: str, common: str) -> x509.Name:
    parts = [(NameOID.GIVEN_NAME, given), (NameOID.SURNAME, surname), (NameOID.COMMON_NAME, common)]
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts if value])


def _statements(ids: tuple[str, ...], purpose: str) -> bytes:
    class Info(core.SequenceOf):  # type: ignore[misc]
        _child_spec = core.ObjectIdentifier

    class Statement(core.Sequence):  # type: ignore[misc]
        _fields = [("id", core.ObjectIdentifier), ("info", core.Any, {"optional": True})]

    class Statements(core.SequenceOf):  # type: ignore[misc]
        _child_spec = Statement

    rows = [Statement({"id": each}) for each in ids]
    if purpose:
        rows.append(Statement({"id": "0.4.0.1862.1.6", "info": core.Any(Info([purpose]))}))
    return bytes(Statements(rows).dump())


@dataclass
class Authority:
    """Issues certificates; its root can be trusted or not."""

    def __post_init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.root = self._made(_name("", "", "Test Authority"), self.key.public_key(), ca=True)

    @property
    def pem(self) -> bytes:
        return self.root.public_bytes(Encoding.PEM)

    def signed(
        self,
        pdf: bytes,
        given: str = "Ada",
        surname: str = "Tester",
        *,
        at: datetime = NOON,
        box: tuple[int, int, int, int] | None = None,
        **terms: Any,
    ) -> bytes:
        """The file with this person's signature added; with a box a picture of it is on the first page."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name(given, surname, f"{given} {surname}")
        certificate = self._made(name, key.public_key(), **terms)
        packed = pkcs12.serialize_key_and_certificates(
            b"person", key, certificate, [self.root], BestAvailableEncryption(b"secret")
        )
        signer = signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=b"secret")
        meta = signers.PdfSignatureMetadata(field_name="Member", md_algorithm="sha256")
        spec = fields.SigFieldSpec("Member", on_page=0, box=box) if box else None
        style = TextStampStyle(stamp_text="We demand the opposite.", background_opacity=1)
        signing = DatedSigner(at, meta, signer, stamp_style=style, new_field_spec=spec)
        out = signing.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))
        return bytes(out.getvalue())

    def _made(
        self,
        subject: x509.Name,
        key: Any,
        *,
        ca: bool = False,
        qualified: tuple[str, ...] = (),
        purpose: str = "",
        ends_at: datetime = NOON + timedelta(days=365),
    ) -> x509.Certificate:
        builder = x509.CertificateBuilder().subject_name(subject)
        issuer = subject if ca else self.root.subject
        builder = builder.issuer_name(issuer).public_key(key).serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(NOON - timedelta(days=30)).not_valid_after(ends_at)
        builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        usage = dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
        )
        builder = builder.add_extension(
            x509.KeyUsage(digital_signature=not ca, content_commitment=not ca, key_cert_sign=ca, crl_sign=ca, **usage),
            critical=True,
        )
        if qualified or purpose:
            value = _statements(qualified, purpose)
            kind = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
            builder = builder.add_extension(x509.UnrecognizedExtension(kind, value), critical=False)
        return builder.sign(self.key, hashes.SHA256())
