"""The sheet that Members sign in ink: paper-sheet:<paper>. One row for each, the text's digest on every page."""

from collections.abc import Iterator
from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import select

from campaign import clock, links
from campaign.claims import marks, papers
from campaign.claims.models import Paper
from campaign.db import reading
from campaign.delivering import assembly, documents, wording
from campaign.drafting import content as contents
from campaign.drafting import dates
from campaign.notices import queries as notices
from campaign.outbox import attachments
from campaign.parliament import countries, groups
from campaign.roster import queries as roster
from campaign.signing import consent
from letters import typeset
from letters.document import Block, Bullets, Document, Mark, Paragraph, Span, Table

FILL_IN = "…" * 24


def init_app() -> None:
    """Let the evidence pages print sheets without knowing the printer."""
    attachments.register("paper-sheet", _sheet)


def _sheet(public_id: str) -> tuple[str, str, bytes]:
    paper = reading().scalars(select(Paper).where(Paper.public_id == public_id)).one()
    name = f"{assembly.file_name(paper.letter)} ({paper.public_id}).pdf"
    with documents.told():
        return name, "application/pdf", typeset(_document(paper))


def _document(paper: Paper) -> Document:
    """The sheet as a letter of its own kind: the same page, footer, digest and tags."""
    content = contents.of_revision(paper.revision)
    made_on = clock.brussels_day(paper.made_at)
    return Document(
        language="en",
        title=_("Sheet to sign: %(title)s", title=content.title),
        document_id=paper.letter.public_id,
        digest=paper.revision.digest,
        dated_on=made_on,
        date_text=dates.written(made_on, "en"),
        subject=_("“%(title)s”: %(event)s", title=content.title, event=paper.title),
        body=tuple(_blocks(paper, content.authorities)),
        check_url=links.absolute("evidence.paper", letter_id=paper.letter.public_id, paper_id=paper.public_id),
        code=marks.address_text(paper.letter.public_id, paper.public_id, paper.revision.digest),
        marks=tuple(_mark(paper, corner) for corner in marks.CORNERS),
        words=replace(wording.words("en"), check=_("Bring the scan of this sheet to {address}")),
    )


def _blocks(paper: Paper, authorities: tuple[str, ...]) -> Iterator[Block]:
    yield _paragraph(_("By signing in my row I sign the letter with code %(code)s.", code=paper.letter.public_id))
    yield _paragraph(_("This is the SHA-256 of its text:"))
    yield _paragraph(paper.revision.digest)
    yield _paragraph(_("I have read it, and I agree to this:"))
    delivered = f"{consent.DELIVERED} {'; '.join(authorities)}"
    said: list[tuple[object, ...]] = [(f"{consent.PRINTED} {consent.PUBLISHED}",), (delivered,)]
    said += [(consent.EVIDENCE_ON_PAPER,), (consent.WITHDRAWAL,)]
    if notice := notices.link_of(paper.letter.campaign):  # on a line of its own: no hyphen parts it
        said.append((_("Who is responsible, how long data is kept, and your rights:"), notice))
    yield Bullets(items=tuple(tuple(_paragraph(str(each)) for each in texts) for texts in said))
    yield _rows(paper)
    yield _paragraph(_("Witness (name, place and day, signature): %(room)s", room=FILL_IN))
    told = {"code": paper.public_id, "version": consent.version(paper.letter.campaign)}
    yield _paragraph(
        _("Sheet %(code)s, consent %(version)s. A receipt goes to each Member's official mailbox.", **told)
    )


def _rows(paper: Paper) -> Table:
    day = clock.brussels_day(paper.made_at)
    seats = {each.member.ep_id: each for each in roster.members_on(reading(), day)}
    rows = []
    for row in paper.rows:
        seat = seats.get(row.ep_id)
        country = countries.get(seat.mandate.country).label("en", on=day) if seat else ""
        group = groups.get(seat.group).official if seat and seat.group else ""
        affiliation = ", ".join(filter(None, (country, group)))
        cells = (
            f"{row.number}",
            row.code,
            f"{row.member.name} ({affiliation})" if affiliation else row.member.name,
            "",
        )
        rows.append(tuple((Span(text=cell),) for cell in cells))
    heads = (_("No."), _("Row"), _("Member"), _("Signature in ink, and the day"))
    return Table(header=tuple((Span(text=head),) for head in heads), rows=tuple(rows), row_height=papers.ROW_HEIGHT)


def _mark(paper: Paper, corner: int) -> Mark:
    left, top = marks.place(corner)
    text = marks.corner_text(paper.public_id, corner)
    return Mark(text=text, x=left, y=marks.PAGE[1] - top - marks.SIZE, size=marks.SIZE)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(spans=(Span(text=text),))
