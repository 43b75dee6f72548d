"""Who gets a letter: the text's addressees, those who get a copy, and others whom somebody named."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from campaign.drafting import content as contents
from campaign.drafting import normal
from campaign.drafting.models import Revision
from campaign.handover import whereabouts
from campaign.handover.models import FurtherParty
from campaign.handover.whereabouts import Party, PartyKind


def of(
    revision: Revision | None, further: Sequence[FurtherParty], named: Iterable[tuple[str, int | None]]
) -> list[Party]:
    """Everybody, each once: addressees in the text's order, copies, those added, those merely named by a delivery.

    What was added about somebody who gets a copy, such as a postal address, is told of that one.
    """
    once = {each.key: each for each in _of_text(revision)} if revision else {}
    for row in further:
        here = _further(row)
        once[here.key] = replace(here, kind=once[here.key].kind if here.key in once else PartyKind.FURTHER)
    for name, position in named:
        key = whereabouts.key_of(name, position)
        once.setdefault(key, Party(key=key, name=name, kind=PartyKind.FURTHER, position=position, person=name))
    return list(once.values())


def _of_text(revision: Revision) -> list[Party]:
    content = contents.of_revision(revision)
    copies = [line for line in map(normal.line, content.cc.split("\n")) if line]
    return [
        *(
            Party(
                key=whereabouts.key_of(each.authority, position),
                name=each.authority,
                kind=PartyKind.ADDRESSEE,
                position=position,
                person=each.name,
                office=each.office,
                postal=each.postal,
                email=each.email,
                salutation=each.salutation,
                language=each.language or content.language,
            )
            for position, each in enumerate(content.addressees, 1)
        ),
        *(
            Party(key=whereabouts.key_of(line), name=line, kind=PartyKind.COPY, person=line, language=content.language)
            for line in copies
        ),
    ]


def _further(row: FurtherParty) -> Party:
    return Party(
        key=row.key,
        name=row.name,
        kind=PartyKind.FURTHER,
        person=row.name,
        postal=row.postal,
        email=row.email,
        salutation=row.salutation,
        language=row.language,
    )
