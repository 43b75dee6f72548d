"""The statement as a sealed PDF: what it says, and the moment at which the file is made.

The file is made once, after the statement is committed: nobody waits for a seal, and no seal keeps a statement from
being made. What could not be made then (a time stamp authority that does not answer) the worker makes later.
"""

import logging
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from campaign import clock, journal, vault
from campaign.db import reading, transaction
from campaign.delivering import declarations
from campaign.delivering.declarations import Declaration
from campaign.drafting import dates
from campaign.parliament import countries
from campaign.signing.models import Assurance
from campaign.statements import rules
from campaign.statements.models import Statement
from campaign.web.refusals import Refusal

logger = logging.getLogger(__name__)


def provide(public_id: str, *, now: datetime) -> bool:
    """Make and keep the sealed PDF of a made statement, in a transaction of its own; says whether there is one now."""
    query = select(Statement).where(Statement.public_id == public_id, Statement.confirmed_at.is_not(None))
    statement = reading().scalars(query).one()
    if statement.file_digest is not None:
        return True
    try:
        pdf = declarations.sealed(declaration(statement), now=now)
    except Refusal as refusal:
        logger.warning("statement %s has no file yet: %s", public_id, refusal.reason)
        return False
    with transaction() as session:
        statement = session.scalars(query.with_for_update(of=Statement)).one()
        if statement.file_digest is None:
            statement.file_digest, statement.size = vault.store(pdf), len(pdf)
            journal.record(session, "statement.sealed", public_id, now=now, file=statement.file_digest)
    return True


def declaration(statement: Statement) -> Declaration:
    """What the file says: the words of the page, the name of the day, and how it is checked."""
    made_at = statement.confirmed_at
    assert made_at is not None, "only a made statement is printed"
    day = clock.brussels_day(made_at)
    country = countries.get(statement.country).label("en", on=day) if statement.country else ""
    name = f"{statement.given} {statement.surname}"
    with force_locale("en"):
        return Declaration(
            code=statement.public_id,
            digest=rules.digest(statement),
            title=_("%(name)s did not sign", name=name),
            opening=_opening(name, country),
            said=_said(statement),
            facts=_facts(statement),
            ending=(
                _(
                    "I made this statement on %(day)s, from my official mailbox at the European Parliament and with a "
                    "code that was sent there. It says nothing about anybody else.",
                    day=dates.written(day, "en"),
                ),
                _("It can be taken back. Whether it still holds is shown at the address at the foot of this page."),
            ),
            heading=_("Stated by"),
            check=_("Check this statement at {address}"),
            about_the_seal=(
                _(
                    "This file carries an electronic seal. It shows where the file comes from and that it has not "
                    "been changed since."
                ),
                _("It is not the Member's own signature: how the statement was made is said above."),
            ),
            ep_id=statement.ep_id,
            given=statement.given,
            surname=statement.surname,
            country=country,
            country_code=statement.country,
            assurance=Assurance.LINK_AND_CODE.value,
            made_at=made_at,
        )


def file_name(statement: Statement) -> str:
    """The name under which the file is handed out."""
    return str(_("Statement %(code)s.pdf", code=statement.public_id))


def _opening(name: str, country: str) -> str:
    if country:
        return str(
            _("I, %(name)s, Member of the European Parliament (%(country)s), state:", name=name, country=country)
        )
    return str(_("I, %(name)s, Member of the European Parliament, state:", name=name))


def _said(statement: Statement) -> str:
    if letter := statement.letter:
        sentence = _(
            "My signature does not stand under the letter “%(title)s” (code %(code)s).",
            title=letter.title,
            code=letter.public_id,
        )
    else:
        sentence = _("I did not sign the document “%(title)s”.", title=statement.title)
    return str(sentence)


def _facts(statement: Statement) -> tuple[tuple[str, str], ...]:
    if statement.letter:
        return ()
    given = (
        (_("Seen"), statement.seen),
        (_("Address"), statement.url),
        (_("SHA-256"), statement.document_digest),
    )
    return ((_("The document"), _("As it was named")), *((name, value) for name, value in given if value))
