"""The whole story on the Parliament's own list: import, invite everybody, sign 200 times, print. Each step is timed.

python -m benchmarks.story [--lists FOLDER] [--signatures N]

The lists are not part of the product: FOLDER holds the Parliament's full list and the HowTheyVote tables. Real
servers only: gunicorn over HTTP, SMTP on loopback, the commands an operator types. The PDF is read back and thrown
away: real names stand under no text that is kept.
"""

import argparse
import http.cookiejar
import os
import re
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

import pypdfium2
from aiosmtpd.controller import Controller
from lxml import html

from campaign import clock, create_app, vault
from campaign.campaigns.models import Campaign, TeamPlace
from campaign.config import Settings
from campaign.db import transaction
from campaign.delivering import operations as delivering
from campaign.drafting import operations as drafting
from campaign.drafting.models import Addressee, Letter
from campaign.inviting import operations as inviting
from campaign.inviting import queries as inviting_queries
from campaign.organisers.models import Organiser
from campaign.roster import queries as roster

LISTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "meps"
BODY = """\
This letter measures a program. It says nothing about anybody, and it is thrown away when the program has been measured.

1. The first point stands for a first demand.
2. The second point stands for a second one, with a note.[^one]

It ends here.

[^one]: The note stands at the foot of its page.
"""
ADDRESSEES = (
    {
        "name": "Президенті",
        "office": "Қазақстан Республикасының Президенті",
        "postal": "Мәңгілік Ел даңғылы\n010000 Астана",
        "salutation": "Құрметті Президент мырза,",
        "language": "kk",
    },
    {
        "name": "Генеральному прокурору",
        "office": "Генеральная прокуратура Республики Казахстан",
        "postal": "проспект Мәңгілік Ел\n010000 Астана",
        "salutation": "Уважаемый господин Генеральный прокурор,",
        "language": "ru",
    },
)


@dataclass
class Mailbox:
    """An SMTP server that takes everything and remembers it by recipient."""

    taken: dict[str, list[str]] = field(default_factory=dict)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.original_content, policy=policy.default)
        body = mail.get_body(("plain",))  # type: ignore[attr-defined]
        self.taken.setdefault(envelope.rcpt_tos[0], []).append(body.get_content())
        return "250 taken"

    @property
    def count(self) -> int:
        return sum(map(len, self.taken.values()))


class Person:
    """A browser without JavaScript over real HTTP, each in a network of its own as the reverse proxy reports it."""

    def __init__(self, number: int) -> None:
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.opener.addheaders = [("X-Forwarded-For", f"10.{number // 250}.{number % 250}.1")]
        self.address, self.tree = "", None

    def open(self, address: str, data: bytes | None = None) -> float:
        began = time.perf_counter()
        with self.opener.open(address, data) as answer:
            content = answer.read()
        spent = time.perf_counter() - began
        self.address, self.tree = answer.url, html.fromstring(content)
        return spent

    def send(self, button: str, **answers: str) -> float:
        form = next(each for each in self.tree.forms if button in each.text_content())
        values = [(name, value) for name, value in form.form_values() if name not in answers]
        data = urlencode([*values, *answers.items()]).encode()
        return self.open(urljoin(self.address, form.get("action") or self.address), data)

    @property
    def h1(self) -> str:
        return str(self.tree.xpath("//h1")[0].text_content()).strip()


class Table:
    """Steps and their times, printed as they come."""

    def say(self, step: str, figure: str) -> None:
        print(f"| {step:<58} | {figure:>34} |", flush=True)

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.say(step, f"{time.perf_counter() - began:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lists", type=Path, default=LISTS)
    parser.add_argument("--signatures", type=int, default=200)
    asked = parser.parse_args()
    official = sorted(asked.lists.glob("ep_full_list_term10*.xml"))
    tables = sorted(asked.lists.glob("howtheyvote*/*.csv"))
    if not official or not tables:
        sys.exit(f"no lists in {asked.lists}: give the folder with --lists")
    mailbox = Mailbox()
    with tempfile.TemporaryDirectory() as folder, _smtp(mailbox) as port:
        tell(Path(folder), mailbox, port, [*official, *tables], asked.signatures)


def tell(folder: Path, mailbox: Mailbox, smtp_port: int, lists: list[Path], signatures: int) -> None:
    """Run the story in an installation of its own."""
    web_port = _free_port()
    environment = {
        "SECRET_KEY": secrets.token_urlsafe(32),
        "PUBLIC_URL": f"http://localhost:{web_port}",
        "OPERATOR_NAME": "Bench",
        "OPERATOR_EMAIL": "bench@example.org",
        "MAIL_FROM": "bench@example.org",
        "MAIL_SERVER": "localhost",
        "MAIL_PORT": str(smtp_port),
        "MAIL_SECURITY": "none",
        "MAILS_PER_HOUR": "1000000",
        "INSTANCE_FOLDER": str(folder),
        "TRUSTED_PROXIES": "1",
    }
    table, inner = Table(), os.environ | environment
    app = create_app(Settings(**{name.lower(): _typed(value) for name, value in environment.items()}))
    with table.timed("database made (campaign db upgrade)"):
        _run(["db", "upgrade"], inner)
    with table.timed(f"roster imported from {len(lists)} files (a process of its own)"):
        _run(["roster", "import", *map(str, lists)], inner)
    with app.app_context():
        letter_id, invited = _opened_letter(table)
    with table.timed(f"{invited} invitations delivered over SMTP"):
        _run(["outbox", "deliver", "--once"], inner)
    table.say("mails that arrived", str(mailbox.count))
    with _server(web_port, inner), _worker(inner):
        asked = list(mailbox.taken.items())[:signatures]
        times = [_sign(number, texts[0], address, mailbox) for number, (address, texts) in enumerate(asked)]
    for step, column in zip(("letter opened", "signing form sent", "code sent"), zip(*times, strict=True), strict=True):
        middle, slow = statistics.median(column) * 1000, statistics.quantiles(column, n=20)[-1] * 1000
        table.say(f"{len(times)} × {step}, at the browser (median, 95 %)", f"{middle:.0f} ms, {slow:.0f} ms")
    with app.app_context():
        _printed(table, letter_id, signatures)


