"""Everything that is held about one person, as a ZIP of readable JSON, pictures and a README (GDPR, Article 15)."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from campaign import config, journal, vault
from campaign.campaigns.models import Campaign
from campaign.journal import Event
from campaign.privacy import persons, removing
from campaign.privacy.holdings import HOLDINGS
from campaign.privacy.persons import Person

SECRETS = frozenset({"password", "fs_uniquifier", "content", "sort_key", "folded"})
"""Columns that are left out: proofs of who somebody is, and what only sorts and searches."""
SECRET_ENDINGS = ("digest", "secret", "secrets", "key", "sign_count")
MEANT_FOR_READING = frozenset({"file_digest", "text_digest", "document_digest"})
OWN = ("invitations", "signatures", "claims", "assistants", "authorisations", "statements", "organisers")
"""Tables whose rows are one person's own: what the journal tells of these rows, it tells of the person."""


def export(session: Session, person: Person, *, now: datetime, by: str, campaign: Campaign | None = None) -> bytes:
    """The ZIP; the journal learns that one was made and how many rows are in it. The caller commits."""
    told: dict[str, list[dict[str, Any]]] = {}
    files: dict[str, bytes] = {}
    for name, which in persons.everything(person, campaign=campaign):
        rows = session.execute(select(removing.table(name)).where(which)).all()
        if rows:
            told[name] = [_readable(name, row, files) for row in rows]
    if happened := _events(session, told):
        told["journal"] = happened
    counts = {name: len(rows) for name, rows in told.items()}
    journal.record(session, "person.exported", campaign.public_id if campaign else "persons", now=now, by=by, **counts)
    return _zip(person, told, files, now=now)


def _readable(name: str, row: Row[Any], files: dict[str, bytes]) -> dict[str, Any]:
    """One row for people to read; pictures and evidence become files of their own."""
    told: dict[str, Any] = {}
    for column, value in row._mapping.items():
        if value is None or _is_secret(column):
            continue
        if isinstance(value, bytes):
            value = _file(files, f"{name}-{len(files) + 1}", value)
        elif column == "file_digest":
            value = _evidence(files, name, str(value))
        told[column] = value if isinstance(value, (bool, int, float, str, list, dict)) else str(value)
    return told


def _events(session: Session, told: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """What the journal has of the person: about rows of theirs, and what an organiser did."""
    subjects = {row["public_id"] for name in OWN for row in told.get(name, []) if "public_id" in row}
    organisers = [row["public_id"] for row in told.get("organisers", [])]
    which = or_(Event.subject.in_(sorted(subjects)), Event.facts["by"].as_string().in_(organisers))
    events = session.scalars(select(Event).where(which).order_by(Event.number))
    return [{"at": str(each.happened_at), "what": each.kind, "about": each.subject, **each.facts} for each in events]


def _is_secret(column: str) -> bool:
    return column in SECRETS or (column.endswith(SECRET_ENDINGS) and column not in MEANT_FOR_READING)


def _file(files: dict[str, bytes], stem: str, content: bytes) -> str:
    ending = "png" if content.startswith(b"\x89PNG") else "jpg" if content.startswith(b"\xff\xd8") else "bin"
    files[f"files/{stem}.{ending}"] = content
    return f"files/{stem}.{ending}"


def _evidence(files: dict[str, bytes], name: str, digest: str) -> str:
    """The file from the vault: sealed evidence opened, anything else as it rests."""
    for read in (vault.read_sealed, vault.read):
        try:
            return _file(files, f"{name}-{len(files) + 1}", read(digest))
        except vault.FileDamaged:
            continue
    return "the file is gone"


def _zip(person: Person, told: dict[str, list[dict[str, Any]]], files: dict[str, bytes], *, now: datetime) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _readme(person, told, now=now))
        archive.writestr("held.json", json.dumps(told, indent=2, ensure_ascii=False))
        for path, content in files.items():
            archive.writestr(path, content)
    return packed.getvalue()


def _readme(person: Person, told: dict[str, list[dict[str, Any]]], *, now: datetime) -> str:
    """What the file holds, why, how long, and whom to write to."""
    settings = config.current()
    lines = [
        f"What is held about {person.name}",
        f"Made on {now:%Y-%m-%d %H:%M} UTC by {settings.operator_name} <{settings.operator_email}>",
        "",
        "held.json lists every row, table by table; files/ holds autographs and evidence.",
        "Secrets of links, passwords and codes are not held in readable form and are left out.",
        "You can ask for correction, erasure or a limit of use, and complain to a data protection authority.",
        "",
    ]
    for name, rows in told.items():
        holding = HOLDINGS[name]
        lines += [
            f"{name}: {len(rows)}",
            f"    {holding.what}",
            f"    why: {holding.basis}",
            f"    how long: {holding.kept.words}",
            f"    on erasure: {holding.erasure}",
            "",
        ]
    return "\n".join(lines)
