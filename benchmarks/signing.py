"""The sign POST against a bare durable insert, over real HTTP: `python -m benchmarks.signing`.

Every server is gunicorn with one worker of four threads, posted to by four kept-alive connections; rounds are
interleaved, so that a busy machine slows all alike; where others use the machine too, the share of CPU time tells more
than the rate. The peers are Flask with one route that inserts one row and commits, on SQLite (WAL, synchronous FULL)
and on PostgreSQL (fsync on). Ours checks the form, the link, the rules and the rate limits, and writes signature, way
back, journal event and mail, all in one commit as durable as theirs.
"""

import http.client
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import psycopg_pool
from flask import Flask, request
from flask.typing import ResponseReturnValue

from campaign import clock, create_app
from campaign.db import transaction
from campaign.signing import guard
from tests import databases, factories
from tests.conftest import settings

POSTS, ROUNDS, CONNECTIONS = 120, 5, 4
AIM = 0.5
ROOT = Path(__file__).resolve().parent.parent
INSERT = "INSERT INTO signatures (id, name, signed_at) VALUES ({0}, {0}, {0})"
TABLE = "CREATE TABLE signatures (id text PRIMARY KEY, name text NOT NULL, signed_at text NOT NULL)"


@dataclass
class Server:
    """One server under measure and the posts it gets."""

    name: str
    port: int
    process: "subprocess.Popen[bytes]"
    posts: Iterator[tuple[str, str]]
    rates: list[float] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)


def bare_sqlite() -> Flask:
    """Flask with one route: one row into SQLite, durable when the answer leaves."""
    app, held = Flask(__name__), threading.local()

    def connection() -> sqlite3.Connection:
        if not hasattr(held, "connection"):
            held.connection = sqlite3.connect(os.environ["BARE"], timeout=15)
            held.connection.execute("PRAGMA journal_mode = WAL")
            held.connection.execute("PRAGMA synchronous = FULL")
        return held.connection

    @app.post("/")
    def insert() -> ResponseReturnValue:
        with connection() as opened:
            opened.execute(INSERT.format("?"), (str(uuid.uuid4()), request.form["name"], clock.now().isoformat()))
        return "", 303

    return app


def bare_postgresql() -> Flask:
    """The same into PostgreSQL."""
    app = Flask(__name__)
    pool = psycopg_pool.ConnectionPool(os.environ["BARE"], min_size=CONNECTIONS, open=True)

    @app.post("/")
    def insert() -> ResponseReturnValue:
        with pool.connection() as opened:
            opened.execute(INSERT.format("%s"), (str(uuid.uuid4()), request.form["name"], clock.now().isoformat()))
        return "", 303

    return app


def main() -> None:
    """Start the servers, post in turns, print the table."""
    databases.CARELESS = ()  # here commits must be durable
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = [
            _bare(stack, folder, "bare Flask, SQLite FULL", "bare_sqlite", _sqlite(folder)),
            _ours(stack, folder, "sign POST, SQLite FULL", databases.make_sqlite(folder / "ours.sqlite3")),
        ]
        if databases.has_postgresql():
            place = stack.enter_context(databases.postgresql_server())
            ours = databases.make_postgresql(place)
            servers.append(_bare(stack, folder, "bare Flask, PostgreSQL", "bare_postgresql", _postgresql(place)))
            servers.append(_ours(stack, folder, "sign POST, PostgreSQL", ours))
        for round_number in range(ROUNDS + 1):
            for server in servers:
                _measure(server, warm_up=round_number == 0)
        _print(servers)


def _print(servers: list[Server]) -> None:
    print(f"{'':<28}{'posts/s':>9}{'CPU ms':>9}{'bare CPU / its':>16}{'of the bare rate':>18}{'worst and best':>18}")
    for at, server in enumerate(servers):
        bare = servers[at - at % 2]
        ratios = [mine / its for mine, its in zip(server.rates, bare.rates, strict=True)]
        cheaper = [its / mine for mine, its in zip(server.spent, bare.spent, strict=True)]
        figures = (server.rates, server.spent, cheaper, ratios)
        rate, cpu, share, ratio = (statistics.median(each) for each in figures)
        line = f"{server.name:<28}{rate:>9.0f}{cpu * 1000:>9.2f}"
        if server is not bare:
            line += f"{share:>16.0%}{ratio:>18.0%}{min(ratios):>11.0%} – {max(ratios):.0%}"
            line += "" if ratio >= AIM else f"  below the aim of {AIM:.0%}"
        print(line)


