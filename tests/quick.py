"""What makes a test's application quick and changes nothing of what it does.

Addresses, templates, SQL and the seal key are worked out once per run: the same rule, source, statement or operator
gives the same result. Each test still has an application, an empty database and an instance folder of its own.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, Pool
from werkzeug.routing import Rule

from campaign import config
from campaign.delivering import sealing
from letters.seals.sealers import SelfIssued


class Addresses(Rule):
    """A rule that builds its addresses with what was compiled for the same rule before."""

    compiled: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        if self.defaults:
            return super()._compile_builder(append_unknown)
        same = (self.rule, tuple(self._trace), append_unknown)
        if same not in self.compiled:
            self.compiled[same] = super()._compile_builder(append_unknown)
        return self.compiled[same]


class Templates(BytecodeCache):
    """Compiled templates, kept in memory by file and content."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key, bucket.checksum] = bucket.code


_statements: dict[str, tuple[Any, dict[Any, Any]]] = {}
_connections: dict[str, Pool] = {}
_keys: dict[tuple[object, ...], tuple[dict[str, bytes], SelfIssued]] = {}
_make_own_key = sealing.own_key


def share(app: type[Flask]) -> None:
    """Let all applications share their addresses and templates."""
    app.url_rule_class = Addresses
    app.jinja_options = {"bytecode_cache": Templates()}


def share_statements(engine: Engine) -> None:
    """Let all engines for one kind of database share its dialect, and with it the SQL that statements became.

    A server's connections are shared as well: each new one is a process that learns all tables again.
    """
    engine.dialect, compiled = _statements.setdefault(engine.dialect.name, (engine.dialect, {}))
    engine.update_execution_options(compiled_cache=compiled)
    if engine.dialect.name == "postgresql":
        engine.pool = _connections.setdefault(engine.url.render_as_string(), engine.pool)


def weaken_passwords(app: Flask) -> None:
    """Hash with the same algorithm in a millisecond: nobody attacks the passwords of a test."""
    app.extensions["security"].pwd_context.update(argon2__time_cost=1, argon2__memory_cost=64, argon2__parallelism=1)


def own_key(*, now: datetime) -> SelfIssued:
    """In place of sealing.own_key: an operator's first key of an hour is the key of all its later installations."""
    settings, folder = config.current(), Path(config.current().instance_folder)
    files = [folder / name for name in ("seal.p12", "seal.password")]
    if any(each.exists() for each in files):
        return _make_own_key(now=now)
    hour = now.replace(minute=0, second=0, microsecond=0)
    same = (settings.operator_name, settings.public_url, settings.secret_key, hour)
    if same not in _keys:
        opened = _make_own_key(now=hour)
        _keys[same] = {each.name: each.read_bytes() for each in files}, opened
    contents, opened = _keys[same]
    for each in files:
        each.write_bytes(contents[each.name])
    return opened
