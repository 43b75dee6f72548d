"""The evidence pages in real Chromium, wide and narrow, light and dark: every page is inspected as it opens."""

import os
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from campaign.claims import mails
from campaign.claims.models import Method
from campaign.db import transaction
from campaign.organisers import passwords
from tests import factories
from tests.chromium import Windows
from tests.claims.conftest import make_team
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]
PASSWORD = "four quite other words"
PICTURES = os.environ.get("PICTURES", "")


@pytest.mark.parametrize(("kind", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_evidence_is_brought_and_judged(installation: Live, windows: Windows, kind: str, scheme: str) -> None:
    now = datetime.now(UTC)
    with transaction() as session:
        team = make_team(session, opened_at=now - timedelta(hours=1))
        letter, first = team.letter, team.first
        mail = EmailMessage()
        mail["From"], mail["Date"], mail["Subject"] = str(team.member.mailbox), now, "Re: The letter"
        mail.set_content(f"Dear friends,\n\nI sign the letter {letter.public_id}.\n\nAda TESTER")
        first.password = passwords.hashed(PASSWORD)
        terms = {"acted_at": now, "now": now}
        checks = {"good": False, "dkim": {"record": ""}}
        raw = {"method": Method.MAIL_REPLY, "file": mail.as_bytes(), "evidence": checks}
        factories.make_claim(session, letter, team.member, by=team.second, **raw, **terms)
        claim = factories.make_claim(session, letter, by=team.second, **terms)
        paper, scan = factories.make_paper(session, letter, first, factories.grey_page(), now)
        paper_id, scan_id, letter_id = paper.public_id, scan.public_id, letter.public_id
        secret, email = mails.answer_secret(claim), first.email
    window = getattr(windows, kind)(color_scheme=scheme)
    window.log_in(email, PASSWORD)
    evidence = f"/letters/{letter_id}/evidence"
    pages = {
        "index": f"{evidence}/",
        "mail": f"{evidence}/mail",
        "signed-file": f"{evidence}/signed-file",
        "word": f"{evidence}/word",
        "sheets": f"{evidence}/papers",
        "paper": f"{evidence}/papers/{paper_id}",
        "rows": f"{evidence}/papers/{paper_id}/scans/{scan_id}",
        "answer": f"/claims/{secret}",
    }
    for name, address in pages.items():
        window.open(address)
        if PICTURES:
            window.picture(Path(PICTURES) / f"{kind}-{name}.png")
    window.open(pages["index"]).click("Ada TESTER")
    assert "The mail carries no seal" in window.text
    if PICTURES:
        window.picture(Path(PICTURES) / f"{kind}-look.png")
