"""Produce editions; files are kept by digest before the row that names them is committed."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from campaign import journal, vault
from campaign.delivering import assembly, pictures, queries, rules, sealing
from campaign.delivering.models import Edition
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.signing import queries as signing
from campaign.web.refusals import Refusal

SENTENCES = {
    rules.WhyNot.NOT_CLOSED: _("Close the letter first: the list of names must stand still before it is printed."),
    rules.WhyNot.RECORD: _("This is a record of what others published; there is no text of ours to print."),
    rules.WhyNot.UP_TO_DATE: _(
        "The latest edition already holds exactly the signatures that stand. Download that one."
    ),
}


def issue_edition(session: Session, letter: Letter, *, by: Organiser, now: datetime) -> Edition:
    """Typeset and seal the closed letter with the signatures that stand now; the caller commits.

    Raises Refusal where no edition is due, LettersError where the text cannot be printed.
    """
    signatures = signing.standing_signatures(session, letter)
    editions = queries.editions_of(session, letter)
    standing = [each.public_id for each in signatures]
    if reason := rules.why_not_issued(letter, editions[0] if editions else None, standing):
        raise Refusal(reason, SENTENCES[reason])
    revision = drafting.current_revision(session, letter)
    assert revision is not None, "a closed letter has a revision"
    number = len(editions) + 1
    pdf = sealing.sealed(assembly.edition(letter, revision, signatures, number=number, now=now), now=now)
    edition = Edition(
        letter=letter,
        revision=revision,
        number=number,
        signature_ids=standing,
        file_digest=vault.store(pdf),
        size=len(pdf),
        pages=pictures.page_count(pdf),
        sealed=True,
        issued_at=now,
    )
    session.add(edition)
    session.flush()
    facts = {"number": number, "file": edition.file_digest, "revision": revision.digest, "names": len(standing)}
    journal.record(session, "edition.issued", letter.public_id, now=now, by=by.public_id, **facts)
    return edition
