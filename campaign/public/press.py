"""What a journalist takes away: the line with every name, sentences to quote, the list as a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from campaign import config, links, tally
from campaign.delivering.models import TranslatedEdition
from campaign.notices import queries as notices
from campaign.parliament import groups
from campaign.parliament.groups import Style
from campaign.public.cases import Case
from campaign.public.naming import Signatory
from campaign.public.shown import ShownLetter
from campaign.web.spreadsheets import Value
from campaign.web.templating import day

COLUMNS = ("name", "given", "surname", "country", "country_code", "group", "group_english", "party", "late", "ep_id")


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers journalists."""

    name: str
    lines: tuple[str, ...]


def line(letter: ShownLetter, style: Style) -> str:
    """All names in one paragraph: Ana GOMES (Portugal, S&D), Tunne KELAM (Estonia, EPP), …"""
    return ", ".join(f"{each.name} ({each.country_name}, {_group(each, style)})" for each in letter.signatories)


def summary(letter: ShownLetter) -> str:
    """7 Members from 4 political groups and 5 Member States."""
    return tally.line(letter.tally)


def sentences(letter: ShownLetter) -> tuple[str, ...]:
    """Neutral sentences made of facts only: who, to whom, when, how many, where it was handed over."""
    return tuple(each for each in (_signed(letter), *_handed_over(letter)) if each)


def rows(letter: ShownLetter) -> Iterator[tuple[Value, ...]]:
    """The signatories in the order of the page, one row each, under COLUMNS."""
    for each in letter.signatories:
        yield (
            each.name,
            each.given,
            each.surname,
            each.country_name,
            each.country,
            _group(each, Style.OFFICIAL),
            _group(each, Style.ENGLISH),
            each.party,
            "late" if each.is_late else "",
            each.ep_id,
        )


def facts(case: Case, letter: ShownLetter) -> dict[str, object]:
    """The same for programs, with where it stands and what it says of itself."""
    return {
        "case": case.told.title,
        "page": links.absolute("public.case", slug=case.campaign.slug),
        "letter": letter.title,
        "code": letter.code,
        "date": letter.on.isoformat() if letter.on else None,
        "place": letter.place,
        "addressees": list(letter.addressees),
        "translations": [_translated(case, letter, each) for each in letter.translated],
        "text_sha256": letter.revision.digest if letter.revision else None,
        "as_published_by": letter.source_url or None,
        "summary": summary(letter),
        "signatories": [dict(zip(COLUMNS, row, strict=True)) for row in rows(letter)],
    }


def _translated(case: Case, letter: ShownLetter, made: TranslatedEdition) -> dict[str, object]:
    where = {"slug": case.campaign.slug, "letter_id": letter.code, "language": made.language}
    return {
        "language": made.language,
        "file": links.absolute("public.translated_pdf", **where),
        "size": made.size,
        "sha256": made.file_digest,
    }


def text(letter: ShownLetter) -> str:
    """The list as plain text, a name a line, as the page shows it."""
    parts = []
    for part in letter.names:
        parts += ["", part.heading] if part.heading else []
        parts += [each.line for each in part.names]
    if letter.late:
        parts += ["", _("Signed after the letter was closed"), *(each.line for each in letter.late)]
    return "\n".join((letter.title, summary(letter), "", *parts)).strip() + "\n"


def contact(session: Session, case: Case) -> Contact:
    """The organisers, as their privacy notice or the letterhead names them; else whoever runs the installation."""
    notice = notices.newest(session, case.campaign)
    if notice is not None and notice.answers.get("controller"):
        answers = notice.answers
        return Contact(answers["controller"], _lines(answers.get("address", ""), answers.get("contact", "")))
    content = case.main.content if case.main else None
    if content is not None and content.letterhead_name:
        return Contact(content.letterhead_name, _lines(content.letterhead_address))
    settings = config.current()
    return Contact(settings.operator_name, (settings.operator_email,))


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())


def _signed(letter: ShownLetter) -> str:
    if not letter.tally.members:
        return ""
    told = {"summary": summary(letter), "title": letter.title, "source": letter.source}
    dated = ", ".join(each for each in (letter.place, day(letter.on) if letter.on else "") if each)
    told |= {"dated": dated, "whom": "; ".join(letter.addressees)}
    sentence = _("%(summary)s have signed the letter “%(title)s” (%(dated)s).", **told)
    if letter.source:
        sentence = _("According to %(source)s, %(summary)s signed “%(title)s” (%(dated)s).", **told)
    elif letter.addressees:
        sentence = _("%(summary)s have signed the letter “%(title)s” (%(dated)s) to %(whom)s.", **told)
    return str(sentence)


def _handed_over(letter: ShownLetter) -> Iterator[str]:
    if letter.tally.non_attached and letter.tally.groups:
        yield _("Non-attached Members are counted apart: they belong to no political group.")
    for each in letter.delivered:
        yield _("It was delivered to %(addressee)s on %(day)s.", addressee=each.addressee, day=day(each.on))
    if letter.revision is not None:
        address = links.absolute("checking.result", code=letter.code)
        yield _("Every name can be checked at %(address)s.", address=address)


def _group(signatory: Signatory, style: Style) -> str:
    return groups.get(signatory.group).label(style)
