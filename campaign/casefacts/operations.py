"""Facts are saved, letters started from them, and drafts follow them as far as nobody has worked on the text."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from campaign import journal
from campaign.campaigns.models import Campaign
from campaign.casefacts import queries, rules
from campaign.casefacts.models import CaseFact, LetterStart
from campaign.casefacts.phrases import Template
from campaign.casefacts.queries import Started
from campaign.drafting import draft as drafts
from campaign.drafting import saving
from campaign.drafting.content import AddresseeBlock
from campaign.drafting.draft import Draft
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser


def save_facts(
    session: Session, campaign: Campaign, typed: Mapping[str, str], *, by: Organiser, now: datetime
) -> list[Letter]:
    """Keep these facts and bring untouched drafts up to date, which are returned; the caller commits.

    An empty value takes a fact away; a fact that is not named stays.
    """
    before = queries.known(session, campaign)
    changed = {name: value for name, value in typed.items() if before.get(name, "") != value}
    for name, value in changed.items():
        row = session.get(CaseFact, (campaign.id, name))
        if row is not None and not value:
            session.delete(row)
        elif row is not None:
            row.value, row.saved_at, row.saved_by_id = value, now, by.id
        else:
            row = CaseFact(campaign_id=campaign.id, name=name, value=value, saved_at=now, saved_by_id=by.id)
            session.add(row)
    if not changed:
        return []
    session.flush()
    journal.record(session, "facts.saved", campaign.public_id, now=now, count=len(changed), by=by.public_id)
    return _follow(session, campaign, by=by, now=now)


def start(session: Session, campaign: Campaign, template: Template, *, by: Organiser, now: datetime) -> Letter:
    """A new draft made from this template and the campaign's facts; the caller commits."""
    made = rules.made(template, queries.known(session, campaign))
    letter = saving.create(session, campaign, made.title, by=by, now=now)
    draft = _written(letter, rules.parts(made))
    saving.save(session, letter, draft, version=letter.version, by=by, now=now)
    session.add(LetterStart(letter=letter, template=template.key, made=rules.parts(drafts.of_letter(letter))))
    session.flush()
    return letter


def take(session: Session, started: Started, *, version: int, by: Organiser, now: datetime) -> bool:
    """Put the offered text into the draft, unless it was saved since `version`: then nothing happens and False comes.

    The caller commits.
    """
    if started.letter.version != version:
        return False  # also where the two texts happen to agree: it is not what was looked at
    saved = saving.save(session, started.letter, offered(started), version=version, by=by, now=now)
    if saved:
        started.start.made = started.wanted
        session.flush()
    return saved


def offered(started: Started) -> Draft:
    """The draft with what the facts change in it."""
    return _written(started.letter, started.offer.parts)


def leave(session: Session, started: Started, *, by: Organiser, now: datetime) -> None:
    """Keep the text as it was typed: these facts are not offered again; the caller commits."""
    started.start.made = started.wanted
    journal.record(session, "facts.kept_text", started.letter.public_id, now=now, by=by.public_id)
    session.flush()


def _follow(session: Session, campaign: Campaign, *, by: Organiser, now: datetime) -> list[Letter]:
    behind = [each for each in queries.started(session, campaign) if each.is_untouched and each.is_behind]
    return [each.letter for each in behind if take(session, each, version=each.letter.version, by=by, now=now)]


def _written(letter: Letter, parts: Mapping[str, str]) -> Draft:
    """The letter's draft with these parts in it; further addressees and all else stay."""
    draft = drafts.of_letter(letter)
    first, *others = draft.addressees or (AddresseeBlock(),)
    first = replace(
        first, name=parts["addressee_name"], office=parts["addressee_office"], salutation=parts["salutation"]
    )
    draft = replace(draft, title=parts["title"], subject=parts["subject"], body=parts["body"])
    return replace(draft, addressees=(first, *others))