def _opened_letter(table: Table) -> tuple[int, int]:
    now = clock.now()
    with transaction() as session:
        organiser = Organiser(email="bench@example.org", name="Bench", created_at=now)
        campaign = Campaign(title="A measurement", created_at=now)
        campaign.team.append(TeamPlace(organiser=organiser))
        letter = Letter(campaign=campaign, title="A measurement", subject="A measurement", body=BODY, created_at=now)
        letter.saved_at, letter.dated_on, letter.place, letter.closing = now, date(2026, 11, 23), "Brussels", "Yours,"
        letter.deadline_at = now + timedelta(days=9)
        for place, values in enumerate(ADDRESSEES, 1):
            letter.addressees.append(Addressee(position=place, **values))
        session.add_all([organiser, letter])
        session.flush()
        with table.timed("letter opened for signature"):
            drafting.open_for_signature(session, letter, by=organiser, now=now)
        letter_id = letter.id
    began = time.perf_counter()
    with transaction() as session:
        letter = session.get_one(Letter, letter_id)
        members = [each.member for each in roster.members_on(session, clock.brussels_day(now))]
        text = inviting_queries.covering_text(session, letter)
        text.mails_per_hour = 1_000_000
        session.add(text)
        invited = len(inviting.invite(session, letter, members, by=letter.campaign.team[0].organiser, now=now))
    table.say(f"{invited} invitations queued", f"{time.perf_counter() - began:.2f} s")
    return letter_id, invited


def _sign(number: int, invitation: str, address: str, mailbox: Mailbox) -> tuple[float, float, float]:
    member = Person(number)
    link = re.search(r"http://\S+/sign/\S+", invitation)
    assert link, "an invitation holds its link"
    opened = member.open(link.group())
    had = len(mailbox.taken[address])
    sent = member.send("Sign this letter", kind="none", agreed="y")
    for _ in range(1000):
        if len(mailbox.taken[address]) > had:
            break
        time.sleep(0.02)
    else:
        sys.exit(f"no code came; the page says: {member.h1}")
    code = re.search(r"\b\d{6}\b", mailbox.taken[address][-1])
    assert code, "a code mail holds six digits"
    return opened, sent, member.send("Confirm", code=code.group())


def _printed(table: Table, letter_id: int, signatures: int) -> None:
    now = clock.now()
    with transaction() as session:
        letter = session.get_one(Letter, letter_id)
        drafting.close(session, letter, by=letter.campaign.team[0].organiser, now=now)
    with table.timed("PDF set, sealed and stored (the seal key is made first)"), transaction() as session:
        letter = session.get_one(Letter, letter_id)
        edition = delivering.issue_edition(session, letter, by=letter.campaign.team[0].organiser, now=now)
        pages, size, digest, ids = edition.pages, edition.size, edition.file_digest, len(edition.signature_ids)
    assert ids == signatures, f"{ids} of {signatures} signatures are in the PDF"
    with pypdfium2.PdfDocument(vault.read(digest)) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "Қазақстан Республикасының" in text, "the Kazakh addressee is in the text layer"
    table.say("the PDF", f"{pages} pages, {size / 1000:.0f} kB, {ids} names")


@contextmanager
def _smtp(mailbox: Mailbox) -> Iterator[int]:
    controller = Controller(mailbox, hostname="127.0.0.1", port=_free_port())
    controller.start()
    yield int(controller.port)
    controller.stop()


@contextmanager
def _server(port: int, environment: dict[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--threads", "4", "-b", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--log-level", "error", "campaign:create_app()"], env=environment)
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield
    server.terminate()
    server.wait()


@contextmanager
def _worker(environment: dict[str, str]) -> Iterator[None]:
    worker = subprocess.Popen([*_command(), "worker"], env=environment, stdout=subprocess.DEVNULL)
    yield
    worker.terminate()
    worker.wait()


def _run(words: list[str], environment: dict[str, str]) -> None:
    subprocess.run([*_command(), *words], env=environment, check=True, stdout=subprocess.DEVNULL)


def _command() -> list[str]:
    return [sys.executable, "-c", "from campaign.cli import main; main()"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _typed(value: str) -> Any:
    return int(value) if value.isdigit() else value


if __name__ == "__main__":
    main()
