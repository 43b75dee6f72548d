"""The overview with 7, 150 and 720 Members against a static page of the same size: `python -m benchmarks.dashboard`.

From the WSGI call to the last byte, warm, median of many, in one process. CPU time is what a server pays however busy
the machine is; the static page is the overview's own bytes behind the same application.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response
from sqlalchemy import Engine, event
from werkzeug.test import TestResponse

from campaign import create_app
from campaign.db import Base, database, transaction
from tests import factories
from tests.browser import Browser
from tests.conftest import settings
from tests.dashboard import crowd

ROUNDS = 60
AIM_MS = 60


def main() -> None:
    """Measure and print the table."""
    print(f"{'page':<40}{'bytes':>8}{'queries':>9}{'CPU ms':>9}{'wall ms':>9}{'x static':>10}")
    for number in (7, 150, 720):
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), number)


def _measure(folder: Path, number: int) -> None:
    app = create_app(settings(folder, database_url=f"sqlite:///{folder}/benchmark.sqlite3"))
    browser, address = _crowded(app, number)
    page = browser.client.get(address)
    tag = browser.client.get(f"{address}/now").headers["ETag"]
    _static(app, page.data)
    static = _row(app, f"{number} Members: static page", lambda: browser.client.get("/static-page"), 0.0)
    for label, path, headers in (
        ("overview", address, {}),
        ("overview, nothing new (304)", f"{address}/now", {"If-None-Match": tag}),
        ("table of Members", f"{address}/members", {}),
    ):
        shown = f"{number} Members: {label}"
        cost = _row(app, shown, lambda path=path, headers=headers: browser.client.get(path, headers=headers), static)
        if label == "overview" and cost > AIM_MS:
            print(f"  above the aim of {AIM_MS} ms")


def _crowded(app: Flask, number: int) -> tuple[Browser, str]:
    with app.app_context():
        Base.metadata.create_all(database.engine)
        with transaction() as session:
            organiser = factories.make_organiser(session)
            letter = factories.make_open_letter(session, factories.make_campaign(session, organiser))
            letter.goal_members, letter.goal_groups, letter.goal_countries = 200, 7, 20
            crowd.ask(session, letter, crowd.seat(session, number))
            crowd.answer(session, letter)
            return Browser(app).logged_in(organiser), f"/letters/{letter.public_id}"


def _row(app: Flask, label: str, act: Callable[[], TestResponse], static: float) -> float:
    """Measure and print one line; its CPU time in milliseconds."""
    with app.app_context():
        engine = database.engine
    queries, size = _queries(engine, act), len(act().data)
    cpu, wall = _times(act)
    ratio = f"{cpu / static:.1f}" if static else "1"
    print(f"{label:<40}{size:>8}{queries:>9}{cpu:>9.1f}{wall:>9.1f}{ratio:>10}")
    return cpu


def _static(app: Flask, content: bytes) -> None:
    app.view_functions["static_page"] = lambda: Response(content, mimetype="text/html")
    app.url_map.add(app.url_rule_class("/static-page", endpoint="static_page"))


def _times(act: Callable[[], object]) -> tuple[float, float]:
    """Median CPU and wall time in milliseconds, after a warm-up."""
    for _ in range(5):
        act()
    cpu, wall = [], []
    for _ in range(ROUNDS):
        began, spent = time.perf_counter(), time.process_time()
        act()
        cpu.append((time.process_time() - spent) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    return statistics.median(cpu), statistics.median(wall)


def _queries(engine: Engine, act: Callable[[], object]) -> int:
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    act()
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


if __name__ == "__main__":
    main()
