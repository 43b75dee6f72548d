"""Templates, facts, follow-up and translations in real Chromium, wide and narrow, light and dark."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from campaign.casefacts import operations as casefacts
from campaign.casefacts import texts
from campaign.db import transaction
from campaign.drafting import draft as drafts
from campaign.drafting import operations as drafting
from campaign.drafting import saving
from campaign.organisers import passwords
from tests import factories
from tests.chromium import Windows
from tests.live import Live
from tests.translating.rows import make_translation

pytestmark = [pytest.mark.browser, pytest.mark.one_engine]
PASSWORD = "four quite other words"
PICTURES = os.environ.get("PICTURES", "")


@pytest.mark.parametrize(("kind", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_a_letter_from_template_to_translation(installation: Live, windows: Windows, kind: str, scheme: str) -> None:
    now = datetime.now(UTC)
    with transaction() as session:
        organiser = factories.make_organiser(session, password=passwords.hashed(PASSWORD))
        campaign = factories.make_campaign(session, organiser)
        letter = factories.make_open_letter(session, campaign, deadline_at=now + timedelta(days=3))
        translation, revision = make_translation(session, letter, organiser)
        closed = factories.make_open_letter(session, campaign, deadline_at=now + timedelta(days=3))
        factories.make_signature(session, closed)
        drafting.close(session, closed, by=organiser, now=now)
        known = {"person": "Ilja Brandt", "charge": "hooliganism"}
        casefacts.save_facts(session, campaign, known, by=organiser, now=now)
        started = casefacts.start(session, campaign, texts.POLITICAL_PRISONER, by=organiser, now=now)
        typed = replace(drafts.of_letter(started), body=started.body + "\n\nOurs.")
        saving.save(session, started, typed, version=started.version, by=organiser, now=now)
        casefacts.save_facts(session, campaign, {"charge": "extremism"}, by=organiser, now=now)
        email, base = organiser.email, f"/campaigns/{campaign.public_id}"
        pages = {
            "templates": f"{base}/templates",
            "start": f"{base}/templates/medical-access",
            "facts": f"{base}/facts",
            "offer": f"/letters/{started.public_id}/facts",
            "draft": f"/letters/{started.public_id}/text",
            "follow-up": f"/letters/{closed.public_id}/follow-up",
            "overview": f"/letters/{closed.public_id}",
            "languages": f"/letters/{letter.public_id}/translations",
            "translation": f"/letters/{letter.public_id}/translations/{translation.public_id}",
            "read": f"/letters/translations/{revision.public_id}",
        }
    window = getattr(windows, kind)(color_scheme=scheme)
    window.log_in(email, PASSWORD)
    for name, address in pages.items():
        window.open(address)
        if PICTURES:
            window.picture(Path(PICTURES) / f"{kind}-{name}.png")
