"""Development: mails are delivered into a folder as .eml files and read back from there."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from pathlib import Path

from campaign.outbox.rules import Outcome, Told


@dataclass
class Letterbox:
    """The folder; each file appears whole or not at all."""

    path: Path
    is_well: bool = True

    def send(self, built: EmailMessage, *, return_path: str) -> Outcome:
        """Put one mail into the folder; the same Message-ID twice is one file."""
        self.path.mkdir(parents=True, exist_ok=True)
        name = str(built["Message-ID"]).strip("<>").partition("@")[0]
        unfinished = self.path / f".{name}.{os.getpid()}"
        with unfinished.open("wb") as file:
            file.write(f"Return-Path: <{return_path}>\r\n".encode() + built.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.path / f"{name}.eml")
        return Outcome(Told.ACCEPTED)

    def close(self) -> None:
        """Nothing to end."""

    def arrived(self) -> list["Arrived"]:
        """What lies in the folder, the newest first."""
        return sorted(self._all(), key=lambda mail: (mail.at, mail.name), reverse=True)

    def read(self, name: str) -> EmailMessage | None:
        """One mail by the name it is listed under."""
        file = self.path / f"{name}.eml"
        if file.parent != self.path or not file.is_file():
            return None
        read = message_from_bytes(file.read_bytes(), policy=policy.default)
        assert isinstance(read, EmailMessage)
        return read

    def _all(self) -> Iterator["Arrived"]:
        for file in self.path.glob("*.eml"):
            with file.open("rb") as opened:
                head = BytesHeaderParser(policy=policy.default).parse(opened)
            at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
            yield Arrived(file.stem, at, str(head["Subject"]), _name(head["To"]), _name(head["From"]))


def _name(header: AddressHeader) -> str:
    """The first person in an address header, by name if there is one."""
    first = header.addresses[0]
    return str(first.display_name or first.addr_spec)


@dataclass(frozen=True)
class Arrived:
    """One mail of the folder in the list."""

    name: str
    at: datetime
    subject: str
    to: str
    sender: str
