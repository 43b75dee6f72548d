"""The mails around a statement; all go to the Member's registered mailbox and nowhere else."""

from typing import Any

from campaign import links, onetime, tokens
from campaign.outbox.operations import Mail
from campaign.statements.models import Statement
from campaign.statements.rules import UNCONFIRMED_LIVES


def secret(statement: Statement) -> str:
    """The secret in the Member's link, made from the installation's key; the database keeps its digest."""
    return tokens.lasting_digest("statement link", statement.public_id)


def asked(statement: Statement, *, to: str) -> Mail:
    """Somebody asked for it; the link with which the Member alone makes it.

    What a stranger typed is not in it: nobody shall write to Members in our name. It stands on the page.
    """
    title = statement.letter.title if statement.letter else ""
    return _mail("statement_asked", statement, to=to, title=title, days=UNCONFIRMED_LIVES.days)


def code(statement: Statement, *, to: str, code: str) -> Mail:
    """The one-time code that makes the statement."""
    minutes = onetime.MINUTES
    return _mail("statement_code", statement, to=to, code=code, minutes=minutes)


def made(statement: Statement, *, to: str) -> Mail:
    """The receipt: the code by which anybody checks it, and the link with which it is taken back."""
    check = links.absolute("checking.result", code=statement.public_id)
    return _mail("statement_made", statement, to=to, check=check, code=statement.public_id)


def _mail(template: str, statement: Statement, *, to: str, **values: Any) -> Mail:
    about = {
        "name": statement.member.name,
        "title": statement.letter.title if statement.letter else statement.title,
        "link": links.absolute("stating.look", secret=secret(statement)),
    }
    return Mail(template=template, to=to, about=f"statement:{statement.public_id}", values=about | values)
