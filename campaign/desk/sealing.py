"""Sheets sealed on the tablet for this installation alone: a lost tablet gives nobody's name or handwriting away.

ECDH on P-256 with a key of the tablet's own for each sheet, HKDF-SHA-256, AES-256-GCM (all of them in every browser's
WebCrypto). The private key follows from the installation's secret key and is stored nowhere.
"""

import base64
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from campaign import tokens
from campaign.web.wellformed import read_json

_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_INFO = b"undersigned desk"
_POINT, _NONCE = 65, 12
LONGEST = 300_000


def public_key() -> str:
    """What the tablet seals for, in base64."""
    point = _private(tokens.lasting_digest("desk tablet", "seal")).public_key()
    return base64.b64encode(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)).decode()


def unseal(sealed: str) -> dict[str, str]:
    """The fields of the sheet again.

    Raises ValueError for whatever was not sealed for this installation, or is no sheet.
    """
    if len(sealed) > LONGEST:
        raise ValueError("longer than any sheet")
    content = base64.b64decode(sealed, validate=True)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, content[:_POINT])
    shared = _private(tokens.lasting_digest("desk tablet", "seal")).exchange(ec.ECDH(), theirs)
    key = HKDF(SHA256(), length=32, salt=None, info=_INFO).derive(shared)
    try:
        plain = AESGCM(key).decrypt(content[_POINT : _POINT + _NONCE], content[_POINT + _NONCE :], None)
    except InvalidTag as error:
        raise ValueError("sealed for somebody else, or altered") from error
    told = read_json(plain)
    if not isinstance(told, dict) or not all(isinstance(each, str) for each in told.values()):
        raise ValueError("no sheet")
    return told


@lru_cache(maxsize=4)
def _private(seed: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int(seed, 16) % (_ORDER - 1) + 1, _CURVE)
