"""The covering text of an invitation: placeholders in braces, filled by plain replacement and never evaluated."""

import re
from collections.abc import Collection, Mapping

BRACES = re.compile(r"\{([^{}]*)\}")
LINK = "link"
NAMES = ("name", "given", "surname", "country", "group", "party", "letter", "addressees", "deadline", "sender", LINK)
"""Every placeholder there is; the page explains each."""

SUBJECT = "Will you sign “{letter}”?"
TEXT = """\
Dear {name},

We invite you to sign a letter to {addressees}: “{letter}”. Its wording is final, so that you see exactly what your \
name would stand under.

You can read it, sign it or decline on a page made for you alone:

{link}

Signatures are collected until {deadline}. Opening the page does nothing by itself, and a signature can be taken back \
later.

If you would rather not sign, please say so on the same page, and you will not be asked again about this letter.

Yours sincerely,
{sender}"""
REMINDER_SUBJECT = "Until {deadline}: “{letter}”"
REMINDER_TEXT = """\
Dear {name},

Some days ago we invited you to sign the letter to {addressees}, “{letter}”. We have not had your answer yet, and \
signatures are collected until {deadline}.

This is your new personal page; it replaces the one in our earlier mail:

{link}

If you would rather not sign, please say so there, and you will hear no more from us about this letter.

Yours sincerely,
{sender}"""


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each placeholder replaced once; what a value holds is not looked at again."""
    return BRACES.sub(lambda found: values[found.group(1).strip()], text)


def stray(text: str, names: Collection[str] = NAMES) -> str | None:
    """The first thing in braces that is none of these placeholders, or None where all is well.

    A single brace, a doubled one and template code are found here too: they would leave as typed otherwise.
    """
    for found in BRACES.finditer(text):
        if found.group(1).strip() not in names:
            return found.group(0)
    rest = re.search(r"[{}][^\n]{0,20}|\{%|%\}", BRACES.sub("", text))
    return rest.group(0) if rest else None


def holds_link(text: str) -> bool:
    """Whether the personal link has its place in the text."""
    return any(found.group(1).strip() == LINK for found in BRACES.finditer(text))
