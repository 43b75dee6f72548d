"""What a text for a typical letter is, and the sentences that several of them share."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Template:
    """A letter with {facts} to be filled in; `demands` are numbered where the body says {demands}."""

    key: str
    title: str
    subject: str
    body: str
    demands: tuple[str, ...]


OPENING = "We, the undersigned Members of the European Parliament, write to you about"
CLOSING = (
    "We would be grateful for a reply by {reply_by}. We are ready to receive any information that you wish to give us."
)
COVENANT = "the International Covenant on Civil and Political Rights, which has bound {state} since {iccpr_since}"
