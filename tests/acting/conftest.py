"""An office as it lives: its Member's mailbox, its link, its assistants, and the letter in their hands."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from campaign.db import reading
from campaign.offices.models import Assistant, Authorisation
from campaign.outbox import rendering
from tests import mailbox
from tests.browser import Browser, Page
from tests.signing.conftest import Asked, Asking


@dataclass
class Life:
    """One Member's office, seen from both mailboxes."""

    app: Flask
    asked: Asked
    assistant_mailbox: str = "jane.doe@europarl.europa.eu"

    def browser(self) -> Browser:
        """A device without any memory."""
        return Browser(self.app)

    def sent(self, template: str, to: str = "") -> bool:
        """Whether a mail of this kind waits."""
        reading().rollback()
        waiting = mailbox.waiting(reading(), to or self.asked.mailbox)
        return any(each.template == template for each in waiting)

    def mail(self, template: str, to: str = "") -> str:
        """The newest mail of this kind, as plain text."""
        reading().rollback()
        waiting = [each for each in mailbox.waiting(reading(), to or self.asked.mailbox) if each.template == template]
        assert waiting, f"no {template} waits for {to or self.asked.mailbox}"
        return mailbox.plain(rendering.message(waiting[-1]))

    def link(self, template: str, part: str, to: str = "") -> str:
        """The link with this part in the newest mail of this kind."""
        found = re.findall(r"https?://[^\s<>]+", self.mail(template, to))
        return str(next(each for each in found if part in each))

    def code(self, template: str = "office_code") -> str:
        """The six digits in the newest mail of this kind to the Member."""
        found = re.search(r"(?<!\d)\d{6}(?!\d)", self.mail(template))
        assert found
        return found.group()

    def office(self) -> Page:
        """The office's page, opened from the Member's mailbox; asked for first where it never was."""
        if not self.sent("office_link"):
            self.browser().open("acting.ask", secret=self.asked.secret).press("Mail me the link")
        return self.browser().get(self.link("office_link", "/office/"))

    def register(self, office: Page, *, confirmed: bool = True, **who: str) -> Page:
        """Register Jane Doe, or somebody else; gives the office's page again."""
        answers = {"name": "Jane Doe", "mailbox": self.assistant_mailbox} | who
        page = office.follow("Register an assistant").fill("Mail me the code", **answers)
        page = page.fill("Confirm", code=self.code())
        if confirmed:
            self.browser().get(self.link("assistant_confirm", "/assistant/", answers["mailbox"])).press("that is me")
        return self.browser().get(page.path)

    def authorise(self, office: Page, scope: str, **rest: Any) -> Page:
        """Grant this to Jane Doe; gives the office's page again."""
        page = office.follow("Change what Jane Doe may do").fill("Mail me the code", scope=scope, **rest)
        return page.fill("Confirm", code=self.code())

    def hand_over(self, office: Page) -> Page:
        """Hand the letter to Jane Doe; gives her page."""
        office.follow("Hand over").fill("Hand over", assistant=self.assistant().public_id)
        return self.browser().get(self.assistants_link())

    def assistants_link(self) -> str:
        """The link in Jane Doe's newest mail."""
        return self.link("handed_to_assistant", "/office/letter/", self.assistant_mailbox)

    def in_hand(self, scope: str) -> Page:
        """The letter in Jane Doe's hands under such an authorisation."""
        rest = {"letter": self.asked.invitation.public_id} if scope == "single" else {}
        return self.hand_over(self.authorise(self.register(self.office()), scope, **rest))

    @staticmethod
    def assistant() -> Assistant:
        """The newest assistant."""
        reading().rollback()
        return reading().scalars(select(Assistant).order_by(Assistant.id.desc()).limit(1)).one()

    @staticmethod
    def authorisation() -> Authorisation:
        """The newest authorisation."""
        reading().rollback()
        return reading().scalars(select(Authorisation).order_by(Authorisation.id.desc()).limit(1)).one()


@pytest.fixture
def ask(app: Flask) -> Asking:
    """Ask a Member to sign a letter with these settings."""
    return Asking()


@pytest.fixture
def life(app: Flask, ask: Asking) -> Life:
    """The office of one Member who was asked to sign."""
    return Life(app, ask())
