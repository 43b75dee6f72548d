"""Real mails, sealed with a real key whose public half a name server of the test publishes."""

import base64
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime

import dkim
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tests.factories import NOON

SELECTOR = "test"
COVERED = [b"from", b"date", b"subject", b"to", b"content-type", b"content-transfer-encoding", b"mime-version"]


@dataclass
class Domain:
    """A mail domain with a key pair; `txt` answers like its name server."""

    name: str = "europarl.europa.eu"
    asked: list[str] = field(default_factory=list)
    flags: str = ""

    def __post_init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def txt(self, name: str) -> bytes | None:
        self.asked.append(name)
        public = self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        known = f"{SELECTOR}._domainkey.{self.name}"
        return f"v=DKIM1; {self.flags}k=rsa; p={base64.b64encode(public).decode()}".encode() if name == known else None

    def seal(self, raw: bytes, *, covers: list[bytes] | None = None, length: bool = False, domain: str = "") -> bytes:
        """The mail with this domain's seal."""
        private = self.key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        there = {line.split(b":")[0].lower() for line in raw.split(b"\r\n\r\n")[0].split(b"\r\n") if b":" in line}
        wanted = [each for each in (covers or COVERED) if each in there]
        where = (domain or self.name).encode()
        return bytes(dkim.sign(raw, SELECTOR.encode(), where, private, include_headers=wanted, length=length)) + raw


def written(sender: str, text: str, *, sent_at: object = NOON, subject: str = "I sign", html: str = "") -> bytes:
    """A mail as a mail program writes it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "letters@example.org", subject
    mail["Date"] = format_datetime(sent_at)  # type: ignore[arg-type]
    mail["Message-ID"] = "<one@europarl.europa.eu>"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
