"""Templates and values become a mail: plain text and HTML, quoted-printable, nothing remote.

The tree is built here rather than by Flask-Mail, which neither wraps lines (RFC 5322: at most 998 octets) nor nests
text and HTML as RFC 2046 has it.
"""

import json
import re
import textwrap
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from functools import cache
from typing import Any

from flask_babel import gettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from campaign import config, tokens
from campaign.outbox import attachments
from campaign.outbox.models import OutgoingMail
from campaign.outbox.operations import SEALED_AS, Mail
from campaign.web.templating import brussels, country_name, day, group_name, template_folder

LINE = 76


class _Whole(UnstructuredHeader, BaseHeader):
    """A header that stays as it is, on a line of its own.

    Longer than 78 characters, Python's default folding would encode it as words (RFC 2047). Mail programs read no
    encoded words in List-Unsubscribe (RFC 2369, 2): they would show no button.
    """

    def fold(self, *, policy: Policy) -> str:
        """The header with its value on the second line."""
        return f"{self.name}:{policy.linesep} {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("List-Unsubscribe", _Whole)
_POLICY = SMTP.clone(header_factory=_HEADERS)


def opened(row: OutgoingMail) -> Mail:
    """The mail that rests sealed in this row.

    Raises ValueError when it was wiped, or sealed under another key.
    """
    if row.content is None:
        raise ValueError("the mail's content was wiped when it left")
    values = json.loads(tokens.unseal(SEALED_AS, row.content))
    values["attachments"] = tuple(values["attachments"])
    return Mail(**values)


def message(row: OutgoingMail) -> EmailMessage:
    """The whole mail as it goes to the SMTP server.

    Raises ValueError when its content is gone or unreadable, KeyError for an attachment nobody makes.
    """
    mail, settings = opened(row), config.current()
    standing = {"notice": "", "operator_name": settings.operator_name, "unsubscribe": mail.unsubscribe}
    values = {**standing, **mail.values}
    made = EmailMessage(policy=_POLICY)
    made["From"] = Address(_one_line(mail.sender_name or settings.operator_name), addr_spec=settings.mail_from)
    made["To"] = Address(_one_line(mail.to_name), addr_spec=mail.to)
    made["Subject"] = _one_line(_render(mail.template, "subject.txt", values))
    made["Date"] = format_datetime(row.queued_at)
    made["Message-ID"] = row.message_id
    if mail.reply_to:
        made["Reply-To"] = Address(addr_spec=mail.reply_to)
    if mail.unsubscribe:
        made["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made["Auto-Submitted"] = "no" if mail.is_personal else "auto-generated"
    made.set_content(_wrapped(_render(mail.template, "body.txt", values)), cte="quoted-printable")
    made.add_alternative(_render(mail.template, "body.html", values), subtype="html", cte="quoted-printable")
    for reference in mail.attachments:
        file = attachments.made(reference)
        main, _slash, sub = file.mimetype.partition("/")
        made.add_attachment(file.content, maintype=main, subtype=sub, filename=_one_line(file.name))
    return made


def return_path(row: OutgoingMail) -> str:
    """Where bounces of this mail go: an address that names the mail (VERP), where bounces can be read back."""
    settings = config.current()
    if settings.mail_bounce_domain:
        return f"bounce+{row.public_id}@{settings.mail_bounce_domain}"
    return settings.mail_from


def _one_line(text: str) -> str:
    """No line break gets into a header, whatever was typed."""
    return " ".join(text.split())


def _wrapped(text: str) -> str:
    """Lines of at most 76 characters (RFC 5322 wants 78), broken at spaces only: addresses stay whole.

    At most one empty line follows another: templates need not count theirs.
    """
    lines = [_lines(line) if len(line) > LINE else [line] for line in text.strip("\n").split("\n")]
    whole = "\n".join(piece for pieces in lines for piece in pieces)
    return re.sub(r"\n{3,}", "\n\n", whole) + "\n"


def _lines(line: str) -> list[str]:
    return textwrap.wrap(line, LINE, break_long_words=False, break_on_hyphens=False)


def _render(template: str, part: str, values: dict[str, Any]) -> str:
    return _environment(part.endswith(".html")).get_template(f"mails/{template}/{part}").render(values)


@cache
def _environment(escaped: bool) -> Environment:
    made = Environment(
        loader=FileSystemLoader(template_folder()),
        undefined=StrictUndefined,
        autoescape=escaped,  # noqa: S701 - the plain text parts have no markup to escape
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["_"] = gettext
    made.filters.update(brussels=brussels, day=day, country=country_name, group=group_name)
    return made