def _measure(server: Server, *, warm_up: bool) -> None:
    """One round: posts per second, and the server's own CPU seconds a post."""
    number = POSTS // 4 if warm_up else POSTS
    shares = [[next(server.posts) for _ in range(number // CONNECTIONS)] for _ in range(CONNECTIONS)]
    threads = [threading.Thread(target=_post, args=(server.port, share)) for share in shares]
    began, spent = time.perf_counter(), _cpu(server.process.pid)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not warm_up:
        server.rates.append(number / (time.perf_counter() - began))
        server.spent.append((_cpu(server.process.pid) - spent) / number)


def _post(port: int, posts: list[tuple[str, str]]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for at, (path, body) in enumerate(posts):
        visitor = ".".join(str(part) for part in (10, *os.urandom(3)))
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": visitor}
        connection.request("POST", path, body, headers | {"X-Forwarded-Proto": "http", "Host": f"localhost:{port}"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 303:
            raise SystemExit(f"post {at} to {path} gave {answer.status}")
    connection.close()


def _cpu(master: int) -> float:
    """CPU seconds of a server's worker so far (Linux: /proc)."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    ticks = 0
    for child in children:
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _sqlite(folder: Path) -> str:
    file = folder / "bare.sqlite3"
    connection = sqlite3.connect(file)
    connection.execute(TABLE)
    connection.commit()
    connection.close()
    return str(file)


def _postgresql(place: str) -> str:
    databases.make_postgresql(place, "bare", with_tables=False)
    address = f"host={place} user=postgres dbname=bare"
    with psycopg.connect(address) as connection:
        connection.execute(TABLE)
    return address


def _bare(stack: ExitStack, folder: Path, name: str, factory: str, address: str) -> Server:
    port = _free_port()
    started = stack.enter_context(_gunicorn(folder, port, f"benchmarks.signing:{factory}()", {"BARE": address}))
    body = urlencode({"name": "Ada TESTER"})
    return Server(name, port, started, iter(lambda: ("/", body), None))


def _ours(stack: ExitStack, folder: Path, name: str, address: str) -> Server:
    port = _free_port()
    with_proxy = settings(folder, database_url=address, public_url=f"http://localhost:{port}", trusted_proxies=1)
    posts = _invited(create_app(with_proxy))
    environment = {key.upper(): str(value) for key, value in vars(with_proxy).items() if value not in ("", False)}
    return Server(name, port, stack.enter_context(_gunicorn(folder, port, "wsgi:app", environment)), posts)


def _invited(app: Flask) -> Iterator[tuple[str, str]]:
    """A post for each of enough Members, ready to sign."""
    with app.app_context(), transaction() as session:
        deadline = clock.now() + timedelta(days=3)
        letter = factories.make_open_letter(session, deadline_at=deadline, code_required=False)
        secrets = [
            factories.make_invitation(session, letter, factories.make_member(session))[1]
            for _ in range(POSTS * (ROUNDS + 1))
        ]
        fields = {"digest": letter.revisions[0].digest, "kind": "typed", "typed_name": "Ada Tester", "agreed": "y"}
        return iter(
            [(f"/sign/{secret}", urlencode(fields | {"csrf_token": guard.token(secret)})) for secret in secrets]
        )


@contextmanager
def _gunicorn(folder: Path, port: int, target: str, environment: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    command += ["--worker-class", "gthread", "--threads", str(CONNECTIONS), "--log-level", "warning", target]
    with (folder / "log").open("ab") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=log, stderr=log)
    try:
        _until(lambda: _answers(port))
        yield server
    finally:
        server.terminate()
        server.wait(timeout=30)


def _until(ready: Callable[[], bool]) -> None:
    for _ in range(600):
        if ready():
            return
        time.sleep(0.05)
    raise SystemExit("a server did not start")


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
