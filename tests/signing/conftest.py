"""Members who were asked, in the real time that pages live in."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from campaign import clock
from campaign.db import reading, transaction
from campaign.drafting.models import Letter
from campaign.inviting.models import Invitation
from campaign.outbox import rendering
from campaign.roster.models import Member
from campaign.signing.models import Signature
from tests import factories, mailbox


@dataclass
class Asked:
    """A Member who was asked, with the secret of the link."""

    letter: Letter
    member: Member
    invitation: Invitation
    secret: str
    mailbox: str

    def mail(self, template: str) -> str:
        """The newest waiting mail of this kind, as plain text."""
        reading().rollback()
        waiting = [each for each in mailbox.waiting(reading(), self.mailbox) if each.template == template]
        return mailbox.plain(rendering.message(waiting[-1]))

    def code(self, template: str = "code") -> str:
        """The six digits of the newest mail."""
        reading().rollback()
        waiting = [each for each in mailbox.waiting(reading(), self.mailbox) if each.template == template]
        return mailbox.code_in(rendering.message(waiting[-1]))


class Asking:
    """Makes Members who were asked, and looks at what became of it."""

    def __call__(self, **changes: Any) -> Asked:
        with transaction() as session:
            changes.setdefault("deadline_at", clock.now() + timedelta(days=3))
            letter = factories.make_open_letter(session, letterhead_name="Ribbon International", **changes)
            member = factories.make_member(session, given="Ada", surname="TESTER", country="BE", group="SD")
            invitation, secret = factories.make_invitation(session, letter, member)
            session.refresh(letter)
            return Asked(letter, member, invitation, secret, str(member.mailbox))

    @staticmethod
    def signatures() -> list[Signature]:
        """All signatures as they stand in the database now."""
        reading().rollback()
        return list(reading().scalars(select(Signature).order_by(Signature.id)))


@pytest.fixture
def ask(app: Flask) -> Asking:
    """Ask a Member to sign a letter with these settings."""
    return Asking()


@pytest.fixture
def asked(ask: Asking) -> Asked:
    """One Member asked to sign with a code."""
    return ask()
