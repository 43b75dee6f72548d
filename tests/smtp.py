"""A real SMTP server on loopback that accepts, defers, refuses, hangs up or hangs, in clear or encrypted."""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask

from tests.conftest import NOON

OK = "250 2.0.0 taken"


@dataclass
class Taken:
    """One mail as it came over the wire."""

    return_path: str
    recipient: str
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)  # type: ignore[return-value]

    @property
    def message_id(self) -> str:
        return str(self.mail["Message-ID"])


@dataclass
class Relay:
    """What the server does, and what it took. Change `at_rcpt` and `at_data` to change its mind."""

    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0
    at_rcpt: Callable[[str], str] = lambda _recipient: OK
    at_data: Callable[[str], str] = lambda _recipient: OK
    hangs: bool = False
    after_data: Callable[[], None] = lambda: None

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.at_rcpt(address)
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        if self.hangs:
            await asyncio.sleep(3600)
        [recipient] = envelope.rcpt_tos
        answer = self.at_data(recipient)
        if answer.startswith("2"):
            assert isinstance(envelope.original_content, bytes)
            self.taken.append(Taken(str(envelope.mail_from), recipient, envelope.original_content))
            self.after_data()
        return answer


@dataclass
class Certificate:
    """A key and certificate for 127.0.0.1, self-signed, in one file."""

    file: Path

    def context(self) -> ssl.SSLContext:
        made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        made.load_cert_chain(self.file)
        return made


class Relays:
    """Starts relays and points the application at them."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.running: list[Controller] = []

    def start(self, *, login: tuple[str, str] | None = None, **options: Any) -> Relay:
        """`tls_context` offers STARTTLS, `ssl_context` speaks TLS from the start."""
        relay = Relay(port=_free_port())
        if login:
            options |= {"authenticator": _authenticator(*login), "auth_required": True}
        controller = Controller(relay, hostname="127.0.0.1", port=relay.port, **options)
        controller.start()
        self.running.append(controller)
        self.use(mail_port=relay.port)
        return relay

    def use(self, **changes: Any) -> None:
        """Change mail settings of the application at work."""
        values = {"mail_folder": "", "mail_server": "127.0.0.1", "mail_security": "none", "mail_timeout": 1} | changes
        settings = self.app.extensions["settings"]
        first = settings.mail_folder != ""
        self.app.extensions["settings"] = replace(settings, **(values if first else changes))

    def stop(self) -> None:
        for controller in self.running:
            controller.stop()


@pytest.fixture
def relays(app: Flask) -> Iterator[Relays]:
    """Real SMTP servers for one test."""
    made = Relays(app)
    yield made
    made.stop()


@pytest.fixture
def relay(relays: Relays) -> Relay:
    """One server that takes everything, without encryption."""
    return relays.start()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOON - timedelta(days=3650))
        .not_valid_after(NOON + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("certificate") / "relay.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return Certificate(file)


def _free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def _authenticator(user: str, password: str) -> Callable[..., AuthResult]:
    def check(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        return AuthResult(success=(given.login, given.password) == (user.encode(), password.encode()), handled=False)

    return check
