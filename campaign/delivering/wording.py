"""The fixed words of a letter, in its own language where there is a translation."""

from flask_babel import force_locale, gettext

from letters.document import Words


def words(language: str) -> Words:
    """Everything printed that nobody typed."""
    with force_locale(language.replace("-", "_")):
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


def capacity(language: str) -> str:
    """The line under a Member who signs for himself or herself only."""
    with force_locale(language.replace("-", "_")):
        return str(gettext("in an individual capacity"))
