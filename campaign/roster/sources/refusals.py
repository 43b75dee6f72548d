"""What can be wrong with a source, each as one sentence that names the place and says what to do next."""

from enum import StrEnum

from flask_babel import lazy_gettext as _

from campaign.web.refusals import Refusal


class Reason(StrEnum):
    """Why a source cannot be read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_FORMAT = "unknown_format"
    WEB_PAGE = "web_page"
    DANGEROUS_XML = "dangerous_xml"
    BROKEN_XML = "broken_xml"
    BROKEN_JSON = "broken_json"
    BROKEN_TABLE = "broken_table"
    BROKEN_ARCHIVE = "broken_archive"
    WRONG_ENCODING = "wrong_encoding"
    NO_MEMBERS = "no_members"
    NO_IDENTITY = "no_identity"
    NO_SUCH_COLUMN = "no_such_column"
    MISSING = "missing"
    BAD_NUMBER = "bad_number"
    BAD_DAY = "bad_day"
    UNKNOWN_COUNTRY = "unknown_country"
    UNKNOWN_GROUP = "unknown_group"
    GROUP_OF_ANOTHER_DAY = "group_of_another_day"
    INCOMPLETE_SET = "incomplete_set"
    BAD_ADDRESS = "bad_address"
    INNER_ADDRESS = "inner_address"
    NOT_FETCHED = "not_fetched"
    EMPTY_ANSWER = "empty_answer"


_SENTENCES = {
    Reason.EMPTY: _(
        "%(file)s is empty. An empty answer is a failed download, not an empty Parliament: "
        "open the list in a browser, save it and choose that file."
    ),
    Reason.TOO_LARGE: _(
        "%(file)s holds more than %(value)s. A list of all Members has less than one megabyte: choose that file."
    ),
    Reason.UNKNOWN_FORMAT: _(
        "%(file)s is none of the known lists. Choose the Parliament's full list (XML), an answer of its open data "
        "portal (JSON), the HowTheyVote tables (CSV), or a table saved as CSV in UTF-8 or as XLSX."
    ),
    Reason.WEB_PAGE: _(
        "%(file)s is a web page (HTML), not a list. On the Parliament's list page use the link that downloads XML, "
        "and choose the file it saves."
    ),
    Reason.DANGEROUS_XML: _(
        "%(file)s declares entities or a document type (DTD), which the Parliament's list never does. "
        "Download it again from the Parliament itself."
    ),
    Reason.BROKEN_XML: _(
        "%(file)s, line %(line)s: the XML breaks off or is not well formed (%(value)s). Download it again."
    ),
    Reason.BROKEN_JSON: _("%(file)s, line %(line)s: this is not complete JSON (%(value)s). Download it again."),
    Reason.BROKEN_TABLE: _(
        "%(file)s, line %(line)s: the table cannot be read (%(value)s). "
        "Save it again as CSV in UTF-8, or as XLSX without a password."
    ),
    Reason.BROKEN_ARCHIVE: _(
        "%(file)s is damaged or packed in a way that is not read (%(value)s). Unpack it and choose the files inside."
    ),
    Reason.WRONG_ENCODING: _(
        "%(file)s, line %(line)s: this is not UTF-8 text. In the spreadsheet program use “Save as” and “CSV UTF-8”, "
        "or save it as XLSX; guessing the letters would spoil names."
    ),
    Reason.NO_MEMBERS: _("%(file)s holds no Member at all. Check that the whole list was saved, and choose it again."),
    Reason.NO_IDENTITY: _(
        "%(file)s has no column with the Parliament's person number, an official address or a name. "
        "Say which column holds which, or add one with the number from europarl.europa.eu/meps."
    ),
    Reason.NO_SUCH_COLUMN: _("%(file)s has no column “%(value)s”. Its columns are: %(expected)s. Name one of these."),
    Reason.MISSING: _(
        "%(file)s, %(line)s: %(field)s is missing. Expected: %(expected)s. Fill it in, or leave the row out."
    ),
    Reason.BAD_NUMBER: _(
        "%(file)s, %(line)s, %(field)s: “%(value)s” is not a person number. "
        "Expected: the digits of the Member's page, such as 900001 in europarl.europa.eu/meps/en/900001."
    ),
    Reason.BAD_DAY: _(
        "%(file)s, %(line)s, %(field)s: “%(value)s” is not a day. Expected: a day such as 2024-07-16 or 16/07/2024."
    ),
    Reason.UNKNOWN_COUNTRY: _(
        "%(file)s, %(line)s, %(field)s: “%(value)s” is not a Member State. "
        "Expected: its name in an official language, or its code, such as Greece or EL."
    ),
    Reason.UNKNOWN_GROUP: _(
        "%(file)s, %(line)s, %(field)s: no political group goes by “%(value)s”. "
        "Expected: a group as the Parliament's English list writes it, such as S&D or Non-attached Members."
    ),
    Reason.GROUP_OF_ANOTHER_DAY: _(
        "%(file)s, %(line)s, %(field)s: “%(value)s” was no political group on %(expected)s. "
        "If this is an older list, say which day it shows."
    ),
    Reason.INCOMPLETE_SET: _(
        "%(file)s belongs to the HowTheyVote tables but %(value)s is not among the files. "
        "Choose members and group_memberships together, or a zip with both."
    ),
    Reason.BAD_ADDRESS: _(
        "“%(value)s” cannot be fetched. Give an address that starts with https:// and has no password or port in it, "
        "or choose a file."
    ),
    Reason.INNER_ADDRESS: _(
        "%(value)s leads into a private network, so nothing was fetched. Give a public address, or choose a file."
    ),
    Reason.NOT_FETCHED: _(
        "%(file)s could not be fetched: %(value)s. Open the address in a browser, save the list and choose that file."
    ),
    Reason.EMPTY_ANSWER: _(
        "%(file)s gave an empty answer (status %(value)s); the Parliament's site does so with programs. "
        "Open the address in a browser, save the list and choose that file."
    ),
}


class CannotRead(Refusal):
    """A source that is refused as a whole; nothing of it is used."""

    status = 422

    def __init__(self, reason: Reason, **facts: object) -> None:
        """`facts` are file, line, field, value and expected, as far as the sentence names them."""
        super().__init__(reason, _SENTENCES[reason] % {key: shown(value) for key, value in facts.items()})
        self.facts = facts


def shown(value: object) -> str:
    """A foreign text as a sentence may hold it: one line, no control characters, not endless."""
    text = "".join(letter if letter.isprintable() else " " for letter in str(value))
    return text if len(text) <= 80 else f"{text[:77]}…"
