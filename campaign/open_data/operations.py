"""Organisers register addresses that are told of published facts, try them, stop them and throw them away."""

from datetime import datetime
from ipaddress import ip_address

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from campaign import journal, tokens
from campaign.campaigns.models import Campaign
from campaign.open_data import hearing, rules
from campaign.open_data.facts import Kind
from campaign.open_data.models import MessageState, Off, Webhook, WebhookMessage
from campaign.open_data.sending import SEALED_AS
from campaign.organisers.models import Organiser
from campaign.web import outside
from campaign.web.refusals import NotFound, Refusal

AT_MOST = 10
LONGEST = 1000
PINGS_WAITING = 3


class CannotTell(Refusal):
    """This address cannot be told."""

    status = 422


def add(session: Session, campaign: Campaign, url: str, *, by: Organiser, now: datetime) -> tuple[Webhook, str]:
    """Tell this address from now on; gives the secret too, which is kept sealed and never shown again.

    What is published already is taken as known. The caller commits. Raises CannotTell for an address that can never be
    told, and when there are too many.
    """
    _refuse(url)
    here = select(func.count()).select_from(Webhook).where(Webhook.campaign_id == campaign.id)
    if (session.scalar(here) or 0) >= AT_MOST:
        raise CannotTell("many", _("Ten addresses are told already. Remove one first."))
    secret = rules.new_secret()
    hook = Webhook(
        campaign=campaign,
        url=url,
        secret=tokens.seal(SEALED_AS, secret.encode()),
        added_at=now,
        added_by_id=by.id,
        seen=hearing.newest(session),
        told=hearing.known(session, campaign, now=now),
    )
    session.add(hook)
    session.flush()
    _note(session, "webhook.added", hook, by=by, now=now)
    return hook, secret


def renew_secret(session: Session, hook: Webhook, *, by: Organiser, now: datetime) -> str:
    """Sign with another secret from the next attempt on; the old one is gone. The caller commits."""
    secret = rules.new_secret()
    hook.secret = tokens.seal(SEALED_AS, secret.encode())
    session.flush()
    _note(session, "webhook.secret_renewed", hook, by=by, now=now)
    return secret


def ping(session: Session, hook: Webhook, *, now: datetime) -> WebhookMessage:
    """Write a message that tells nothing, to try the address. Raises CannotTell while others wait."""
    waiting = select(func.count()).select_from(WebhookMessage)
    waiting = waiting.where(WebhookMessage.webhook_id == hook.id, WebhookMessage.kind == Kind.TEST.value)
    if (session.scalar(waiting.where(WebhookMessage.state == MessageState.WAITING)) or 0) >= PINGS_WAITING:
        raise CannotTell("waiting", _("Three test messages wait already. Look at what came of them first."))
    made = hearing.message(hook, Kind.TEST, {"webhook_id": hook.public_id}, now=now)
    session.add(made)
    session.flush()
    return made


def stop(session: Session, hook: Webhook, *, by: Organiser, now: datetime) -> None:
    """Tell this address nothing until it is switched on again; the caller commits."""
    if hook.off_at is None:
        hook.off_at, hook.off_because = now, Off.STOPPED
        session.flush()
        _note(session, "webhook.switched_off", hook, by=by, now=now)


def switch_on(session: Session, hook: Webhook, *, by: Organiser, now: datetime) -> None:
    """Tell it again, what it missed too: what was given up is tried anew. The caller commits."""
    if hook.off_at is None:
        return
    hook.off_at, hook.off_because, hook.failing_since = None, None, None
    anew = {"state": MessageState.WAITING, "attempts": 0, "due_at": now, "settled_at": None, "leased_until": None}
    missed = WebhookMessage.webhook_id == hook.id, WebhookMessage.state == MessageState.GIVEN_UP
    session.execute(update(WebhookMessage).where(*missed).values(**anew))
    session.flush()
    _note(session, "webhook.switched_on", hook, by=by, now=now)


def remove(session: Session, hook: Webhook, *, by: Organiser, now: datetime) -> None:
    """Forget the address and every message to it; the caller commits."""
    _note(session, "webhook.removed", hook, by=by, now=now)
    session.execute(delete(WebhookMessage).where(WebhookMessage.webhook_id == hook.id))
    session.delete(hook)
    session.flush()


def hook_of(session: Session, campaign: Campaign, public_id: str) -> Webhook:
    """One address of this campaign. Raises NotFound for another campaign's."""
    found = session.scalar(select(Webhook).where(Webhook.campaign_id == campaign.id, Webhook.public_id == public_id))
    if found is None:
        raise NotFound("webhook", _("There is no such address. Start from the campaign's page."))
    return found


def hooks(session: Session, campaign: Campaign) -> list[Webhook]:
    """All addresses of the campaign, the oldest first."""
    return list(session.scalars(select(Webhook).where(Webhook.campaign_id == campaign.id).order_by(Webhook.id)))


def messages(session: Session, hook: Webhook, *, limit: int) -> list[WebhookMessage]:
    """The latest messages to this address, the newest first."""
    query = select(WebhookMessage).where(WebhookMessage.webhook_id == hook.id)
    return list(session.scalars(query.order_by(WebhookMessage.id.desc()).limit(limit)))


def _refuse(url: str) -> None:
    """Refuse what can never be told; whatever a name leads to is looked at each time before it is asked."""
    try:
        host, _path = outside.checked(url)
    except outside.Unreachable as error:
        raise CannotTell("address", _("Enter a public https address without a port or a password.")) from error
    try:
        is_inner = not outside.is_public(ip_address(host.strip("[]")))
    except ValueError:
        is_inner = host == "localhost" or "." not in host
    if is_inner or len(url) > LONGEST:
        raise CannotTell("address", _("Enter the address of a server that everybody on the internet can reach."))


def _note(session: Session, kind: str, hook: Webhook, *, by: Organiser, now: datetime) -> None:
    journal.record(session, kind, hook.public_id, now=now, by=by.public_id)
