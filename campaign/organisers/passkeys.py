"""Passkeys (WebAuthn Level 3), by py_webauthn: made and used for this installation's own address only.

User verification is required, so a passkey alone stands for two factors. What is to be signed is a row that is used
up by the first answer; the cookie says which row is this browser's.
"""

from datetime import datetime, timedelta
from typing import Any

from flask import session as cookie
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from campaign import config, tokens
from campaign.organisers.models import Challenge, Organiser, Passkey

NAME = "Undersigned"
GOOD_FOR = timedelta(minutes=5)
AT_MOST = 10
"""So many passkeys an organiser may keep."""
_HELD = "challenge"
Options = dict[str, Any]


def of(session: Session, organiser: Organiser) -> list[Passkey]:
    """The organiser's passkeys, oldest first."""
    return list(session.scalars(select(Passkey).where(Passkey.organiser_id == organiser.id).order_by(Passkey.id)))


def offer_registration(session: Session, organiser: Organiser, *, now: datetime) -> Options:
    """What the browser needs to make a passkey; the caller commits."""
    options = generate_registration_options(
        rp_id=_own_name(),
        rp_name=NAME,
        user_id=organiser.public_id.encode(),
        user_name=organiser.email,
        user_display_name=organiser.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential_id)) for each in of(session, organiser)
        ],
    )
    return _held(session, options_to_json_dict(options), options.challenge, now=now)


def register(session: Session, organiser: Organiser, answer: object, name: str, *, now: datetime) -> Passkey | None:
    """Keep the passkey that answered; None for an answer that does not hold. The caller commits in either case."""
    challenge = _taken(session, now=now)
    if challenge is None or not isinstance(answer, dict):
        return None
    try:
        verified = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_own_name(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    credential_id = bytes_to_base64url(verified.credential_id)
    if session.scalar(select(Passkey.id).where(Passkey.credential_id == credential_id)) is not None:
        return None
    passkey = Passkey(organiser_id=organiser.id, name=name, credential_id=credential_id, made_at=now)
    passkey.public_key, passkey.sign_count = verified.credential_public_key, verified.sign_count
    session.add(passkey)
    session.flush()
    return passkey


def offer_login(session: Session, *, now: datetime) -> Options:
    """What the browser needs to use a passkey, whoever it belongs to: no account is named. The caller commits."""
    options = generate_authentication_options(rp_id=_own_name(), user_verification=UserVerificationRequirement.REQUIRED)
    return _held(session, options_to_json_dict(options), options.challenge, now=now)


def use(session: Session, answer: object, *, now: datetime) -> Organiser | None:
    """Whose passkey answered; None for an answer that does not hold. The caller commits in either case.

    A counter that does not rise betrays a copied key (WebAuthn §6.1.1) and is refused.
    """
    challenge = _taken(session, now=now)
    if challenge is None or not isinstance(answer, dict):
        return None
    query = select(Passkey).where(Passkey.credential_id == str(answer.get("id"))).with_for_update()
    passkey = session.scalar(query.options(joinedload(Passkey.organiser, innerjoin=True)))
    if passkey is None or not passkey.organiser.active:
        return None
    try:
        verified = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_own_name(),
            expected_origin=_origin(),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    passkey.sign_count, passkey.used_at = verified.new_sign_count, now
    session.flush()
    return passkey.organiser


def _held(session: Session, options: Options, challenge: bytes, *, now: datetime) -> Options:
    """Remember the challenge as a row and in the cookie; old rows go."""
    session.execute(delete(Challenge).where(Challenge.made_at < now - GOOD_FOR))
    text = bytes_to_base64url(challenge)
    session.add(Challenge(digest=tokens.digest(text), made_at=now))
    session.flush()
    cookie[_HELD] = text
    return options


def _taken(session: Session, *, now: datetime) -> bytes | None:
    """The challenge this browser was given, once."""
    text = str(cookie.pop(_HELD, ""))
    mine = delete(Challenge).where(Challenge.digest == tokens.digest(text), Challenge.made_at >= now - GOOD_FOR)
    taken = session.execute(mine).rowcount == 1  # type: ignore[attr-defined]
    return base64url_to_bytes(text) if text and taken else None


def _own_name() -> str:
    return config.current().host.rsplit(":", 1)[0]


def _origin() -> str:
    settings = config.current()
    return f"{'https' if settings.is_https else 'http'}://{settings.host}"
