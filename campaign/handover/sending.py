"""An edition leaves by mail: once for each confirmation page, and never with a name that was taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from campaign.delivering import queries as delivering
from campaign.delivering import rules as editions
from campaign.delivering.models import Channel, Edition, TranslatedEdition
from campaign.delivering.rules import Change
from campaign.drafting import operations as drafting
from campaign.drafting.models import Letter
from campaign.handover import mails, operations, queries, rules
from campaign.handover.kinds import Outcome
from campaign.handover.models import Attempt, CoverText
from campaign.handover.operations import AttemptFacts, StepFacts
from campaign.handover.refusals import CannotHandOver
from campaign.handover.rules import Caution
from campaign.handover.whereabouts import PartyStanding, Stage
from campaign.organisers.models import Organiser
from campaign.outbox import operations as outbox
from campaign.verifying import queries as verifying


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What leaves, where it goes, and the number of the page that confirmed it."""

    edition: Edition
    translations: Sequence[TranslatedEdition] = ()
    """Those of the edition that are attached too."""
    mailbox: str
    cover: CoverText
    once: str


def send(
    session: Session, letter: Letter, standing: PartyStanding, sending: Sending, *, by: Organiser, now: datetime
) -> Attempt:
    """Queue the mail with this edition; the same confirmation page sent twice sends one mail. The caller commits.

    Raises CannotHandOver for an edition that names somebody who withdrew, an outdated or too large one.
    """
    drafting.locked(session, letter)
    if earlier := queries.attempt_once(session, letter, sending.once):
        return earlier
    if reason := why_not(session, letter, sending.edition, sending.translations):
        raise CannotHandOver(reason)
    facts = AttemptFacts(
        edition=sending.edition,
        party=standing.party,
        channel=Channel.EMAIL,
        mailbox=sending.mailbox,
        once=sending.once,
        translations=sending.translations,
    )
    planned = StepFacts(outcome=Outcome.PLANNED, happened_at=now)
    attempt = operations.write_down(session, letter, facts, planned, by=by, now=now)
    outbox.enqueue(session, mails.handing_over(attempt, standing.party, sending.cover), now=now)
    return attempt


def translations(session: Session, edition: Edition, languages: Collection[str]) -> list[TranslatedEdition]:
    """The edition's files in these languages. Raises CannotHandOver where it has none in one of them."""
    found = [each for each in delivering.offered_translations(session, edition) if each.language in languages]
    if len(found) < len(set(languages)):
        raise CannotHandOver(rules.WhyNot.NO_TRANSLATION)
    return found


def why_not(
    session: Session, letter: Letter, edition: Edition, along: Sequence[TranslatedEdition]
) -> rules.WhyNot | None:
    """Why this edition does not leave by mail with these translations."""
    latest = delivering.editions_of(session, letter)[0]
    return rules.why_not_mailed(edition, along, latest, _changed(session, letter, edition))


def cautions(
    session: Session, letter: Letter, edition: Edition, standing: PartyStanding, channel: Channel, *, now: datetime
) -> list[Caution]:
    """What to think about before this edition goes there."""
    opens = letter.campaign.public_from
    return rules.cautions(
        edition,
        latest=delivering.editions_of(session, letter)[0],
        changed=_changed(session, letter, edition),
        embargo=(opens is None and channel is Channel.OPEN_LETTER) or (opens is not None and opens > now),
        round_open=verifying.waits_until(session, letter, now=now) is not None,
        again=standing.stage in (Stage.PLANNED, Stage.UNDER_WAY, Stage.DELIVERED),
    )


def _changed(session: Session, letter: Letter, edition: Edition) -> Sequence[Change]:
    return editions.changes(edition, delivering.stand(session, letter))
