"""A key that never leaves its device, here SoftHSM, through PKCS#11."""

import io
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.reader import PdfFileReader

from letters import errors
from letters.sealing import seal
from letters.seals import keys
from letters.seals.sealers import Pkcs11
from tests import tools
from tests.letters.blanks import blank
from tests.letters.trust_services import PASSWORD

LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "123456"


@pytest.fixture
def device(trust, tmp_path, monkeypatch):
    """A device with the seal's key and certificate in it."""
    library = tools.require(LIBRARY, "softhsm2")
    program = tools.require("softhsm2-util", "softhsm2")
    (tmp_path / "tokens").mkdir()
    settings = tmp_path / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
    started = [program, "--init-token", "--free", "--label", "seals", "--pin", PIN, "--so-pin", PIN]
    subprocess.run(started, check=True, capture_output=True)
    opened = keys.open_pkcs12(trust.pkcs12("seal"), PASSWORD)
    private = tmp_path / "key.pem"
    private.write_bytes(opened.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    into = ["--import", private, "--token", "seals", "--label", "seal", "--id", "01", "--pin", PIN]
    subprocess.run([program, *into], check=True, capture_output=True)
    _put_certificate(library, opened.certificate.public_bytes(Encoding.DER))
    return Pkcs11(library, "seals", "seal", PIN)


def _put_certificate(library, der):
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    token = pkcs11.lib(str(library))
    token.reinitialize()
    with token.get_token(token_label="seals").open(user_pin=PIN, rw=True) as session:
        session.create_object(
            {**decode_x509_certificate(der), pkcs11.Attribute.LABEL: "seal", pkcs11.Attribute.TOKEN: True}
        )


def test_a_device_seals_with_its_own_key(device, now):
    (made,) = PdfFileReader(io.BytesIO(seal(blank(), device, now=now))).embedded_signatures
    assert made.signer_cert.subject.native["common_name"] == "The seal"


def test_a_wrong_pin_is_called_a_wrong_password(device, now):
    with pytest.raises(errors.WrongSealPassword):
        seal(blank(), Pkcs11(device.library, device.token, device.label, "999999"), now=now)


def test_a_device_without_the_named_key_says_so(device, now):
    with pytest.raises(errors.SealKeyUnreadable):
        seal(blank(), Pkcs11(device.library, device.token, "another", PIN), now=now)


def test_a_missing_device_says_so(device, now, tmp_path):
    with pytest.raises(errors.SealKeyUnreadable):
        seal(blank(), Pkcs11(tmp_path / "none.so", "seals", "seal", PIN), now=now)
