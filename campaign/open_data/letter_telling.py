"""A letter and its names in the shapes that other software reads."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from campaign import clock, links, tally
from campaign.delivering import queries as delivering
from campaign.delivering.models import Edition, TranslatedEdition
from campaign.drafting import content as contents
from campaign.drafting import queries as drafting
from campaign.drafting.models import Letter, LetterState, Revision
from campaign.handover import queries as handover
from campaign.handover.queries import PublicReply
from campaign.open_data import letter_shapes, plain, queries, shapes
from campaign.parliament import countries, groups
from campaign.signing import assurances, lines, printing
from campaign.signing.models import Assurance, Signature

AT_PARLIAMENT = "https://www.europarl.europa.eu/meps/en/"


def letter(session: Session, letter: Letter) -> letter_shapes.Letter:
    """Everything about a letter but its names."""
    slug, code = plain.slug(letter.campaign), letter.public_id
    signatures = queries.names(session, letter)
    revision = drafting.current_revision(session, letter)
    content = contents.of_revision(revision) if revision else None
    here = {"slug": slug, "code": code}
    return letter_shapes.Letter(
        code=code,
        case=slug,
        title=content.title if content else letter.title,
        language=letter.language,
        place=content.place if content else letter.place,
        dated_on=content.dated_on if content else letter.dated_on,
        closed_on=plain.day(letter.closed_at),
        is_record=letter.state is LetterState.RECORD,
        source_url=plain.web(letter.source_url),
        addressees=tuple(each.authority for each in content.addressees) if content else (),
        text=_text(revision) if revision else None,
        framing=letter_shapes.Framing(title=content.campaign, story=content.framing) if content else None,
        editions=_editions(session, letter, signatures),
        deliveries=_deliveries(session, letter),
        replies=tuple(_reply(each) for each in handover.public_replies(session, letter)),
        tally=_tally(signatures),
        names_digest=queries.names_digest(signatures),
        signatories_url=links.absolute("api.signatories", **here),
        page_url=links.absolute("public.case", slug=slug),
        embed_url=links.absolute("embedding.names", **here),
        check_url=links.absolute("checking.result", code=code),
    )


def signatory(signature: Signature, letter: Letter) -> letter_shapes.Signatory:
    """One name with its snapshot, and what stands behind it."""
    on, group = clock.brussels_day(signature.signed_at), groups.get(signature.group_code)
    return letter_shapes.Signatory(
        ep_id=signature.ep_id,
        ep_url=f"{AT_PARLIAMENT}{signature.ep_id}",
        name=lines.full_name(signature),
        given=signature.given,
        family=signature.surname,
        country=shapes.Country(code=signature.country, name=countries.get(signature.country).label(on=on)),
        group=plain.group(group),
        party=signature.party or None,
        signed_on=None if signature.assurance is Assurance.PUBLIC_SOURCE else on,
        assurance=letter_shapes.Sureness(code=signature.assurance, words=str(assurances.PUBLIC[signature.assurance])),
        late=printing.is_late(signature, letter),
        in_individual_capacity=signature.in_individual_capacity,
    )


def _text(revision: Revision) -> letter_shapes.Text:
    url = links.absolute("drafting.revision_text", revision_id=revision.public_id)
    return letter_shapes.Text(revision=revision.public_id, digest=revision.digest, url=url)


def _editions(session: Session, letter: Letter, signatures: Sequence[Signature]) -> tuple[letter_shapes.Edition, ...]:
    found = queries.public_editions(session, letter)
    offered = queries.downloadable(found, signatures)
    translated = delivering.offered_translations(session, offered) if offered else []
    return tuple(_edition(each, translated if each is offered else None) for each in found)


def _edition(row: Edition, translated: Sequence[TranslatedEdition] | None) -> letter_shapes.Edition:
    """One edition, with its translations where it is offered."""
    here = {"slug": plain.slug(row.letter.campaign), "letter_id": row.letter.public_id}
    return letter_shapes.Edition(
        code=row.public_id,
        number=row.number,
        issued_on=clock.brussels_day(row.issued_at),
        file_digest=row.file_digest,
        size=row.size,
        page_count=row.pages,
        merkle_root=row.merkle_root,
        file_url=links.absolute("public.letter_pdf", **here) if translated is not None else None,
        translations=tuple(_translated(each, here) for each in translated or ()),
    )


def _translated(row: TranslatedEdition, here: dict[str, str]) -> letter_shapes.TranslatedFile:
    return letter_shapes.TranslatedFile(
        code=row.public_id,
        language=row.language,
        file_digest=row.file_digest,
        size=row.size,
        page_count=row.pages,
        file_url=links.absolute("public.translated_pdf", **here, language=row.language),
    )


def _deliveries(session: Session, letter: Letter) -> tuple[letter_shapes.Delivery, ...]:
    first: dict[str, date] = {}
    for each in delivering.deliveries_of(session, letter):
        first.setdefault(each.addressee, clock.brussels_day(each.delivered_at))
    return tuple(letter_shapes.Delivery(on=on, addressee=addressee) for addressee, on in first.items())


def _reply(found: PublicReply) -> letter_shapes.Reply:
    return letter_shapes.Reply(
        id=found.code, addressee=found.addressee, kind=found.kind, on=found.on, language=found.language
    )


def _tally(signatures: Sequence[Signature]) -> letter_shapes.Tally:
    counted = tally.of(signatures)
    return letter_shapes.Tally(
        members=counted.members,
        groups=counted.groups,
        countries=counted.countries,
        by_group=tuple(letter_shapes.Count(code=code, members=number) for code, number in counted.by_group.items()),
        by_country=tuple(letter_shapes.Count(code=code, members=number) for code, number in counted.by_country.items()),
    )
