"""The demo's closed letter in French: published before the list was frozen, so that it is sealed with every edition."""

from datetime import datetime

from campaign.demo import texts
from campaign.demo.cast import Cast
from campaign.drafting.models import Letter
from campaign.translating import content as contents
from campaign.translating import operations, queries
from campaign.translating.content import Block, Wording

_FRENCH = Wording(
    subject=texts.FRENCH_SUBJECT,
    body=texts.FRENCH_BODY,
    closing="Veuillez agréer l’expression de notre haute considération.",
    addressees=(
        Block(office="Procureure générale de Sarovie", salutation="Madame la Procureure générale,"),
        Block(office="Ministre de la Justice de Sarovie", salutation="Monsieur le Ministre,"),
    ),
)


def into_french(cast: Cast, letter: Letter, *, at: datetime) -> None:
    """Begun, written and published at this instant by Kim."""
    translation = operations.begin(cast.session, letter, "fr", by=cast.kim, now=at)
    operations.save(cast.session, translation, _FRENCH, version=1, by=cast.kim, now=at)
    authentic, revision = queries.authentic(cast.session, letter)
    if revision is None:
        raise LookupError(f"{letter.public_id} was not opened")
    text = contents.canonical_text(contents.of(authentic, _FRENCH, "fr"), revision.digest)
    operations.publish(cast.session, translation, digest=contents.digest(text), by=cast.kim, now=at)
