"""What holds for every route there is; a new route fails here until somebody has thought about it."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.browser import Browser
from tests.house.world import World, addresses, everything, routes, token_of

# Everybody may open these. Whatever is not named here needs a login.
PUBLIC = {
    "api.case",
    "api.cases",
    "api.letter",
    "api.nothing",
    "api.openapi",
    "api.signatories",
    "api.timeline",
    "campaigns.join",  # behind the secret of an invitation
    "checking.ask",
    "checking.code",
    "checking.file",
    "checking.result",
    "checking.verifier",  # the program that checks archives
    "colours.stylesheet",
    "drafting.revision_logo",  # a frozen text is for whoever has its number: so it can be checked
    "drafting.revision_text",
    "embedding.names",
    "embedding.stylesheet",
    "feeds.calendar",
    "feeds.case",
    "feeds.cases",
    "finding.robots",
    "finding.sitemap",
    "fonts.font",
    "guide.show",
    "health.show",  # one word for monitoring
    "inviting.unsubscribe",
    "inviting.unsubscribed",
    "notices.show",
    "oembed.show",
    "organisers.forgotten",
    "organisers.login",
    "organisers.logout",
    "organisers.passkey_login",
    "organisers.passkey_options",
    "organisers.second",
    "organisers.set_password",
    "press.chamber",
    "press.kit",
    "press.share_image",
    "press.signatories",
    "public.case",
    "public.document",
    "public.home",
    "public.letter_pdf",
    "public.record",
    "public.reply_file",
    "public.translated_pdf",
    "static",
    "statements.ask",
    "statements.asked",
    "statements.file",
    "statements.send",
    "statements.show",
    "translating.read",  # a published translation is for whoever has its number
    "translating.text",
}
PUBLIC_FEATURES = {
    "acting",
    "claims",
    "corrections",
    "earlier",
    "objecting",
    "phone",
    "signing",
    "stating",
    "tablet",
}  # behind secrets of their own
# RFC 8058: a mailbox provider posts without a session; the secret in the address is the proof.
WITHOUT_TOKEN = {"inviting.unsubscribed"}
MAY_BE_KEPT = {"static", "fonts.font", "colours.stylesheet", "embedding.stylesheet"}
# A list of names for other people's pages, and its look.
FRAMED = {"embedding.names", "embedding.stylesheet"}
# Everybody's pages: kept only by those who ask each time whether they still hold.
ASKED_AGAIN = {"finding.robots", "finding.sitemap", "public.case"} | {
    f"press.{each}" for each in ("chamber", "kit", "share_image", "signatories")
}
ONLY_FOR_THE_TEAM = {"letter_id", "campaign_id", "invitation_id", "edition_id", "revision_id", "draft_id", "event_id"}
ONLY_FOR_THE_TEAM |= {"desk_id", "sheet_id", "organiser_id", "team_invitation_id"}
ONLY_FOR_THE_TEAM |= {"claim_id", "paper_id", "scan_id"}
ONLY_FOR_THE_TEAM |= {"round_id", "webhook_id", "translation_id", "translated_edition_id"}
ONLY_FOR_THE_TEAM |= {"attempt_id", "proof_id", "reply_id", "reply_file_id"}


def _is_asked_again(endpoint: str, kept: str) -> bool:
    return endpoint in ASKED_AGAIN and kept == "public, no-cache"


def is_public(rule: Rule) -> bool:
    return rule.endpoint in PUBLIC or rule.endpoint.partition(".")[0] in PUBLIC_FEATURES


def test_looking_changes_nothing(app: Flask, world: World) -> None:
    people = {
        "a visitor": Browser(app),
        "an organiser": Browser(app).logged_in(world.organiser),
        "a stranger": Browser(app).logged_in(world.stranger),
    }
    before = everything()
    broken = []
    for rule, address in addresses(app, world, "GET"):
        statuses = {who: browser.get(address).status for who, browser in people.items()}
        after = everything()
        changed = [name for name in after if after[name] != before[name]]
        if changed or max(statuses.values()) >= 500:
            broken.append(f"{address} ({rule.endpoint}): statuses {statuses}, changed {changed}")
        before = after
    assert broken == []


def test_an_organiser_can_open_every_page_of_an_open_letter(app: Flask, world: World) -> None:
    browser = Browser(app).logged_in(world.organiser)
    nothing_there = {
        "drafting.draft_logo",
        "drafting.revision_logo",
        "signing.logo",
        "signing.autograph",
        "earlier.picture",
        "api.nothing",
        "oembed.show",
        "press.chamber",  # this roster fills no chamber
    }
    broken = []
    for rule in routes(app, "GET"):
        page = browser.get(world.address(app, rule))
        if page.status >= 400 and rule.endpoint not in nothing_there:
            broken.append(f"{page.path} ({rule.endpoint}): status {page.status}")
    assert broken == []


@pytest.mark.one_engine
def test_what_is_not_public_needs_a_login(app: Flask, world: World) -> None:
    visitor = Browser(app)
    token = token_of(visitor)
    broken = []
    for method in ("GET", "POST"):
        for rule in routes(app, method):
            if is_public(rule):
                continue
            with app.app_context():
                data = {"csrf_token": token} if method == "POST" else {}
                response = visitor.client.open(world.address(app, rule), method=method, data=data)
            if response.status_code != 303 or not response.headers["Location"].startswith("/login"):
                broken.append(f"{method} {rule.rule} ({rule.endpoint}): {response.status_code}")
    assert broken == []


def test_nobody_sees_or_changes_anothers_campaign(app: Flask, world: World) -> None:
    stranger = Browser(app).logged_in(world.stranger)
    token = token_of(stranger)
    before = everything()
    broken = []
    for method in ("GET", "POST"):
        for rule in routes(app, method):
            if is_public(rule) or not rule.arguments & ONLY_FOR_THE_TEAM:
                continue
            with app.app_context():
                data = {"csrf_token": token} if method == "POST" else {}
                status = stranger.client.open(world.address(app, rule), method=method, data=data).status_code
            if status != (403 if rule.endpoint.startswith("roster.") else 404):  # for operators only
                broken.append(f"{method} {rule.rule} ({rule.endpoint}): {status}")
    assert broken == []
    assert everything() == before


@pytest.mark.one_engine
def test_a_form_from_elsewhere_is_refused(app: Flask, world: World) -> None:
    browser = Browser(app).logged_in(world.organiser)
    before = everything()
    broken = []
    for rule in routes(app, "POST"):
        if rule.endpoint in WITHOUT_TOKEN:
            continue
        with app.app_context():
            status = browser.client.post(world.address(app, rule), data={"csrf_token": "guessed"}).status_code
        if status not in (400, 403):
            broken.append(f"{rule.rule} ({rule.endpoint}): {status}")
    assert broken == []
    assert everything() == before


@pytest.mark.one_engine
def test_every_answer_carries_strict_headers(app: Flask, world: World) -> None:
    browser = Browser(app).logged_in(world.organiser)
    broken = []
    for rule in [*routes(app, "GET"), None]:
        with app.app_context():
            address = world.address(app, rule) if rule else "/nothing-here"
            headers = browser.client.get(address, buffered=True).headers
        policy = headers.get("Content-Security-Policy", "")
        kept = headers.get("Cache-Control", "")
        endpoint = rule.endpoint if rule else "404"
        strict = (
            "default-src 'none'" in policy
            and "unsafe" not in policy
            and ("frame-ancestors *" if endpoint == "embedding.names" else "frame-ancestors 'none'") in policy
            and headers.get("X-Content-Type-Options") == "nosniff"
            and headers.get("Referrer-Policy") == "no-referrer"
            and headers.get("Cross-Origin-Opener-Policy") == "same-origin"
            and headers.get("Cross-Origin-Resource-Policy") == ("cross-origin" if endpoint in FRAMED else "same-origin")
            and (endpoint in MAY_BE_KEPT or "no-store" in kept or "private" in kept or _is_asked_again(endpoint, kept))
        )
        if not strict:
            broken.append(f"{endpoint}: {policy} | {kept}")
    assert broken == []


@pytest.mark.one_engine
def test_pages_behind_personal_links_set_no_cookie(app: Flask, world: World) -> None:
    broken = []
    for rule in routes(app, "GET"):
        if rule.endpoint.partition(".")[0] in PUBLIC_FEATURES:
            with app.app_context():
                response = app.test_client().get(world.address(app, rule))
            if "Set-Cookie" in response.headers:
                broken.append(rule.endpoint)
    assert broken == []
