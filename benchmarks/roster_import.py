"""How long it takes to take a list of Members over, from bytes to the committed rows.

python benchmarks/roster_import.py [--published FOLDER] [--database URL] [--rounds N]

Without FOLDER the lists are invented, with the sizes of the published ones: 719 Members in the full list,
1,268 persons in the dated tables. Every round begins with an empty database; the middle of the rounds is printed.
"""

import argparse
import csv
import io
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from campaign import create_app
from campaign.config import Settings
from campaign.db import Base, database, reading, transaction
from campaign.parliament import terms
from campaign.roster import operations, queries
from campaign.roster.queries import Wish
from campaign.roster.sources import recognition
from campaign.roster.sources.recognition import File

DAY = date(2026, 8, 15)
NOW = datetime(2026, 8, 15, 12, tzinfo=UTC)
LISTED, DATED = 719, 1268
FULL_LIST, TABLES = "ep_full_list_term10_2026-08-15_en.xml", "howtheyvote_2025-09-28"
GROUPS = ["EPP", "S&D", "PfE", "ECR", "Renew", "Greens/EFA", "The Left", "ESN", "NI"]


def countries() -> list[str]:
    return [country.iso for country, seats in terms.get(10).seats_on(DAY).items() for _ in range(seats)]


def invented_list() -> list[File]:
    entries = [
        f"<mep><fullName>Ada X{at} EXAMPLE</fullName><country>{country}</country>"
        f"<politicalGroup>{escape(GROUPS[at % 9])}</politicalGroup><id>{9_000_001 + at}</id>"
        f"<nationalPoliticalGroup>Party {at % 200}</nationalPoliticalGroup></mep>"
        for at, country in enumerate(countries()[:LISTED])
    ]
    return [("list.xml", f"<?xml version='1.0'?><meps>{''.join(entries)}</meps>".encode())]


def invented_tables() -> list[File]:
    where = countries()
    members = [("id", "first_name", "last_name", "country_code", "date_of_birth", "email", "facebook", "twitter")]
    memberships = [("member_id", "group_code", "term", "start_date", "end_date")]
    for at in range(DATED):
        ep_id, sits = str(9_000_001 + at), at < LISTED
        mailbox = f"ada.x{at}@europarl.europa.eu" if sits else ""
        members.append((ep_id, f"Ada X{at}", "EXAMPLE", where[at % len(where)], "", mailbox, "", ""))
        memberships.append((ep_id, "SD", "9", "2019-07-02", "2024-07-15"))
        if sits:
            memberships.append((ep_id, "SD", "10", "2024-07-16", ""))
    return [("members.csv", table(members)), ("group_memberships.csv", table(memberships))]


def table(rows: list[tuple[str, ...]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def published(folder: Path, name: str) -> list[File]:
    path = folder / name
    return [(each.name, each.read_bytes()) for each in (sorted(path.iterdir()) if path.is_dir() else [path])]


@contextmanager
def empty_application(url: str) -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        made = create_app(
            Settings(
                secret_key="x" * 40,
                public_url="http://localhost",
                operator_name="Benchmark",
                operator_email="benchmark@example.org",
                mail_from="benchmark@example.org",
                instance_folder=folder,
                database_url=url,
            )
        )
        with made.app_context():
            Base.metadata.drop_all(database.engine)
            Base.metadata.create_all(database.engine)
            yield
            database.session.rollback()
            Base.metadata.drop_all(database.engine)
            database.engine.dispose()


def take(files: list[File]) -> None:
    sources = recognition.sources(recognition.sort(files), day=DAY)
    with transaction() as session:
        operations.import_lists(session, sources, files=files, day=DAY, by="benchmark", now=NOW)


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def one_round(url: str, listed: list[File], dated: list[File]) -> dict[str, float]:
    took: dict[str, float] = {}
    for label, files in ((f"{LISTED} Members (XML)", listed), (f"{DATED:,} persons (CSV set)", dated)):
        with empty_application(url):
            took[f"{label}, into an empty roster"] = seconds(lambda files=files: take(files))
            took[f"{label}, the same again"] = seconds(lambda files=files: take(files))
    with empty_application(url):
        took["both together, into an empty roster"] = seconds(lambda: take([*listed, *dated]))
        took["preview of both together, nothing changes"] = seconds(lambda: preview([*listed, *dated]))
        took["all Members of a day (one query)"] = seconds(lambda: queries.members_on(reading(), DAY))
        took["search page of 50 (two queries)"] = seconds(lambda: queries.page_on(reading(), DAY, Wish(text="ada")))
    return took


def preview(files: list[File]) -> None:
    queries.plan(reading(), recognition.sources(recognition.sort(files), day=DAY), day=DAY)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--published", type=Path)
    parser.add_argument("--database", default="")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    listed = published(asked.published, FULL_LIST) if asked.published else invented_list()
    dated = published(asked.published, TABLES) if asked.published else invented_tables()
    rounds = [one_round(asked.database, listed, dated) for _ in range(asked.rounds)]
    engine = asked.database.partition(":")[0] or "sqlite"
    print(f"{'roster import, ' + engine:52} {'median':>9} {'slowest':>9}")
    for label in rounds[0]:
        took = [each[label] for each in rounds]
        print(f"{label:52} {statistics.median(took) * 1000:6.0f} ms {max(took) * 1000:6.0f} ms")


if __name__ == "__main__":
    main()
