"""The application as it really runs: gunicorn in its own process, mails into a folder, `kill -9` at hand."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.request import urlopen

from flask import Flask

from campaign import create_app, db
from campaign.config import Settings
from campaign.outbox import delivery
from tests import forks

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Live:
    """One running installation, its settings, and an application in this process on the same database."""

    settings: Settings
    app: Flask
    port: int
    original: forks.Original
    process: forks.Copy | None = field(default=None)

    @property
    def url(self) -> str:
        return self.settings.public_url

    @property
    def environment(self) -> dict[str, str]:
        values = {name.upper(): str(value) for name, value in vars(self.settings).items() if value != ""}
        return {**os.environ, **values, "PYTHONPATH": str(ROOT)}

    def start(self, *, threads: int = 4) -> None:
        where = ["--bind", f"127.0.0.1:{self.port}", "--no-control-socket"]
        how = ["--worker-class", "gthread", "--threads", str(threads)]
        log = Path(self.settings.instance_folder) / "server.log"
        self.process = self.original.serve([*where, *how, "wsgi:app"], self.environment, log)
        self._wait_until_answering()

    def kill(self) -> None:
        """kill -9, master and workers: as if the plug were pulled."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def command(self, *arguments: str) -> str:
        """Run the `campaign` command as the operator would; gives what it prints."""
        done = subprocess.run(
            [sys.executable, "-c", "from campaign.cli import main; main()", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, f"campaign {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout

    def deliver_mails(self) -> None:
        """What the worker would do in its next round, here in this process: quicker than starting one."""
        db.database.session.rollback()
        delivery.deliver_due()

    def mails(self, to: str = "") -> list[EmailMessage]:
        """The mails delivered so far, oldest first."""
        files = sorted(Path(self.settings.mail_folder).glob("**/*.eml"), key=lambda each: each.stat().st_mtime_ns)
        found = [message_from_bytes(each.read_bytes(), policy=policy.default) for each in files]
        return [each for each in found if not to or to in str(each["To"])]  # type: ignore[misc]

    def only_mail(self, to: str) -> EmailMessage:
        found = self.mails(to)
        assert len(found) == 1, f"{len(found)} mails for {to}"
        return found[0]

    def log(self) -> str:
        return (Path(self.settings.instance_folder) / "server.log").read_text()

    def _wait_until_answering(self) -> None:
        for _ in range(3000):
            try:
                with urlopen(f"{self.url}/login", timeout=10):
                    return
            except OSError:
                assert self.process is not None
                assert self.process.is_running, f"the server ended:\n{self.log()}"
                time.sleep(0.02)  # nothing tells when a port opens
        raise AssertionError(f"the server never answered:\n{self.log()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(settings: Settings, port: int, original: forks.Original) -> Iterator[Live]:
    """Start the server, give it, stop it. The calling test stands in an application context on the same database."""
    app = create_app(settings)
    with app.app_context():
        live = Live(settings, app, port, original)
        try:
            live.start()
            yield live
        finally:
            live.stop()
            db.database.session.close()
            db.database.engine.dispose()
