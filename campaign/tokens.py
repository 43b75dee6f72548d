"""Secrets: made at random, stored only as digests, compared in constant time; content sealed until it may leave.

A stolen database holds no usable link, code or waiting mail: tokens are kept as SHA-256 (they have 256 bits of their
own), short codes as HMAC under the installation's key, and mail contents encrypted with a key derived from it.
"""

import base64
import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from campaign import config

PUBLIC_ID_LENGTH = 12
UNMISTAKABLE = "23456789abcdefghjkmnpqrstuvwxyz"


def new_public_id() -> str:
    """An identifier that may be shown and printed: twelve letters and digits that nobody mistakes for each other."""
    number = secrets.randbelow(len(UNMISTAKABLE) ** PUBLIC_ID_LENGTH)  # one draw: one a letter costs ten times more
    letters = []
    for _ in range(PUBLIC_ID_LENGTH):
        number, place = divmod(number, len(UNMISTAKABLE))
        letters.append(UNMISTAKABLE[place])
    return "".join(letters)


def new_token() -> str:
    """A secret for a link: 256 random bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    """A one-time code for people to type: six digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def keyed_digest(purpose: str, value: str) -> str:
    """HMAC-SHA-256 in hex under the installation's key: for values that could be guessed from a plain digest."""
    return hmac.digest(_key(purpose), value.encode(), "sha256").hex()


def lasting_digest(purpose: str, value: str) -> str:
    """As `keyed_digest`, and the same under every later key: for what stands in receipts, evidence and on paper.

    It is made under the key the installation began with, so that the way back in a receipt outlives a change of key.
    """
    return hmac.digest(_derived(config.current().first_key, purpose), value.encode(), "sha256").hex()


def same(one: str, other: str) -> bool:
    """Whether two digests are equal, in time that does not depend on where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def seal(purpose: str, content: bytes) -> bytes:
    """Encrypt and authenticate content that must rest in the database for a while (Fernet: AES-128-CBC, HMAC)."""
    return _fernet(config.current().secret_key, purpose).encrypt(content)


def unseal(purpose: str, sealed: bytes) -> bytes:
    """The content again, sealed under the key of today or an earlier one that the settings still name.

    Raises ValueError if it was made under another key or altered.
    """
    settings = config.current()
    for key in (settings.secret_key, *settings.former_keys):
        try:
            return _fernet(key, purpose).decrypt(sealed)
        except InvalidToken:
            continue
    raise ValueError("sealed under a key that the settings do not name, or altered")


@lru_cache(maxsize=64)
def _fernet(secret: str, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(secret, purpose)))


def _key(purpose: str) -> bytes:
    return _derived(config.current().secret_key, purpose)


@lru_cache(maxsize=64)
def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())
