"""Produce editions and write down deliveries; files are kept by digest before the row that names them is committed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from campaign import clock, journal, tokens, vault
from campaign.delivering import assembly, languages, pictures, queries, rules, sealing
from campaign.delivering.assembly import Issue
from campaign.delivering.listing import Names
from campaign.delivering.models import Audience, Channel, Delivery, Edition, TranslatedEdition
from campaign.delivering.rules import Stand
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter, Revision
from campaign.organisers.models import Organiser
from campaign.signing import leaves, printing, remarks
from campaign.web.refusals import Refusal

SENTENCES = {
    rules.WhyNot.NOT_CLOSED: _("Close the letter first: the list of names must stand still before it is printed."),
    rules.WhyNot.RECORD: _("This is a record of what others published; there is no text of ours to print."),
    rules.WhyNot.UP_TO_DATE: _(
        "The latest edition already holds exactly the signatures that stand. Download that one."
    ),
    rules.WhyNot.EDITION_FIRST: _(
        "The latest edition does not tell what is true now. Issue a new one: the translations are made with it."
    ),
}

DELIVERY_SENTENCES = {
    rules.WhyNotDelivered.FUTURE: _("That day is still to come. Write a delivery down once it has happened."),
    rules.WhyNotDelivered.BEFORE_ISSUED: _(
        "This edition was made after that day. Choose the edition that was delivered then, or a later day."
    ),
    rules.WhyNotDelivered.NOBODY: _("Say to whom the letter was delivered."),
    rules.WhyNotDelivered.ARCHIVE: _("The archive's edition stays with you. Choose the addressee's or the public one."),
    rules.WhyNotDelivered.OTHER_EDITION: _(
        "A translation goes along with the edition that it is a translation of. Choose both of the same edition."
    ),
}


def issue_edition(session: Session, letter: Letter, *, by: Organiser, now: datetime) -> Edition:
    """Typeset and seal the closed letter for each audience, with the signatures that stand now; the caller commits.

    The letter is held meanwhile: nobody signs, withdraws or issues until it is done, so that all files hold what stood
    at one instant. Every finished translation of the text is made with it, one out of date never. Gives the addressee's
    edition. Raises Refusal where no edition is due or a text cannot be printed.
    """
    drafting.locked(session, letter)
    stand = queries.stand(session, letter, with_autographs=True)
    editions = queries.editions_of(session, letter)
    if reason := rules.why_not_issued(letter, editions[0] if editions else None, stand):
        raise Refusal(reason, SENTENCES[reason])
    number = editions[0].number + 1 if editions else 1
    revision = session.get_one(Revision, stand.revision_id)
    names = Names(moved=remarks.moved(session, stand.signatures, on=clock.brussels_day(now)))
    made = [_made(letter, revision, stand, names, audience, number=number, now=now) for audience in Audience]
    session.add_all(made)
    session.flush()
    facts = {
        "number": number,
        "file": made[0].file_digest,
        "files": {each.audience.value: each.file_digest for each in made},
        "revision": revision.digest,
        "names": len(stand.signatures),
        "late": len(made[0].late_ids),
        "merkle_root": made[0].merkle_root,
    }
    journal.record(session, "edition.issued", letter.public_id, now=now, by=by.public_id, **facts)
    languages.issue(session, letter, made, stand, by=by, now=now)
    return made[0]


def issue_translations(session: Session, letter: Letter, *, by: Organiser, now: datetime) -> list[TranslatedEdition]:
    """Make what became due beside the latest edition: a translation published or revised since; the caller commits.

    Raises Refusal where that edition does not tell what is true now, or a text cannot be printed.
    """
    drafting.locked(session, letter)
    stand = queries.stand(session, letter, with_autographs=True)
    latest = queries.latest_files(session, letter)
    if not latest or rules.changes(latest[0], stand):
        raise Refusal(rules.WhyNot.EDITION_FIRST, SENTENCES[rules.WhyNot.EDITION_FIRST])
    return languages.issue(session, letter, latest, stand, by=by, now=now)


def record_delivery(
    session: Session,
    edition: Edition,
    *,
    addressee: str,
    channel: Channel,
    delivered_at: datetime,
    by: Organiser,
    now: datetime,
    position: int | None = None,
    note: str = "",
    translations: Sequence[TranslatedEdition] = (),
) -> Delivery:
    """Write down that this edition, with these translations of it, reached an addressee; the caller commits.

    From then on whoever withdraws is noted below the list of later editions. Raises Refusal with the reason.
    """
    if reason := rules.why_not_delivered(
        edition, translations, addressee=addressee, delivered_at=delivered_at, now=now
    ):
        raise Refusal(reason, DELIVERY_SENTENCES[reason])
    delivery = Delivery(
        edition=edition,
        addressee=" ".join(addressee.split()),
        position=position,
        channel=channel,
        delivered_at=delivered_at,
        recorded_at=now,
        recorded_by_id=by.id,
        note=note,
        translations=list(translations),
    )
    session.add(delivery)
    session.flush()
    facts: dict[str, Any] = {"delivery": delivery.public_id, "edition": edition.public_id, "file": edition.file_digest}
    if translations:
        facts["translations"] = sorted(each.file_digest for each in translations)
    journal.record(
        session,
        "letter.delivered",
        edition.letter.public_id,
        now=now,
        by=by.public_id,
        channel=channel.value,
        delivered_at=delivered_at.isoformat(),
        **facts,
    )
    return delivery


def _made(
    letter: Letter, revision: Revision, stand: Stand, names: Names, audience: Audience, *, number: int, now: datetime
) -> Edition:
    issue = Issue(
        number=number,
        audience=audience,
        code=tokens.new_public_id(),
        notes=stand.notes,
        merkle_root=leaves.root(stand.signatures),
        listed_at=now,
        names=names,
    )
    pdf = sealing.sealed(assembly.edition(letter, revision, stand.signatures, issue), now=now)
    return Edition(
        public_id=issue.code,
        letter=letter,
        revision=revision,
        number=number,
        audience=audience,
        signature_ids=stand.ids,
        late_ids=[each.public_id for each in stand.signatures if printing.is_late(each, letter)],
        notes=list(stand.notes),
        merkle_root=issue.merkle_root,
        file_digest=vault.store(pdf),
        size=len(pdf),
        pages=pictures.page_count(pdf),
        sealed=True,
        issued_at=now,
    )
