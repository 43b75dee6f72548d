"""The public page of a letter with 720 signatories, read by a crowd: `python -m benchmarks.public_page`.

One small server: gunicorn, one process, two threads. Readers come at a fixed rate, 2,000 a minute, as they came to the
busiest public petition on record; then four readers ask as fast as they are answered. Each line is one way to give the
page: rendered for every reader, kept in memory, kept and packed, asked about with the known ETag; the peer is a bare
WSGI program that gives a file of the same size. What the page weighs stands below.
"""

import gzip
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from flask import Flask

from benchmarks.signing import _answers, _free_port, _until
from campaign import clock, create_app
from campaign.db import transaction
from campaign.drafting import operations as drafting
from campaign.parliament import countries, groups
from campaign.public import kept
from campaign.publishing import operations as publishing
from tests import databases, factories
from tests.conftest import settings

MEMBERS, RATE, SECONDS, READERS = 720, 2000 / 60, 12, 4
PATH = "/cases/a-crowd"
ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Way:
    """One way to give the page, and what was measured of it."""

    name: str
    port: int
    headers: dict[str, str]
    steady: tuple[float, float] = (0.0, 0.0)
    """Median and 95th percentile in milliseconds at the fixed rate."""
    fastest: float = 0.0


def static() -> Callable[..., Iterable[bytes]]:
    """The peer: the same bytes from memory, and nothing else."""
    content = Path(os.environ["STATIC"]).read_bytes()
    headers = [("Content-Type", "text/html"), ("Content-Length", str(len(content)))]

    def serve(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
        start_response("200 OK", headers)
        return [content]

    return serve


def unkept() -> Flask:
    """The application that forgets every page at once."""
    kept.Shelf.find = lambda self, key, mark: None  # type: ignore[method-assign]
    return create_app()


def main() -> None:
    """Start the servers, read in turns, print the table."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours, forgetful, peer = (_free_port() for _ in range(3))
        address = databases.make_sqlite(folder / "crowd.sqlite3")
        chosen = settings(folder, database_url=address, public_url=f"http://localhost:{ours}")
        _fill(create_app(chosen))
        environment = {key.upper(): str(value) for key, value in vars(chosen).items() if value not in ("", False)}
        stack.enter_context(_gunicorn(folder, ours, "wsgi:app", environment))
        stack.enter_context(_gunicorn(folder, forgetful, "benchmarks.public_page:unkept()", environment))
        plain, etag = _read(ours, {})
        packed, _ = _read(ours, {"Accept-Encoding": "gzip"})
        (folder / "page.html").write_bytes(plain)
        bare = {"STATIC": str(folder / "page.html")}
        stack.enter_context(_gunicorn(folder, peer, "benchmarks.public_page:static()", bare))
        ways = [
            Way("bare file of the same size", peer, {}),
            Way("rendered for each reader", forgetful, {}),
            Way("kept", ours, {}),
            Way("kept, packed", ours, {"Accept-Encoding": "gzip"}),
            Way("kept, known to the reader", ours, {"If-None-Match": etag}),
        ]
        for way in ways:
            _measure(way)
        _print(ways, _weights(ours, plain, packed))


def _measure(way: Way) -> None:
    _crowd(way, [0.0] * 20)
    spent = _crowd(way, [at / RATE for at in range(round(RATE * SECONDS))])
    way.steady = (statistics.median(spent) * 1000, sorted(spent)[int(len(spent) * 0.95)] * 1000)
    began, number = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS / 3:
        number += len(_crowd(way, [0.0] * 40))
    way.fastest = number / (time.perf_counter() - began) * 60


def _crowd(way: Way, times: list[float]) -> list[float]:
    """Ask at each of these moments; how long each answer took from the moment it was due."""
    due: Queue[float] = Queue()
    for each in times:
        due.put(each)
    took: list[float] = []
    began = time.perf_counter()
    readers = [threading.Thread(target=_reader, args=(way, due, began, took)) for _ in range(READERS)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    return took


def _reader(way: Way, due: "Queue[float]", began: float, took: list[float]) -> None:
    connection = http.client.HTTPConnection("localhost", way.port, timeout=60)
    while True:
        try:
            at = due.get_nowait()
        except Empty:
            break
        time.sleep(max(0.0, began + at - time.perf_counter()))
        asked = began + at if at else time.perf_counter()
        connection.request("GET", PATH, headers=way.headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status not in (200, 304):
            raise SystemExit(f"{way.name}: status {answer.status}")
        took.append(time.perf_counter() - asked)
    connection.close()


def _print(ways: list[Way], weights: list[tuple[str, int, int]]) -> None:
    print(f"{'':<30}{'median ms':>11}{'p95 ms':>9}  at {RATE * 60:.0f} a minute{'at most a minute':>20}")
    for way in ways:
        median, late = way.steady
        print(f"{way.name:<30}{median:>11.1f}{late:>9.1f}{'':>20}{way.fastest:>20,.0f}")
    print(f"\n{'':<30}{'bytes':>11}{'packed':>11}")
    for name, plain, packed in (*weights, ("together", *map(sum, zip(*[each[1:] for each in weights], strict=True)))):
        print(f"{name:<30}{plain:>11,}{packed:>11,}")


def _weights(port: int, plain: bytes, packed: bytes) -> list[tuple[str, int, int]]:
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', plain.decode())
    found = [_read(port, {"Accept-Encoding": "gzip"}, each)[0] for each in sheets]
    fonts = [_read(port, {}, f"/fonts/{face}.latin.woff2")[0] for face in ("serif", "sans")]
    whole = sum(len(gzip.decompress(each)) for each in found)
    faces = sum(map(len, fonts))
    return [
        ("page", len(plain), len(packed)),
        (f"{len(sheets)} style sheets", whole, sum(map(len, found))),
        ("2 typefaces", faces, faces),
    ]


def _read(port: int, headers: dict[str, str], path: str = PATH) -> tuple[bytes, str]:
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return content, answer.headers.get("ETag", "")


def _fill(app: Flask) -> None:
    """A closed letter under which every seat of the chamber signed."""
    with app.app_context(), transaction() as session:
        now = clock.now()
        organiser = factories.make_organiser(session)
        campaign = factories.make_campaign(session, organiser, story="Held since March.")
        letter = factories.make_open_letter(session, campaign, deadline_at=now + timedelta(days=3))
        here = [each.code for each in groups.in_force(now.date())]
        states = [each.code for each in countries.on(now.date())]
        for at in range(MEMBERS):
            names = {"given": f"Jūratė {_word(at)}", "surname": f"{_word(at * 7)} KAVALIAUSKAITĖ"}
            seat = {"group": here[at % len(here)], "country": states[at % len(states)]}
            member = factories.make_member(session, **names, **seat)
            factories.make_signature(session, letter, member, signed_at=now)
        drafting.close(session, letter, by=organiser, now=now)
        publishing.publish(session, campaign, slug=PATH.rpartition("/")[2], public_from=now, by=organiser, now=now)


def _word(number: int) -> str:
    letters = "aeioulnrst"
    return "".join(letters[int(digit)] for digit in f"{number:04}").capitalize()


@contextmanager
def _gunicorn(folder: Path, port: int, target: str, environment: dict[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    command += ["--worker-class", "gthread", "--workers", "1", "--threads", "2", "--log-level", "warning", target]
    with (folder / "log").open("ab") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=log, stderr=log)
    try:
        _until(lambda: _answers(port))
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


if __name__ == "__main__":
    main()
