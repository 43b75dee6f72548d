"""What a privacy notice says (GDPR Articles 13 and 14), from what the organisers fill in. Pure."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from flask_babel import lazy_gettext as _

AFTER_CLOSING = timedelta(days=30)
"""How long after a letter's end it is kept who declined, or did not answer."""

UNCONFIRMED = timedelta(days=1)
"""How long a filled-in form waits for its code."""

PREPARED = timedelta(days=14)
"""How long it waits where an assistant filled it in: the Member may be travelling."""

PURPOSES = _(
    "To ask Members of the European Parliament to sign letters of this campaign, to print and publish the names of "
    "those who sign, to deliver the letters, and to prove that every name stands there by its owner's will."
)
AUTHORITY = _("The data protection authority of the country where you live or work.")


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What only the organisers know."""

    controller: str
    address: str
    contact: str
    register: str = ""
    """Number in the EU's Transparency Register, if there is one."""
    purposes: str
    recipients: str
    """The authorities outside the European Union that the letters go to, by name."""
    authority: str


@dataclass(frozen=True)
class Section:
    """One part of the notice."""

    heading: str
    text: str


def sections(answers: Answers, *, operator: str) -> list[Section]:
    """Every part of the notice, word for word."""
    parts = [
        (_("Who is responsible"), _controller(answers, operator)),
        (_("What for"), [answers.purposes]),
        (_("What we hold, and where it comes from"), [_SOURCE, _HELD]),
        (_("On which legal basis"), [_CONSENT, _INTEREST]),
        (_("Who receives it"), [_PUBLIC, f"{_AUTHORITIES} {answers.recipients}", _TRANSFER]),
        (_("How long"), [_SIGNED, _UNSIGNED]),
        (_("Your rights"), [_WITHDRAW, f"{_RIGHTS} {answers.contact}"]),
        (_("Where to complain"), [answers.authority]),
    ]
    return [Section(str(heading), "\n\n".join(str(each) for each in texts)) for heading, texts in parts]


def digest(parts: Sequence[Section]) -> str:
    """SHA-256 in hex over the sentences, in an order and form that anybody can compute again."""
    listed = [[each.heading, each.text] for each in parts]
    return hashlib.sha256(json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def as_json(answers: Answers) -> dict[str, str]:
    """The answers as they are kept."""
    return {name: str(value) for name, value in asdict(answers).items()}


def _controller(answers: Answers, operator: str) -> list[str]:
    registered = _("EU Transparency Register: %(number)s", number=answers.register) if answers.register else ""
    who = "\n".join(filter(None, [answers.controller, answers.address, answers.contact, str(registered)]))
    return [who, str(_("%(operator)s runs the pages and mails on their behalf.", operator=operator))]


_SOURCE = _(
    "Your name, country, political group, national party, committees and official mailbox come from the European "
    "Parliament's public directory."
)
_HELD = _(
    "When you answer, we hold what you answered and when; with a signature also the text's digest, your autograph if "
    "you give one, the mailbox we wrote to and the network you signed from, never your full address on the internet."
)
_CONSENT = _(
    "Your explicit consent, given by signing: a signature can reveal a political opinion (GDPR, Article 9(2)(a)). "
    "Proof of it is kept to establish, exercise or defend legal claims (Article 9(2)(f))."
)
_INTEREST = _(
    "That we write to you at your official mailbox rests on our legitimate interest in addressing elected "
    "representatives (Article 6(1)(f)). You can object: every invitation holds a link that ends them."
)
_PUBLIC = _("Readers of the published letter see the names of those who signed, never of anybody else.")
_AUTHORITIES = _("The authorities that the letter is addressed or copied to receive it with the names under it:")
_TRANSFER = _(
    "Some of them are outside the European Union, where the law may protect your data less. That transfer rests on "
    "your explicit consent (Article 49(1)(a)); each letter names its addressees before you sign."
)
_SIGNED = _(
    "A signature and its proof are kept while the letter is public and as long as legal claims can arise from it. One "
    "that ended before the letter was issued, because you took it back, objected or did not sign a changed text, is "
    "erased %(days)s days after the letter's end.",
    days=AFTER_CLOSING.days,
)
_UNSIGNED = _(
    "If you decline or do not answer, that is seen by the organisers only, and erased %(days)s days after the letter's "
    "end. What you filled in and did not confirm is erased after %(hours)s hours; what an assistant prepared for you, "
    "after %(prepared)s days.",
    days=AFTER_CLOSING.days,
    prepared=PREPARED.days,
    hours=int(UNCONFIRMED.total_seconds() // 3600),
)
_WITHDRAW = _(
    "You can take your signature back at any time with the link in your receipt. Your name is hidden at once; copies "
    "already delivered cannot be called back, and the withdrawal is noted beside them."
)
_RIGHTS = _(
    "You can ask what we hold about you, have it corrected or erased, have its use limited, receive a copy, or object. "
    "Write to"
)
