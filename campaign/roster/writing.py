"""How other languages write a Member's name: given by people, kept until they say otherwise."""

from datetime import datetime

from sqlalchemy.orm import Session

from campaign import journal
from campaign.organisers.models import Organiser
from campaign.parliament.names import PersonName, tidy
from campaign.roster.models import Member, NameForm


def write(
    session: Session, member: Member, language: str, name: PersonName | None, *, by: Organiser, now: datetime
) -> None:
    """Keep how this language writes the name; None forgets it. The caller commits."""
    form = session.get(NameForm, (member.ep_id, language))
    if name is None and form is not None:
        session.delete(form)
    if name is not None:
        form = form or NameForm(ep_id=member.ep_id, language=language)
        form.given, form.surname = tidy(name.given), tidy(name.surname)
        session.add(form)
    session.flush()
    facts = {"language": language, "by": by.public_id}
    journal.record(session, "roster.name_written", str(member.ep_id), now=now, **facts)
