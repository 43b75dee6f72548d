"""A server of somebody else's: real HTTPS on this machine, that takes, fails, hangs, drips or leads elsewhere."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any


@dataclass
class Post:
    """One request that came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Theirs:
    """What it does next, and what it has seen."""

    port: int = 0
    status: int = 200
    location: str = ""
    hangs: threading.Event | None = None
    """Answers nothing until this is set."""
    drips: bool = False
    """Sends a byte of an endless header now and then."""
    posts: list[Post] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}/hook?x=1"


def _drip(out: IO[bytes]) -> None:
    pause = threading.Event()
    with suppress(OSError):  # the other side hangs up: what the test is about
        out.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(600):
            out.write(b".")
            out.flush()
            pause.wait(0.05)


def _handler(theirs: Theirs) -> type[BaseHTTPRequestHandler]:
    """What answers as `theirs` says at that moment."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            theirs.posts.append(Post(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            if theirs.hangs:
                theirs.hangs.wait(30)
                return
            if theirs.drips:
                _drip(self.wfile)
                return
            self.send_response(theirs.status)
            if theirs.location:
                self.send_header("Location", theirs.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    return Handler


@contextmanager
def serving(certificate: Path) -> Iterator[Theirs]:
    """The server, until the end of the test."""
    theirs = Theirs()

    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(theirs))
    server.daemon_threads = True
    server.handle_error = lambda *args: None  # type: ignore[method-assign]
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    theirs.port = int(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield theirs
    finally:
        if theirs.hangs:
            theirs.hangs.set()
        server.shutdown()
        server.server_close()
