"""The installation's own seal key: made once at set-up, kept as PKCS#12, named for what it is."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from letters.errors import SealKeyUnreadable, WrongSealPassword

# ENISA's agreed mechanisms accept RSA from 3000 bits on; every PDF reader in use can check it.
RSA_BITS = 3072

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class SealKey:
    """A new key as it is stored: the file, its password, and the fingerprint to publish."""

    pkcs12: bytes
    password: str
    fingerprint: str


@dataclass(frozen=True)
class OpenedKey:
    """A key read into memory: the private key, its certificate, and the certificates above it."""

    private: PrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


def make_seal_key(organisation: str, host: str, *, now: datetime, years: int = 10) -> SealKey:
    """Make the installation's own key, with a random password and a name that says it is self-issued."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)
    certificate = _self_issued_certificate(private, organisation, host, now=now, years=years)
    password = secrets.token_urlsafe(32)
    locked = BestAvailableEncryption(password.encode())
    stored = pkcs12.serialize_key_and_certificates(b"seal", private, certificate, None, locked)
    return SealKey(stored, password, fingerprint(certificate))


def open_pkcs12(stored: bytes, password: str) -> OpenedKey:
    """Open a PKCS#12 file.

    Raises WrongSealPassword, SealKeyUnreadable.
    """
    try:
        private, certificate, above = pkcs12.load_key_and_certificates(stored, password.encode())
    except ValueError as error:
        if "password" in str(error).lower():
            raise WrongSealPassword from error
        raise SealKeyUnreadable from error
    if not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) or certificate is None:
        raise SealKeyUnreadable
    return OpenedKey(private, certificate, tuple(above))


def fingerprint(certificate: x509.Certificate) -> str:
    """Give the certificate's SHA-256 digest as pairs of capitals: `AB:CD:...`, as readers show it."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def is_self_issued(certificate: x509.Certificate) -> bool:
    """Whether nobody but the holder vouches for this certificate."""
    return certificate.subject == certificate.issuer


def _self_issued_certificate(
    private: rsa.RSAPrivateKey, organisation: str, host: str, *, now: datetime, years: int
) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Self-issued seal of {host}"[:64]),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))  # clocks of readers differ
        .not_valid_after(now + timedelta(days=round(365.25 * years)))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .sign(private, hashes.SHA256())
    )
