"""Delivery over SMTP by Flask-Mail, made safe: the certificate is always checked, every step has a time limit.

Flask-Mail 0.10 calls starttls() without a context, so that any certificate will do, opens connections without a
timeout, and its quit() fails on a dead connection: the connection here mends these three.
"""

import smtplib
import ssl
from email.message import EmailMessage
from types import TracebackType
from typing import Any

from flask import Flask
from flask_mail import Connection, Mail, Message

from campaign import config
from campaign.config import Settings
from campaign.outbox import rules
from campaign.outbox.rules import Outcome, Told


class Ready(Message):
    """A mail that rendering has built already, in Flask-Mail's clothes; `sender` is the return path."""

    def __init__(self, built: EmailMessage, *, return_path: str) -> None:
        super().__init__(
            subject=str(built["Subject"]), sender=return_path, recipients=[built["To"].addresses[0].addr_spec]
        )
        self.msgId = str(built["Message-ID"])
        self.built = built

    def as_bytes(self) -> bytes:
        """The built mail itself."""
        return self.built.as_bytes()


class CheckedConnection(Connection):
    """A connection that trusts nobody without a valid certificate and waits for nobody without end."""

    def configure_host(self) -> smtplib.SMTP:
        """Connect, encrypt, log in.

        Raises OSError (which SMTPException and SSLError are) when any of it fails.
        """
        settings = config.current()
        options: dict[str, Any] = {
            "host": settings.mail_server,
            "port": settings.mail_port,
            "timeout": settings.mail_timeout,
            "local_hostname": settings.mail_from.rpartition("@")[2],
        }
        if settings.mail_security == "tls":
            host: smtplib.SMTP = smtplib.SMTP_SSL(**options, context=trust(settings))
        else:
            host = smtplib.SMTP(**options)
        try:
            if settings.mail_security == "starttls":
                host.starttls(context=trust(settings))
            if settings.mail_username:
                host.login(settings.mail_username, settings.mail_password)
        except BaseException:
            host.close()
            raise
        return host

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, tb: TracebackType | None
    ) -> None:
        """Say goodbye; a server that is gone already is no trouble."""
        if self.host is not None:
            try:
                self.host.quit()
            except OSError:
                self.host.close()


class CheckedMail(Mail):
    """Flask-Mail with checked connections."""

    def connect(self) -> CheckedConnection:
        """A connection to the server of the settings; opens when entered."""
        return CheckedConnection(self)


class Smtp:
    """One run's way to the server: connects when first needed, says goodbye at the end; not `is_well` after trouble."""

    def __init__(self) -> None:
        self._connection: CheckedConnection | None = None
        self.is_well = True

    def send(self, built: EmailMessage, *, return_path: str) -> Outcome:
        """Hand one mail to the server and understand its answer."""
        outcome = self._attempt(Ready(built, return_path=return_path))
        host = self._connection.host if self._connection else None
        if host is not None and host.sock is None:
            self._give_up()  # the server hung up with its answer (421)
        return outcome

    def _attempt(self, ready: Ready) -> Outcome:
        try:
            self._connected().send(ready)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            return Outcome(rules.refusal(code, _text(words)), f"{code} {_text(words)}")
        except smtplib.SMTPDataError as error:
            told = Told.REFUSED if error.smtp_code >= 500 else Told.DEFERRED
            return Outcome(told, f"{error.smtp_code} {_text(error.smtp_error)}")
        except smtplib.SMTPResponseException as error:
            # A "no" to our greeting, login or sender: our own trouble, never held against the recipient.
            self._give_up()
            return Outcome(Told.DEFERRED, f"{error.smtp_code} {_text(error.smtp_error)}")
        except OSError as error:
            self._give_up()
            return Outcome(Told.DEFERRED, f"no connection: {error or type(error).__name__}")
        return Outcome(Told.ACCEPTED)

    def close(self) -> None:
        """End the connection, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.__exit__(None, None, None)

    def _give_up(self) -> None:
        """The server is in trouble: more mails would only meet the same."""
        self.is_well = False
        self.close()

    def _connected(self) -> CheckedConnection:
        if self._connection is None:
            self._connection = mail.connect().__enter__()
        return self._connection


mail = CheckedMail()


def init_app(app: Flask, settings: Settings) -> None:
    """Give Flask-Mail its settings; nothing is opened yet."""
    app.config.update(
        MAIL_SERVER=settings.mail_server,
        MAIL_PORT=settings.mail_port,
        MAIL_DEFAULT_SENDER=settings.mail_from,
        MAIL_SUPPRESS_SEND=False,
    )
    mail.state = mail.init_app(app)


def trust(settings: Settings) -> ssl.SSLContext:
    """Whom we believe: the system's authorities, and those of MAIL_CA_FILE besides."""
    context = ssl.create_default_context()
    if settings.mail_ca_file:
        context.load_verify_locations(settings.mail_ca_file)
    return context


def _text(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())[:500]
