"""A mail's plain text as pieces a page can print: words and links."""

import re
from dataclasses import dataclass
from email.message import EmailMessage

ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")


@dataclass(frozen=True)
class Piece:
    """Some words, or an address to follow."""

    words: str
    is_link: bool


def text_of(mail: EmailMessage) -> str:
    """The plain text part; empty where there is none."""
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part is not None else ""


def linked(text: str) -> list[Piece]:
    """The text cut into words and addresses, nothing lost."""
    pieces, at = [], 0
    for found in ADDRESS.finditer(text):
        pieces += [Piece(text[at : found.start()], False), Piece(found.group(), True)]
        at = found.end()
    return [piece for piece in [*pieces, Piece(text[at:], False)] if piece.words]
