"""A certificate authority in miniature on this computer: root > office > seals, OCSP, CRL, time stamps."""

import contextlib
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, PKIArchitecture
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from werkzeug.serving import make_server

from letters.sealing import Outside
from letters.seals.authorities import TimestampAuthority
from letters.seals.sealers import SelfIssued

NAME = ArchLabel("tests")
HOLDERS = ("root", "office", "answers", "clock", "seal", "curve", "lapsed", "early", "revoked")
PASSWORD = "correct horse"


@dataclass(frozen=True)
class TrustServices:
    """What a test asks the authority for."""

    architecture: PKIArchitecture
    address: str

    def sealer(self, holder: str) -> SelfIssued:
        """The holder's key with the chain above it, out of a PKCS#12 file."""
        return SelfIssued(self.pkcs12(holder), PASSWORD)

    def pkcs12(self, holder: str) -> bytes:
        return self.architecture.package_pkcs12(CertLabel(holder), password=PASSWORD.encode())

    @property
    def root(self) -> x509.Certificate:
        return x509.load_der_x509_certificate(self.architecture.get_cert(CertLabel("root")).dump())

    @property
    def outside(self) -> Outside:
        """The time stamps and the root, as settings would name them."""
        return Outside(TimestampAuthority(f"{self.address}/tests/tsa/clock"), (self.root,))


@contextlib.contextmanager
def running(folder: Path, *, now: datetime) -> Iterator[TrustServices]:
    """Serve the authority on a free port of the loopback address."""
    _make_keys(folder)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    config = CertomancerConfig(_plan(now), key_search_dir=str(folder), external_url_prefix=address)
    architecture = config.get_pki_arch(NAME)
    server.app = Animator(AnimatorArchStore({NAME: architecture}), with_web_ui=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield TrustServices(architecture, address)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _make_keys(folder: Path) -> None:
    for holder in HOLDERS:
        curve = holder == "curve"
        key = ec.generate_private_key(ec.SECP256R1()) if curve else rsa.generate_private_key(65537, 2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (folder / f"{holder}.pem").write_bytes(pem)


def _plan(now: datetime) -> dict[str, Any]:
    past, soon = now - timedelta(days=900), now + timedelta(days=30)
    later, much_later = now + timedelta(days=200), now + timedelta(days=4000)
    certificates = {
        "root": _certificate("root", past, much_later, ["key_cert_sign", "crl_sign"], is_authority=True),
        "office": _certificate("root", past, much_later, ["key_cert_sign", "crl_sign"], is_authority=True, crl="root"),
        "answers": _certificate("office", past, much_later, ["digital_signature"], purpose="ocsp_signing"),
        "clock": _certificate("root", past, much_later, ["digital_signature"], purpose="time_stamping", crl="root"),
        "seal": _seal(past, later),
        "curve": _seal(past, later),
        "lapsed": _seal(past, now - timedelta(days=30)),
        "early": _seal(soon, later),
        "revoked": _seal(past, later),
    }
    certificates["answers"]["extensions"].append({"id": "ocsp_no_check"})
    certificates["revoked"]["revocation"] = {
        "revoked-since": (now - timedelta(days=20)).isoformat(),
        "reason": "key_compromise",
    }
    return {
        "keysets": {"tests": {"keys": {holder: {"path": f"{holder}.pem"} for holder in HOLDERS}}},
        "pki-architectures": {
            "tests": {
                "keyset": "tests",
                "entity-defaults": {"organization-name": "Invented Trust Services"},
                "entities": {holder: {"common-name": f"The {holder}"} for holder in HOLDERS},
                "certs": certificates,
                "services": {
                    "ocsp": {
                        "office": {
                            "for-issuer": "office",
                            "responder-cert": "answers",
                            "signing-key": "answers",
                        }
                    },
                    "crl-repo": {
                        issuer: {
                            "for-issuer": issuer,
                            "signing-key": issuer,
                            "simulated-update-schedule": "P30D",
                        }
                        for issuer in ("root", "office")
                    },
                    "time-stamping": {"clock": {"signing-key": "clock", "signing-cert": "clock"}},
                },
            }
        },
    }


def _seal(start: datetime, end: datetime) -> dict[str, Any]:
    made = _certificate("office", start, end, ["digital_signature", "non_repudiation"], crl="office")
    where = {"schema": "aia-urls", "params": {"ocsp-responder-names": ["office"]}}
    made["extensions"].append({"id": "authority_information_access", "smart-value": where})
    return made


def _certificate(
    issuer: str,
    start: datetime,
    end: datetime,
    usages: list[str],
    *,
    is_authority: bool = False,
    purpose: str | None = None,
    crl: str | None = None,
) -> dict[str, Any]:
    usage = {"schema": "key-usage", "params": usages}
    extensions: list[dict[str, Any]] = [
        {"id": "basic_constraints", "critical": True, "value": {"ca": is_authority}},
        {"id": "key_usage", "critical": True, "smart-value": usage},
    ]
    if purpose:
        extensions.append({"id": "extended_key_usage", "critical": True, "value": [purpose]})
    if crl:
        where = {"schema": "crl-dist-url", "params": {"crl-repo-names": [crl]}}
        extensions.append({"id": "crl_distribution_points", "smart-value": where})
    validity = {"valid-from": start.isoformat(), "valid-to": end.isoformat()}
    return {"issuer": issuer, "authority-key": issuer, "validity": validity, "extensions": extensions}


def this_moment() -> datetime:
    """The real time: revocation lists and time stamps of the authority are made now."""
    return datetime.now(UTC).replace(microsecond=0)
