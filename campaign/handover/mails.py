"""The mail that brings the sealed PDF to an authority, and the one that tells organisers of an overdue answer."""

from collections.abc import Sequence

from campaign import links
from campaign.drafting.models import Letter
from campaign.handover import covering
from campaign.handover.models import Attempt, CoverText
from campaign.handover.whereabouts import Party, PartyStanding
from campaign.organisers.models import Organiser
from campaign.outbox.operations import Mail

TEMPLATE = "delivery"
OVERDUE = "answer_overdue"


def handing_over(attempt: Attempt, party: Party, cover: CoverText) -> Mail:
    """The cover text filled in, with the edition attached; answers go to the organisation."""
    values = covering.placeholders(attempt.edition, attempt.translations, party, cover)
    return Mail(
        template=TEMPLATE,
        to=attempt.mailbox,
        to_name=party.person,
        about=f"attempt:{attempt.public_id}",
        values={
            "subject": covering.fill(cover.subject, values),
            "paragraphs": covering.paragraphs(cover.text, values),
        },
        sender_name=values["sender"],
        reply_to=cover.reply_to,
        is_personal=True,
        attachments=(
            f"edition:{attempt.edition.public_id}",
            *(f"translation:{each.public_id}" for each in attempt.translations),
        ),
    )


def overdue(letter: Letter, late: Sequence[PartyStanding], to: Organiser) -> Mail:
    """Whose answer is overdue, for one organiser."""
    return Mail(
        template=OVERDUE,
        to=to.email,
        to_name=to.name,
        about=f"letter:{letter.public_id}",
        values={
            "name": to.name,
            "title": letter.title,
            "late": [{"name": each.party.name, "due": each.due_on.isoformat() if each.due_on else ""} for each in late],
            "link": links.absolute("handover.show", letter_id=letter.public_id),
        },
    )
