"""Pack a letter's archive, check it with the verifier that it carries, write down who took it."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from string import Template
from typing import IO

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from campaign import config, journal, links, vault
from campaign.archiving import chain, contents, packing, queries, verify
from campaign.archiving.contents import Case
from campaign.archiving.packing import Parcel
from campaign.delivering import sealing
from campaign.drafting.models import Letter
from campaign.journal import Event
from campaign.signing import leaves
from campaign.web.refusals import Refusal

_STRANGER = Path(__file__).with_name("stranger.txt")


def export(
    session: Session, letter: Letter, file: IO[bytes], *, now: datetime, progress: Callable[[int], None] | None = None
) -> None:
    """Pack the letter's archive into `file`, in bounded memory; the same state gives the same bytes.

    `progress` is told how many events were written. The caller gives a session that sees one unchanging state. Raises
    Refusal where there is no frozen text yet.
    """
    case = queries.case_of(session, letter)
    if not case.revisions:
        raise Refusal("no_text", _("There is nothing to archive yet: open the letter for signature first."))
    with packing.parcel(file) as parcel:
        parcel.add("README.txt", [_readme(case)])
        parcel.add("verify.py", [Path(verify.__file__).read_bytes()])
        _add_texts(parcel, case)
        parcel.add_json("signatures.json", contents.signatures(case))
        parcel.add_json("editions.json", contents.editions(case))
        parcel.add_json("deliveries.json", contents.deliveries(case.deliveries))
        _add_journal(parcel, session, case, progress or _nobody)
        _add_files(parcel, case, now=now)
        newest = journal.newest(session)
        assert newest is not None, "opening the letter was an event"
        manifest = parcel.manifest(_manifest(case, newest))
        parcel.finish(manifest, sealing.sealed_content(manifest, now=now, as_of=newest.happened_at))


def digest_of(file: Path) -> str:
    """SHA-256 of a packed archive, in hex."""
    with file.open("rb") as packed:
        return hashlib.file_digest(packed, "sha256").hexdigest()


def first_problem(file: Path) -> str | None:
    """What an outsider would find wrong with this archive, in a sentence; None where it holds."""
    try:
        problems = verify.check(verify.files_at(file)).problems
    except verify.Unreadable as error:
        return str(error)
    return problems[0] if problems else None


def note(session: Session, letter: Letter, *, digest: str, by: str, now: datetime) -> None:
    """Write down that this archive was taken; the caller commits."""
    journal.record(session, "archive.exported", letter.public_id, now=now, file=digest, by=by)


def _add_texts(parcel: Parcel, case: Case) -> None:
    parcel.add_json("revisions.json", contents.revisions(case))
    for each in case.revisions:
        parcel.add(f"texts/{each.number}.txt", [each.text.encode()])
        parcel.add_json(f"texts/{each.number}.json", each.content)
        if each.logo:
            parcel.add(f"texts/{each.number}.logo", [each.logo])
    texts = {contents.text_path(each.translated): each.translated.text for each in case.translations}
    for path, text in texts.items():
        parcel.add(path, [text.encode()])


def _add_journal(parcel: Parcel, session: Session, case: Case, progress: Callable[[int], None]) -> None:
    def told() -> Iterator[bytes]:
        for line in chain.lines(session, case.subjects):
            progress(1)
            yield line

    parcel.add("journal.jsonl", told())


def _add_files(parcel: Parcel, case: Case, *, now: datetime) -> None:
    """The PDFs, one at a time, and the certificates that sealed them."""
    certificates = {sealing.certificate(now=now)}
    files = [(each.number, contents.path(each), each.file_digest) for each in case.editions]
    files += [(each.edition.number, contents.translation_path(each), each.file_digest) for each in case.translations]
    for number, path, digest in files:
        if number in case.told_numbers:
            pdf = vault.read(digest)
            certificates |= sealing.sealed_with(pdf)
            parcel.add(path, [pdf])
    for certificate in sorted(certificates):
        parcel.add(f"certificates/{verify.sha256(certificate)}.der", [certificate])


def _manifest(case: Case, newest: Event) -> dict[str, object]:
    return {
        "format": verify.FORMAT,
        "letter": {
            "public_id": case.letter.public_id,
            "title": case.letter.title,
            "language": case.letter.language,
            "state": case.letter.state.value,
        },
        "made_by": config.current().operator_name,
        "check_at": links.absolute("checking.ask"),
        "root": leaves.root(case.standing),
        "journal": {"number": newest.number, "digest": newest.digest},
    }


def _readme(case: Case) -> bytes:
    told = Template(_STRANGER.read_text(encoding="utf-8"))
    title, operator = case.letter.title, config.current().operator_name
    return told.substitute(title=title, operator=operator, check_at=links.absolute("checking.ask")).encode()


def _nobody(_number: int) -> None:
    """Whom to tell of progress where nobody looks on."""
