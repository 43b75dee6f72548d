"""All rows of one letter that an archive tells of."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, undefer

from campaign.archiving.contents import Case
from campaign.delivering import queries as delivering
from campaign.delivering.models import Audience
from campaign.drafting.models import Letter, Revision
from campaign.signing.models import Assurance, Signature


def case_of(session: Session, letter: Letter) -> Case:
    """The letter's texts, signatures, editions and deliveries; the number of queries does not grow with them."""
    order = list(Audience)
    editions = sorted(
        delivering.editions_of(session, letter), key=lambda each: (each.number, order.index(each.audience))
    )
    translations = sorted(
        delivering.translations_of(session, editions),
        key=lambda each: (
            each.edition.number,
            each.language,
            each.translated.number,
            order.index(each.edition.audience),
        ),
    )
    revisions = select(Revision).where(Revision.letter_id == letter.id).options(undefer(Revision.logo))
    signatures = (
        select(Signature)
        .where(Signature.letter_id == letter.id, Signature.assurance != Assurance.PUBLIC_SOURCE)
        .options(joinedload(Signature.revision), joinedload(Signature.withdrawal))
        .order_by(Signature.public_id)
    )
    return Case(
        letter=letter,
        revisions=list(session.scalars(revisions.order_by(Revision.number))),
        signatures=sorted(session.scalars(signatures), key=lambda each: each.public_id),
        editions=editions,
        translations=translations,
        deliveries=delivering.deliveries_of(session, letter),
    )
