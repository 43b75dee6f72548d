"""Settings: frozen, typed, read from the environment once. All that is missing or wrong is reported together."""

import os
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app


class SettingsError(Exception):
    """The environment lacks settings or holds wrong ones; the message lists every one of them."""


def _setting(says: str, **rest: Any) -> Any:
    return field(metadata={"says": says}, **rest)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the operator decides. Each field is an environment variable in capitals; docs/settings.md lists them."""

    secret_key: str = _setting(
        "Signs sessions, seals evidence and waiting mail, makes the links in receipts. At least 32 random characters; "
        "there is no default."
    )
    public_url: str = _setting(
        "Address of this installation as Members see it, such as https://letters.example.org; every link in a mail "
        "starts with it."
    )
    operator_name: str = _setting("Who runs this installation; printed in the footer of every page and mail.")
    operator_email: str = _setting("Where people reach the operator.")
    mail_from: str = _setting("Sender address of every mail.")
    instance_folder: str = _setting("Folder for the database, uploaded files and editions.", default="instance")
    database_url: str = _setting(
        "Where the data is: sqlite:///… or postgresql+psycopg://…; without it a SQLite file in the instance folder.",
        default="",
    )
    mail_server: str = _setting("SMTP server.", default="localhost")
    mail_port: int = _setting("SMTP port.", default=587)
    mail_security: str = _setting(
        "starttls, tls, or none; the server's certificate is always checked.", default="starttls"
    )
    mail_username: str = _setting("SMTP login; empty: none.", default="")
    mail_password: str = _setting("SMTP password.", default="")
    mail_timeout: int = _setting("Seconds after which a silent SMTP server counts as failed.", default=20)
    mail_ca_file: str = _setting("File with certificates to trust for SMTP besides the system's.", default="")
    mail_bounce_domain: str = _setting(
        "Domain for return paths (bounce+…@domain), when bounces can be read back; empty: mail_from is used.",
        default="",
    )
    mail_folder: str = _setting("Development: deliver mails into this folder instead of SMTP.", default="")
    mails_per_hour: int = _setting("At most so many mails leave in an hour, all letters together.", default=1500)
    cooling_hours: int = _setting(
        "Hours in which a Member's mailbox can object to what an authorised assistant signed, before it counts by "
        "itself; at least 24.",
        default=24,
    )
    seal_level: str = _setting(
        "How long seals can be proved: B-B, or with a timestamp authority B-T, B-LT, B-LTA.", default="B-B"
    )
    seal_key_file: str = _setting(
        "PKCS#12 file with the seal's key and certificate; empty: the installation's own self-issued key.", default=""
    )
    seal_password: str = _setting("Password of the seal's key file, or PIN of the device.", default="")
    seal_pkcs11_library: str = _setting("Library of a PKCS#11 device that holds the seal's key.", default="")
    seal_pkcs11_token: str = _setting("Label of the device's token.", default="")
    seal_pkcs11_label: str = _setting("Label of the key in the device.", default="")
    seal_timestamp_url: str = _setting("Timestamp authority (RFC 3161) for levels above B-B.", default="")
    seal_roots_file: str = _setting("PEM file with the roots that the seal's certificate leads to.", default="")
    journal_witness: str = _setting(
        "Mailbox outside this machine that gets the end of the journal once a day, so that cut-off events are noticed; "
        "empty: none.",
        default="",
    )
    second_factor: str = _setting(
        "optional, or required: then no organiser gets past the account page without passkey or authenticator app.",
        default="optional",
    )
    trusted_proxies: int = _setting(
        "How many reverse proxies stand in front and set X-Forwarded-For and -Proto.", default=0
    )
    secret_keys_before: str = _setting(
        "Earlier values of SECRET_KEY, the newest first, with spaces between them; empty: it was never changed.",
        default="",
    )
    development: bool = _setting("Show the development-only pages, such as the delivered mails.", default=False)

    @property
    def database(self) -> str:
        """The database's address, with the default filled in."""
        return self.database_url or f"sqlite:///{Path(self.instance_folder).resolve() / 'undersigned.sqlite3'}"

    @property
    def host(self) -> str:
        """The host (and port) that requests must name."""
        return urlsplit(self.public_url).netloc

    @property
    def is_https(self) -> bool:
        """Whether Members reach this installation encrypted; cookies and HSTS follow it."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def former_keys(self) -> tuple[str, ...]:
        """The keys before this one, the newest first."""
        return tuple(self.secret_keys_before.split())

    @property
    def first_key(self) -> str:
        """The key this installation began with: what has to stay the same for good is made from it."""
        return (self.secret_key, *self.former_keys)[-1]


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Raises SettingsError naming every missing and every wrong variable at once.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    problems: list[str] = []
    for each in fields(Settings):
        name = each.name.upper()
        raw = environment.get(name, "")
        if raw == "":
            if each.default is MISSING:
                problems.append(f"{name} is missing. {each.metadata['says']}")
            continue
        try:
            values[each.name] = _converted(raw, each.type)
        except (ValueError, KeyError):
            problems.append(f"{name} is “{raw}”, which is not a {each.type}.")
    problems += _wrong(values)
    if problems:
        raise SettingsError("Set these in the environment (or in .env):\n  " + "\n  ".join(problems))
    return Settings(**values)


def _converted(raw: str, kind: Any) -> Any:
    if kind in (bool, "bool"):
        return {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}[raw.lower()]
    if kind in (int, "int"):
        return int(raw)
    return raw


def _wrong(values: Mapping[str, Any]) -> list[str]:
    problems = []
    if len(values.get("secret_key", "x" * 32)) < 32:
        problems.append("SECRET_KEY is too short: use at least 32 random characters.")
    if any(len(each) < 32 for each in values.get("secret_keys_before", "").split()):
        problems.append("SECRET_KEYS_BEFORE holds a key that is too short: give each whole, with spaces between them.")
    url = urlsplit(values.get("public_url", "https://example.org"))
    if url.scheme not in ("http", "https") or not url.netloc or url.path not in ("", "/") or url.query:
        problems.append("PUBLIC_URL must be like https://letters.example.org, without a path.")
    if not values.get("database_url", "sqlite:///").startswith(("sqlite:///", "postgresql+psycopg://")):
        problems.append("DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://, or be empty.")
    if values.get("mail_security", "tls") not in ("starttls", "tls", "none"):
        problems.append("MAIL_SECURITY must be starttls, tls or none.")
    if values.get("second_factor", "optional") not in ("optional", "required"):
        problems.append("SECOND_FACTOR must be optional or required.")
    if values.get("seal_level", "B-B") not in ("B-B", "B-T", "B-LT", "B-LTA"):
        problems.append("SEAL_LEVEL must be B-B, B-T, B-LT or B-LTA.")
    return problems


def current() -> Settings:
    """The settings of the application at work."""
    settings: Settings = current_app.extensions["settings"]
    return settings
