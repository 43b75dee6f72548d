"""What the Member's registered mailbox is told about its office, and what an assistant's mailbox gets."""

from collections.abc import Mapping

from flask_babel import gettext as _

from campaign import config, links, onetime, tokens
from campaign.inviting.models import Invitation
from campaign.offices.models import Assistant, Authorisation, PendingAct, Scope
from campaign.offices.rules import LINK_LIVES
from campaign.outbox.operations import Mail
from campaign.roster.models import Member
from campaign.web.templating import brussels


def office_id(member: Member) -> str:
    """What the journal calls this office: it does not tell whose it is to somebody without the installation's key."""
    return tokens.lasting_digest("office", str(member.ep_id))[: tokens.PUBLIC_ID_LENGTH]


def revoke_secret(authorisation_id: str) -> str:
    """The secret of the button that ends this authorisation.

    Made from the installation's key, so that every mail about it can hold the button; the database keeps its digest.
    """
    return tokens.lasting_digest("revoke authorisation", authorisation_id)


def revoke_link(authorisation_id: str) -> str:
    """The page with that button."""
    return links.absolute("acting.revoke", secret=revoke_secret(authorisation_id))


def office_link(member: Member, *, to: str, secret: str) -> Mail:
    """The link to the office's page."""
    values = {"name": member.name, "link": links.absolute("acting.office", secret=secret), "days": LINK_LIVES.days}
    return _mail("office_link", member, to=to, values=values)


def code(member: Member, pending: PendingAct, *, to: str, code: str) -> Mail:
    """The code that registers or authorises, with what exactly it does."""
    minutes = onetime.MINUTES
    values = {"name": member.name, "code": code, "what": pending.wanted["said"], "minutes": minutes}
    return _mail("office_code", member, to=to, values=values)


def news(member: Member, sentence: str, *, to: str, authorisation: Authorisation | None = None) -> Mail:
    """Tell the Member's mailbox what changed; with the button that ends the authorisation it is about."""
    revoke = revoke_link(authorisation.public_id) if authorisation else ""
    values = {"name": member.name, "sentence": sentence, "revoke": revoke}
    return _mail("office_news", member, to=to, values=values)


def confirm(assistant: Assistant, *, secret: str) -> Mail:
    """Ask an assistant's mailbox to confirm."""
    link = links.absolute("acting.assistant", secret=secret)
    values = {"name": assistant.name, "member": assistant.member.name, "link": link}
    return _mail("assistant_confirm", assistant.member, to=assistant.mailbox, values=values)


def assistant_news(assistant: Assistant, sentence: str) -> Mail:
    """Tell an assistant what the office changed."""
    values = {"name": assistant.name, "member": assistant.member.name, "sentence": sentence}
    return _mail("assistant_news", assistant.member, to=assistant.mailbox, values=values)


def letter_for_assistant(invitation: Invitation, assistant: Assistant, *, secret: str) -> Mail:
    """The letter in the assistant's hands, with the assistant's own link."""
    letter = invitation.letter
    values = {
        "name": assistant.name,
        "member": assistant.member.name,
        "title": letter.title,
        "deadline": brussels(letter.deadline_at) if letter.deadline_at else "",
        "link": links.absolute("acting.letter", secret=secret),
    }
    return _mail("handed_to_assistant", assistant.member, to=assistant.mailbox, values=values)


def handed_over(invitation: Invitation, assistant: Assistant, held: Authorisation, *, to: str, secret: str) -> Mail:
    """Tell the Member's mailbox who has the letter now; with its own new link and the button."""
    values = {
        "name": invitation.member.name,
        "assistant": assistant.name,
        "title": invitation.letter.title,
        "may": scope_words(held),
        "link": links.absolute("signing.read", secret=secret),
        "revoke": revoke_link(held.public_id),
    }
    return _mail("handed_over", invitation.member, to=to, values=values)


def scope_words(authorisation: Authorisation) -> str:
    """What an authorisation allows, as the end of a sentence."""
    until = brussels(authorisation.ends_at, "d MMMM yyyy")
    match authorisation.scope:
        case Scope.PREPARE:
            return str(_("prepare letters for you to confirm, until %(day)s", day=until))
        case Scope.SINGLE:
            title = authorisation.letter.title if authorisation.letter else ""
            return str(_("sign the letter “%(title)s” for you", title=title))
        case _:
            return str(_("sign any letter for you, until %(day)s", day=until))


def _mail(template: str, member: Member, *, to: str, values: Mapping[str, object]) -> Mail:
    sender = config.current().operator_name
    return Mail(template=template, to=to, about=f"office:{office_id(member)}", values=values, sender_name=sender)
