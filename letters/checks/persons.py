"""Whose certificate it is, and what it says of itself: its statements are read, not believed.

ETSI EN 319 412-5 defines the statements. Whether the authority is on a Member State's trusted list is not asked here:
nothing is fetched.
"""

from __future__ import annotations

from asn1crypto import core
from cryptography import x509
from cryptography.x509.oid import NameOID

from letters.checks.report import Purpose, Qualified

QC_STATEMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
COMPLIANCE = "0.4.0.1862.1.1"
DEVICE = "0.4.0.1862.1.4"
TYPES = "0.4.0.1862.1.6"
PURPOSES = {
    "0.4.0.1862.1.6.1": Purpose.SIGNATURE,
    "0.4.0.1862.1.6.2": Purpose.SEAL,
    "0.4.0.1862.1.6.3": Purpose.WEBSITE,
}


class _Statement(core.Sequence):  # type: ignore[misc]
    _fields = [("id", core.ObjectIdentifier), ("info", core.Any, {"optional": True})]


class _Statements(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _Statement


class _Types(core.SequenceOf):  # type: ignore[misc]
    _child_spec = core.ObjectIdentifier


def name_of(certificate: x509.Certificate) -> str:
    """The person's name: given name and surname where the certificate has both, else its common name."""
    given, surname = _one(certificate, NameOID.GIVEN_NAME), _one(certificate, NameOID.SURNAME)
    return f"{given} {surname}" if given and surname else _one(certificate, NameOID.COMMON_NAME)


def qualified(certificate: x509.Certificate) -> Qualified:
    """What the certificate says about being qualified."""
    statements = _statements(certificate)
    if COMPLIANCE not in statements:
        return Qualified.NOT_SAID
    return Qualified.IN_A_DEVICE if DEVICE in statements else Qualified.SAID


def purpose(certificate: x509.Certificate) -> Purpose:
    """What the certificate says it is for; a qualified one without a type is for signatures (EN 319 412-5 §4.2.3)."""
    statements = _statements(certificate)
    info = statements.get(TYPES)
    if info is None:
        return Purpose.SIGNATURE if COMPLIANCE in statements else Purpose.NOT_SAID
    named = [PURPOSES.get(each.native, Purpose.NOT_SAID) for each in _Types.load(info)]
    return named[0] if named else Purpose.NOT_SAID


def _statements(certificate: x509.Certificate) -> dict[str, bytes | None]:
    """The statements by their number. A damaged extension says nothing."""
    try:
        value = certificate.extensions.get_extension_for_oid(QC_STATEMENTS).value
        assert isinstance(value, x509.UnrecognizedExtension)
        rows = list(_Statements.load(value.value, strict=True))
        return {row["id"].native: row["info"].dump() if row["info"].native is not None else None for row in rows}
    except (x509.ExtensionNotFound, ValueError, TypeError, AssertionError):
        return {}


def _one(certificate: x509.Certificate, kind: x509.ObjectIdentifier) -> str:
    found = certificate.subject.get_attributes_for_oid(kind)
    return str(found[0].value).strip()[:200] if found else ""
