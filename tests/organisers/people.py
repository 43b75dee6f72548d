"""What an organiser knows and holds, and does at a browser."""

from datetime import datetime

from passlib.totp import TOTP

from campaign import clock
from campaign.db import transaction
from campaign.organisers import recovery, totp
from campaign.organisers.models import Organiser
from tests.browser import Browser, Page

RIGHT = "correct horse battery"
NEW = "four quite other words"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def log_in(browser: Browser, password: str = RIGHT, email: str = "anna@example.org", after: str = "") -> Page:
    return browser.get("/login" + (f"?next={after}" if after else "")).fill("Log in", email=email, password=password)


def code(at: datetime | None = None, key: str = KEY) -> str:
    """What the app shows at that moment."""
    return str(TOTP(key=key).generate(int((at or clock.now()).timestamp())).token)


def give_app(organiser: Organiser) -> list[str]:
    """The organiser has an app and paper with codes."""
    with transaction() as session:
        totp.keep(session, organiser, KEY, used=0, now=clock.now())
        return recovery.renew(session, organiser, now=clock.now())
