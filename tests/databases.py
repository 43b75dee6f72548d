"""Real databases for tests: a SQLite file copied from a fresh one, and a PostgreSQL server of our own.

The server is started once per run from the installed programs, listens on a socket in a temporary folder only, and
never on the network. It refuses to run as root, so that root starts it as somebody else.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine

import campaign
from campaign.db import Base
from tests import tools

# For tests only: nothing here has to survive a power cut.
CARELESS = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "autovacuum=off")


def has_postgresql() -> bool:
    return _program("initdb") is not None


@contextmanager
def postgresql_server() -> Iterator[str]:
    """A running server; gives the folder of its socket."""
    initdb = tools.require(_program("initdb") or "initdb", "postgresql")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = _unprivileged()
    if user:
        shutil.chown(folder, user.get("user"))
    command = [initdb, "-D", folder / "data", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run(command, check=True, capture_output=True, cwd=folder, **user)
    listen = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", "-c", "max_connections=200"]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [initdb.with_name("postgres"), "-D", folder / "data", *listen, *CARELESS],
        cwd=folder,
        stdout=log,
        stderr=log,
        start_new_session=True,
        **user,
    )
    try:
        _wait_until_ready(initdb.with_name("pg_isready"), folder, server)
        yield str(folder)
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=30)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def postgresql_url(socket: str, name: str = "test") -> str:
    return f"postgresql+psycopg://postgres@/{name}?host={socket}"


def make_postgresql(socket: str, name: str = "test", *, with_tables: bool = True) -> str:
    """A new database, empty or with every table; gives its address."""
    with psycopg.connect(f"host={socket} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    url = postgresql_url(socket, name)
    if with_tables:
        _create_tables(url)
    return url


def empty_postgresql(connection: psycopg.Connection[Any]) -> None:
    """Delete every row, and mend what a test did to the journal's guard."""
    connection.execute("; ".join(f"DELETE FROM {table}" for table in Base.metadata.tables))
    connection.execute("ALTER TABLE journal ENABLE TRIGGER ALL")


def cleaner(socket: str, name: str = "test") -> psycopg.Connection[Any]:
    """A connection to empty the tables with, to be kept: a new one learns all tables again."""
    connection = psycopg.connect(f"host={socket} user=postgres dbname={name}", autocommit=True)
    connection.execute("SET session_replication_role = replica")  # triggers and references do not fire
    return connection


def make_sqlite(file: Path) -> str:
    """A new SQLite database with every table; gives its address."""
    url = f"sqlite:///{file}"
    _create_tables(url)
    return url


def _create_tables(url: str) -> None:
    """Create every table, also where the tests at hand import few models."""
    for file in sorted(Path(campaign.__file__).parent.rglob("*.py")):
        if "mapped_column" in file.read_text():
            module = file.relative_to(Path(campaign.__file__).parent.parent).with_suffix("")
            import_module(".".join(module.parts))
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()


def _program(name: str) -> Path | None:
    """The newest installed PostgreSQL's program; Debian keeps most of them off the PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda each: float(each.parts[4]))
    found = shutil.which(name)
    return versions[-1] if versions else (Path(found) if found else None)


def _unprivileged() -> dict[str, Any]:
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_name, "group": account.pw_gid, "extra_groups": []}
    pytest.fail("PostgreSQL cannot run as root, and there is neither a postgres nor a nobody user")


def _wait_until_ready(pg_isready: Path, folder: Path, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if subprocess.run([pg_isready, "-q", "-h", folder, "-t", "1"], check=False).returncode == 0:
            return
        if server.poll() is not None:
            break
    pytest.fail(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
