"""A published translation."""

from sqlalchemy.orm import Session

from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.translating import content as contents
from campaign.translating import operations, queries
from campaign.translating.content import Block, Wording
from campaign.translating.models import Translation, TranslationRevision
from tests.factories import NOON

FRENCH = Wording(
    place="Bruxelles",
    subject="Détention d'Ilja Brandt",
    body="Nous vous écrivons au sujet d'**Ilja Brandt**, détenu depuis mars.\n\n1. Libérez-le.",
    closing="Veuillez agréer l'expression de notre très haute considération.",
    addressees=(Block(office="Président de la Sarovie", salutation="Monsieur le Président,"),),
)


def make_translation(
    session: Session, letter: Letter, by: Organiser, wording: Wording = FRENCH, language: str = "fr"
) -> tuple[Translation, TranslationRevision]:
    """Begun, written and published for the text of now."""
    translation = operations.begin(session, letter, language, by=by, now=NOON)
    operations.save(session, translation, wording, version=1, by=by, now=NOON)
    return translation, operations.publish(session, translation, digest=digest(session, translation), by=by, now=NOON)


def digest(session: Session, translation: Translation) -> str:
    """The digest that publishing the translation now would have."""
    authentic, revision = queries.authentic(session, translation.letter)
    assert revision is not None
    content = contents.of(authentic, contents.from_dict(translation.written), translation.language)
    return contents.digest(contents.canonical_text(content, revision.digest))
