"""The ways to hold a seal key: our own self-issued one, a PKCS#12 file, a PKCS#11 device.

A remote signing service fits the same protocol: give its certificate and a pyHanko signer that asks it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from cryptography import x509

from letters.errors import SealKeyUnreadable, WrongSealPassword
from letters.seals import keys

if TYPE_CHECKING:
    from pyhanko.sign.signers.pdf_cms import Signer


class Sealer(Protocol):
    """Whoever can seal: a certificate to show, the chain above it, and a signer for the time of one seal."""

    @property
    def certificate(self) -> x509.Certificate:
        """The certificate that will stand in the seal."""

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The certificates between it and the root."""

    def signer(self) -> contextlib.AbstractContextManager[Signer]:
        """Open whatever must be open to sign once."""


@dataclass(frozen=True)
class SelfIssued:
    """The installation's own key, made by `keys.make_seal_key`; keep the object, reading costs 0.1 s."""

    pkcs12: bytes = field(repr=False)
    password: str = field(repr=False)

    @cached_property
    def _opened(self) -> keys.OpenedKey:
        return keys.open_pkcs12(self.pkcs12, self.password)

    @property
    def certificate(self) -> x509.Certificate:
        """The certificate that will stand in the seal."""
        return self._opened.certificate

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The certificates between it and the root."""
        return self._opened.chain

    @contextlib.contextmanager
    def signer(self) -> Iterator[Signer]:
        """Sign with the key already in memory."""
        from letters.seals.signing import MemorySigner

        yield MemorySigner(self._opened)


class Pkcs12(SelfIssued):
    """A key and certificate from an issuer, in a PKCS#12 file."""

    def __init__(self, path: Path, password: str) -> None:
        """Read the file; it is opened with the password when first used.

        Raises SealKeyUnreadable.
        """
        try:
            stored = path.read_bytes()
        except OSError as error:
            raise SealKeyUnreadable from error
        super().__init__(stored, password)


@dataclass(frozen=True)
class Pkcs11:
    """A key inside a device that never gives it out; needs the `pkcs11` extra."""

    library: Path
    token: str
    label: str
    pin: str = field(repr=False)

    @cached_property
    def _certificates(self) -> tuple[x509.Certificate, ...]:
        """The device's certificates, the one beside the key first."""
        from pkcs11 import Attribute, ObjectClass

        with self._session() as session:
            found = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
            labelled = [(each[Attribute.LABEL], each[Attribute.VALUE]) for each in found]
        own = [value for label, value in labelled if label == self.label]
        others = [value for label, value in labelled if label != self.label]
        if not own:
            raise SealKeyUnreadable
        return tuple(x509.load_der_x509_certificate(value) for value in own + others)

    @property
    def certificate(self) -> x509.Certificate:
        """The certificate that will stand in the seal."""
        return self._certificates[0]

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The certificates between it and the root."""
        return self._certificates[1:]

    @contextlib.contextmanager
    def signer(self) -> Iterator[Signer]:
        """Log in to the device for one seal.

        Raises SealKeyUnreadable, WrongSealPassword.
        """
        from pyhanko.sign.pkcs11 import PKCS11Signer

        from letters.seals.authorities import as_asn1

        chain = [as_asn1(each) for each in self.chain]
        own = as_asn1(self.certificate)
        with self._session() as session:
            yield PKCS11Signer(session, key_label=self.label, signing_cert=own, ca_chain=chain)

    @contextlib.contextmanager
    def _session(self) -> Iterator[Any]:
        try:
            import pkcs11
            from pyhanko.config.pkcs11 import TokenCriteria
            from pyhanko.sign.pkcs11 import open_pkcs11_session
        except ImportError as error:
            raise SealKeyUnreadable from error
        criteria = TokenCriteria(label=self.token)
        try:
            opened = open_pkcs11_session(str(self.library), token_criteria=criteria, user_pin=self.pin)
        except (pkcs11.exceptions.PinIncorrect, pkcs11.exceptions.PinLenRange) as error:
            raise WrongSealPassword from error
        except (pkcs11.exceptions.PKCS11Error, RuntimeError) as error:
            raise SealKeyUnreadable from error
        with opened:
            yield opened
