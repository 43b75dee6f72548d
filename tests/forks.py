"""Servers as copies of one process that has imported everything: each starts in a tenth of a second instead of two.

That process does nothing else. A copy has its own environment, session and files, makes its own application from its
environment, and dies of kill -9 like any server.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent


class Copy:
    """One running copy."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    @property
    def is_running(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def terminate(self) -> None:
        if self.is_running:
            os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """kill -9 of it and all it started."""
        os.killpg(self.pid, signal.SIGKILL)

    def wait(self, seconds: int = 60) -> None:
        """Until it is gone."""
        for _ in range(seconds * 100):
            if not self.is_running:
                return
            time.sleep(0.01)  # nothing tells when another's child ends
        raise AssertionError(f"the process {self.pid} does not end")


class Original:
    """The process to copy."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin
        assert process.stdout
        self.orders, self.answers = process.stdin, process.stdout

    def serve(self, arguments: list[str], environment: Mapping[str, str], log: Path) -> Copy:
        """Start gunicorn with these arguments; what it prints is added to the log."""
        order = {"arguments": arguments, "environment": dict(environment), "log": str(log)}
        self.orders.write(json.dumps(order) + "\n")
        self.orders.flush()
        return Copy(int(self.answers.readline()))


@contextmanager
def original() -> Iterator[Original]:
    """Start the process to copy; it ends when its orders end."""
    command = [sys.executable, "-m", "tests.forks"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Original(process)
        assert process.stdin
        process.stdin.close()


def _import_everything() -> None:
    for module in ("gunicorn.app.wsgiapp", "gunicorn.workers.gthread", "pyhanko.sign.signers", "reportlab.platypus"):
        import_module(module)
    from campaign import create_app
    from tests import factories

    create_app(factories.settings(ROOT / "out"))


def _obey(orders: IO[str]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever ended is gone at once
    for line in orders:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(order["arguments"], order["environment"], order["log"])
        print(pid, flush=True)


def _become(arguments: list[str], environment: dict[str, str], log: str) -> None:
    """Turn this copy into the server."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        os.environ.clear()
        os.environ.update(environment)
        nothing, written = os.open(os.devnull, os.O_RDONLY), os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        for ours, theirs in ((nothing, 0), (written, 1), (written, 2)):
            os.dup2(ours, theirs)
        sys.argv = ["gunicorn", *arguments]
        from gunicorn.app.wsgiapp import run

        run()
    finally:
        os._exit(1)


if __name__ == "__main__":
    _import_everything()
    _obey(sys.stdin)
