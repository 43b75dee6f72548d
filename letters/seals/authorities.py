"""Who else vouches: the timestamp authority, and the trusted roots that chains must lead to."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

if TYPE_CHECKING:  # pyHanko takes a third of a second to import; only sealing and checking need it
    from asn1crypto.x509 import Certificate as Asn1Certificate
    from pyhanko.sign.timestamps import HTTPTimeStamper
    from pyhanko_certvalidator import ValidationContext

NETWORK_SECONDS = 10


@dataclass(frozen=True)
class TimestampAuthority:
    """A server that states, under RFC 3161, when it saw a digest."""

    url: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    def client(self) -> HTTPTimeStamper:
        """Give pyHanko's client for this server, with a time limit."""
        from pyhanko.sign.timestamps import HTTPTimeStamper

        login = (self.username, self.password or "") if self.username else None
        return HTTPTimeStamper(self.url, timeout=NETWORK_SECONDS, auth=login)


def read_roots(pem: bytes) -> tuple[x509.Certificate, ...]:
    """Read the trusted roots from a PEM file with one certificate or more.

    Raises ValueError where the file holds none.
    """
    return tuple(x509.load_pem_x509_certificates(pem))


def as_asn1(certificate: x509.Certificate) -> Asn1Certificate:
    """Give the same certificate in the form pyHanko takes."""
    from asn1crypto.x509 import Certificate

    loaded: Asn1Certificate = Certificate.load(certificate.public_bytes(Encoding.DER))
    return loaded


@contextlib.asynccontextmanager
async def online_trust(roots: tuple[x509.Certificate, ...], *, must_know: bool) -> AsyncIterator[ValidationContext]:
    """Trust these roots and ask issuers over the network whether certificates still stand.

    `must_know` refuses a certificate whose issuer names a place to ask and does not answer there.
    """
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend

    fetching = AIOHttpFetcherBackend(per_request_timeout=NETWORK_SECONDS)
    try:
        yield ValidationContext(
            trust_roots=[as_asn1(root) for root in roots],
            allow_fetching=True,
            revocation_mode="hard-fail" if must_know else "soft-fail",
            fetcher_backend=fetching,
        )
    finally:
        await fetching.close()
