"""The verifier's own reading of seals agrees with the libraries that make them."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from campaign.archiving import verify
from letters.sealing import seal_content
from letters.seals.keys import PrivateKey
from letters.seals.sealers import Pkcs12
from tests.factories import NOON

CONTENT = b"what is sealed"
KEYS = {
    "RSA-2048": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
}


def sealer(private: PrivateKey, folder: Path) -> Pkcs12:
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example Office")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
    made = made.serial_number(7).not_valid_before(NOON - timedelta(days=1)).not_valid_after(NOON + timedelta(days=1))
    certificate = made.sign(private, hashes.SHA256())
    stored = pkcs12.serialize_key_and_certificates(b"seal", private, certificate, None, BestAvailableEncryption(b"x"))
    (folder / "key.p12").write_bytes(stored)
    return Pkcs12(folder / "key.p12", "x")


@pytest.mark.parametrize("kind", KEYS)
def test_a_seal_is_checked_and_an_altered_one_refused(kind: str, tmp_path: Path) -> None:
    key = sealer(KEYS[kind](), tmp_path)
    seal, certificate = seal_content(CONTENT, key, now=NOON, as_of=NOON), key.certificate.public_bytes(Encoding.DER)
    assert verify.sealed_by(seal, [CONTENT[:4], CONTENT[4:]], [certificate]) == certificate
    assert verify.sealed_by(seal, [CONTENT + b"."], [certificate]) is None
    for at in range(len(seal) - 60, len(seal), 5):  # the signature's own bytes stand at the end
        altered = seal[:at] + bytes([seal[at] ^ 1]) + seal[at + 1 :]
        assert verify.sealed_by(altered, [CONTENT], [certificate]) is None


def test_a_seal_under_another_key_is_not_taken_for_the_offices(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    own, other = (sealer(KEYS["P-256"](), folder) for folder in (tmp_path, tmp_path / "other"))
    certificate = own.certificate.public_bytes(Encoding.DER)
    assert verify.sealed_by(seal_content(CONTENT, other, now=NOON, as_of=NOON), [CONTENT], [certificate]) is None


def test_an_rsa_seal_over_the_same_bytes_is_the_same_seal(tmp_path: Path) -> None:
    key = sealer(KEYS["RSA-2048"](), tmp_path)
    assert seal_content(CONTENT, key, now=NOON, as_of=NOON) == seal_content(
        CONTENT, key, now=NOON + timedelta(hours=1), as_of=NOON
    )


@pytest.mark.parametrize(
    "seal", [b"", b"0", b"0\x84\xff\xff\xff\xff", b"\x30\x80", bytes(2000), b"\x30\x03\x06\x01\x2a"]
)
def test_what_is_no_seal_is_none(seal: bytes) -> None:
    assert verify.sealed_by(seal, [CONTENT], [b"", b"\x30\x00"]) is None
