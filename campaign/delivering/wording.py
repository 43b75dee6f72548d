"""The fixed words of a letter, in its own language where there is a translation."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from flask_babel import force_locale, gettext, ngettext

from campaign import clock
from campaign.delivering.models import Audience
from campaign.delivering.rules import Departure
from campaign.drafting import dates
from campaign.signing import remarks
from campaign.signing.models import Signature
from letters.document import Words


def words(language: str) -> Words:
    """Everything printed that nobody typed."""
    with _in(language):
        return Words(
            signatories=gettext("Signatories"),
            initiators=gettext("Initiated by"),
            supplement=gettext("Signed after the letter was closed"),
            signed_on=gettext("signed on {day}"),
            copy_to=gettext("Copy to:"),
            page=gettext("page {page} of {pages}"),
            annex=gettext("Annex {number}"),
            annex_page=gettext("Annex {number}, page {page} of {pages}"),
            digest=gettext("text {digest}"),
            check=gettext("Check this letter at {address}"),
            signature_of=gettext("Signature of {name}"),
            logo_of=gettext("Logo of {name}"),
            note=gettext("Note {number}"),
            draft=gettext("DRAFT"),
            member=gettext("MEP"),
            machine_list=gettext("Machine-readable list of signatories"),
            seal_heading=gettext("Electronic seal"),
            seal_sentences=(
                gettext(
                    "This file carries an electronic seal. It shows where the file comes from and that it has not "
                    "been changed since."
                ),
                gettext("It is not the signature of any Member: those were recorded one by one."),
            ),
            seal_field=gettext("Electronic seal of the issuing office"),
        )


def beside(signature: Signature, moved: Collection[int], language: str) -> str:
    """The line under a Member who signed for himself or herself only, or is in another group by now."""
    with _in(language):
        return remarks.beside(signature, moved)


def departure(what: Departure, language: str) -> str:
    """The dated note below a list from which names went after it was delivered; it names none of them."""
    gone = len(what.gone_on)
    values = {
        "day": dates.written(what.delivered_on, language),
        "addressees": _listed(what.addressees),
        "days": _listed([dates.written(each, language) for each in dict.fromkeys(what.gone_on)]),
    }
    with _in(language):
        as_delivered = ngettext(
            "As delivered on %(day)s to %(addressees)s, the list held %(num)s name.",
            "As delivered on %(day)s to %(addressees)s, the list held %(num)s names.",
            what.names,
            **values,
        )
        since = ngettext(
            "Since then one signature was withdrawn (%(days)s).",
            "Since then %(num)s signatures were withdrawn (%(days)s).",
            gone,
            **values,
        )
    return f"{as_delivered} {since}"


def record(
    language: str, *, number: int, audience: Audience, closed_at: datetime, listed_at: datetime, root: str | None
) -> Sequence[str]:
    """What the seal's block says about this edition: when the list was frozen, which instant it shows, its root."""
    with _in(language):
        kinds = {
            Audience.ADDRESSEE: gettext("for the addressee"),
            Audience.PUBLIC: gettext("for the public, without the addresses that the text's digest covers too"),
            Audience.ARCHIVE: gettext("for the archive, with how each signature was given"),
        }
        sentences = [
            gettext(
                "Edition %(number)s, %(kind)s. The list was frozen on %(frozen)s; it is shown as it stood on "
                "%(listed)s (Brussels time).",
                number=number,
                kind=kinds[audience],
                frozen=_moment(closed_at, language),
                listed=_moment(listed_at, language),
            ),
        ]
        if root:
            sentences.append(gettext("Root of the signatures: %(root)s", root=root))
    return sentences


def assurance_table(language: str) -> tuple[str, tuple[str, str, str]]:
    """Heading and column headings of the archive edition's last pages."""
    with _in(language):
        return gettext("How each signature was given"), (gettext("Member"), gettext("How"), gettext("Day"))


def _moment(instant: datetime, language: str) -> str:
    there = clock.in_brussels(instant)
    return f"{dates.written(there.date(), language)}, {there:%H:%M}"


def _listed(parts: Sequence[str]) -> str:
    return "; ".join(parts)


def _in(language: str) -> AbstractContextManager[None]:
    """The letter's language, whatever language the page speaks."""
    context: AbstractContextManager[None] = force_locale(language.replace("-", "_"))
    return context
