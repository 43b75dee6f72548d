"""Programs read exactly what is published, in exactly the shapes that the description promises."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from werkzeug.test import TestResponse

from campaign import clock
from campaign.db import transaction
from campaign.drafting.models import Letter, LetterState
from campaign.handover import replying
from campaign.handover.kinds import ReplyChannel, ReplyKind
from campaign.handover.models import Reply
from campaign.open_data import answers, paths
from campaign.organisers.models import Organiser
from campaign.publishing import operations as publishing
from campaign.signing import operations as signing
from campaign.signing import queries as signed
from campaign.signing.models import Assurance, Signature
from tests import factories
from tests.browser import Browser
from tests.factories import NOON
from tests.open_data.conftest import PEOPLE, Later, Published
from tests.queries import count_queries


@pytest.fixture
def document(browser: Browser) -> dict[str, Any]:
    """The description of the interface."""
    found: dict[str, Any] = browser.get("/api/v1/openapi.json").response.get_json()
    return found


def addresses(case: Published) -> Iterator[tuple[str, str]]:
    """Every path of the description, and an address of it that answers."""
    here = f"/cases/{case.slug}"
    for route in paths.ROUTES:
        address = route.path.format(slug=case.slug, code=case.code)
        yield route.path, f"{address}?url=http://localhost{here}" if route.path == "/oembed" else address


def complaints(document: dict[str, Any], path: str, response: TestResponse) -> list[str]:
    """Where an answer differs from what the description says of this path and status."""
    said = document["paths"][path]["get"]["responses"][str(response.status_code)]["content"][response.mimetype]
    registry = Registry().with_resource("", DRAFT202012.create_resource(document))
    schema = said["schema"] | {"components": document["components"]}
    strict = OAS31Validator(schema, registry=registry, format_checker=oas31_format_checker)
    found = [each.message for each in strict.iter_errors(response.get_json())]
    return found + unknown(document, said["schema"], response.get_json())


def unknown(document: dict[str, Any], schema: dict[str, Any], value: Any) -> list[str]:
    """Fields that the description does not name."""
    for each in schema.get("anyOf", ()):
        schema = each if "$ref" in each and value is not None else schema
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, list):
        return [found for each in value for found in unknown(document, schema["items"], each)]
    if not isinstance(value, dict):
        return []
    known = schema["properties"]
    deeper = [found for name in value if name in known for found in unknown(document, known[name], value[name])]
    return [name for name in value if name not in known] + deeper


@pytest.mark.one_engine
def test_the_description_is_valid(document: dict[str, Any]) -> None:
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


@pytest.mark.one_engine
def test_the_description_names_every_address_of_the_interface(app: Flask) -> None:
    there = {
        str(rule).replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] in ("api", "oembed")
    }
    besides = {"/api/v1/openapi.json", "/api/v1/{path:rest}"}
    assert {route.path for route in paths.ROUTES} == there - besides


def test_every_answer_has_the_promised_shape(
    browser: Browser, public_case: Published, document: dict[str, Any], later: Later, delivered: Published
) -> None:
    later(hours=3)
    broken = {}
    for path, address in addresses(public_case):
        response = browser.get(address).response
        assert response.status_code == 200, address
        if found := complaints(document, path, response):
            broken[address] = found
        refused = browser.get(address.replace(public_case.slug, "nothing-here")).response
        if refused.status_code == 404 and (found := complaints(document, path, refused)):
            broken[f"{address}: 404"] = found
    assert broken == {}


def test_names_are_keyed_by_the_parliaments_number(browser: Browser, public_case: Published, later: Later) -> None:
    later(hours=3)
    told = browser.get(f"/api/v1/cases/ilja-brandt/letters/{public_case.code}/signatories").response.get_json()
    assert [each["name"] for each in told["signatories"]] == ["Ada ALMBERG", "Mátyás ČERNIK", "Zoë McVAN"]
    first = told["signatories"][1]
    assert first["ep_url"] == f"https://www.europarl.europa.eu/meps/en/{first['ep_id']}"
    assert first["group"] == {"code": "EPP", "official": "PPE", "english": "EPP"}
    assert first["country"] == {"code": "CZ", "name": "Czechia"}
    assert first["signed_on"] == "2026-11-23"
    assert first["assurance"]["code"] == "link_and_code"


def test_a_letter_tells_its_text_files_and_deliveries(
    browser: Browser, public_case: Published, later: Later, delivered: Published
) -> None:
    later(hours=3)
    told = browser.get(f"/api/v1/cases/ilja-brandt/letters/{public_case.code}").response.get_json()
    text = browser.get(told["text"]["url"]).response.data
    assert hashlib.sha256(text).hexdigest() == told["text"]["digest"]
    file = browser.get(told["editions"][0]["file_url"]).response.data
    assert hashlib.sha256(file).hexdigest() == told["editions"][0]["file_digest"]
    assert told["deliveries"] == [{"on": "2026-11-23", "addressee": "H.E. Mr Anton Varga, President of Sarovia"}]
    assert (told["tally"]["members"], told["tally"]["groups"], told["tally"]["countries"]) == (3, 2, 3)
    assert browser.get(told["check_url"]).status == 200


def test_only_what_is_published_is_told(browser: Browser, public_case: Published, later: Later) -> None:
    later(hours=3)
    told = "".join(browser.get(address).response.text for _path, address in addresses(public_case))
    for private in ("WAITING", "still open", "A private", "answered_at", "example.org/"):
        assert private not in told
    for public in ("The arrest", "Strasbourg", "E-007095/2026", "Release Ilja Brandt", "Eva Clerk"):
        assert public in told


def test_a_name_that_was_taken_back_is_gone_at_once(
    browser: Browser, public_case: Published, later: Later, delivered: Published
) -> None:
    later(hours=3)
    address = f"/api/v1/cases/ilja-brandt/letters/{public_case.code}"
    before = browser.get(address).response
    with transaction() as session:
        letter = session.merge(public_case.letter)
        gone = signed.standing_signatures(session, letter)[0]
        case = signed.case_of(session, gone, now=NOON)
        signing.ask_withdrawal(session, case, gone, now=NOON)
    after = browser.get(address, headers={"If-None-Match": before.headers["ETag"]}).response
    assert after.status_code == 200
    assert after.get_json()["tally"]["members"] == 2
    assert after.get_json()["names_digest"] != before.get_json()["names_digest"]
    assert after.get_json()["editions"][0]["file_url"] is None
    assert "ALMBERG" not in browser.get(f"{address}/signatories").response.text


def test_what_did_not_change_is_not_sent_again(browser: Browser, public_case: Published, later: Later) -> None:
    later(hours=3)
    for _path, address in addresses(public_case):
        first = browser.get(address).response
        again = browser.get(address, headers={"If-None-Match": first.headers["ETag"]}).response
        assert (again.status_code, again.data) == (304, b""), address
        assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_long_lists_come_in_pages(browser: Browser, public_case: Published, later: Later) -> None:
    later(hours=3)
    address = f"/api/v1/cases/ilja-brandt/letters/{public_case.code}/signatories?per_page=2"
    seen = []
    while address:
        told = browser.get(address).response.get_json()
        seen += [each["family"] for each in told["signatories"]]
        address = told["pages"]["next"] or ""
    assert seen == sorted((surname for _given, surname, _group, _country in PEOPLE), key="ALMBERGČERNIKMcVAN".index)


@pytest.mark.one_engine
@pytest.mark.parametrize("wrong", ["page=0", "page=x", "page=", "page=²", "per_page=100000", "page=-1", "page=1e3"])
def test_a_page_that_is_no_number_is_refused(browser: Browser, wrong: str) -> None:
    response = browser.get(f"/api/v1/cases?{wrong}").response
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")


@pytest.mark.one_engine
def test_a_page_beyond_the_last_is_not_there(browser: Browser) -> None:
    assert browser.get("/api/v1/cases?page=2").status == 404


@pytest.mark.one_engine
def test_any_page_on_the_web_may_read_it_without_cookies(app: Flask, organiser: Organiser) -> None:
    browser = Browser(app).logged_in(organiser)
    response = browser.get("/api/v1/cases", headers={"Origin": "https://news.example"}).response
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "Set-Cookie" not in response.headers
    asked = app.test_client().options("/api/v1/cases")
    assert asked.headers["Access-Control-Allow-Methods"] == "GET"
    assert "Access-Control-Allow-Origin" not in browser.get("/login").response.headers


@pytest.mark.one_engine
def test_a_crowd_is_told_when_to_come_again(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "A_MINUTE", 3)
    found = [browser.get("/api/v1/cases").response for _ in range(4)]
    assert [each.status_code for each in found] == [200, 200, 200, 429]
    assert found[3].headers["Retry-After"] == "60"
    assert json.loads(found[3].data)["status"] == 429


@pytest.mark.one_engine
def test_memory_holds_only_so_many_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_NETWORKS_AT_MOST", 3)
    counter = answers.Counter()
    for number in range(10):
        assert counter.count(f"198.51.100.{number}/32", at=0.0)
    assert len(counter._counted) == 3


def test_a_letter_that_is_left_out_is_not_there(
    browser: Browser, public_case: Published, organiser: Organiser, later: Later
) -> None:
    later(hours=3)
    with transaction() as session:
        letter = session.get_one(Letter, public_case.letter.id)
        publishing.show_letter(session, letter, False, by=organiser, now=NOON)
    assert browser.get(f"/api/v1/cases/ilja-brandt/letters/{public_case.code}").status == 404
    assert browser.get("/api/v1/cases/ilja-brandt").response.get_json()["letters"] == []


def test_the_number_of_queries_does_not_grow_with_the_names(
    app: Flask, browser: Browser, public_case: Published, later: Later
) -> None:
    later(hours=3)
    address = f"/api/v1/cases/ilja-brandt/letters/{public_case.code}/signatories?per_page=1000"
    counted = []
    for more in (0, 20):
        with transaction() as session:
            letter = session.merge(public_case.letter)
            for _ in range(more):
                factories.make_signature(session, letter)
        with count_queries() as sent:
            assert len(browser.get(address).response.get_json()["signatories"]) == 3 + more
        counted.append(len(sent))
    assert counted[0] == counted[1]


def test_everything_the_page_shows_is_in_the_interface(
    browser: Browser, public_case: Published, later: Later, delivered: Published
) -> None:
    later(hours=3)
    page = browser.get("/cases/ilja-brandt")
    told = json.dumps([browser.get(address).response.get_json() for _path, address in addresses(public_case)])
    for day in page.tree.xpath("//ol[@class='happenings']//h3/text()"):
        assert json.dumps(day.strip())[1:-1] in told
    for line in page.tree.xpath("//ol[contains(@class, 'record-names')]/li/text()"):
        assert json.dumps(line.partition(" (")[0].strip())[1:-1] in told


def test_nobody_under_a_record_is_said_to_have_signed_on_a_day(
    app: Flask, browser: Browser, public_case: Published, later: Later
) -> None:
    later(hours=3)
    with transaction() as session:
        campaign = session.merge(public_case.campaign)
        letter = factories.make_letter(session, campaign, source_url="https://news.example/letter")
        letter.state, letter.opened_at = LetterState.RECORD, NOON
        member = factories.make_member(session)
        known = {each: getattr(member, each) for each in ("given", "surname", "sort_name", "sort_key", "ep_id")}
        session.add(
            Signature(
                letter_id=letter.id, signed_at=NOON, assurance=Assurance.PUBLIC_SOURCE, country="SE", group_code="SD",
                party=None, consent_version="", evidence={}, **known,
            )
        )  # fmt: skip
        session.flush()
        code = letter.public_id
    here = f"/api/v1/cases/ilja-brandt/letters/{code}"
    told = browser.get(here).response.get_json()
    assert (told["is_record"], told["text"], told["source_url"]) == (True, None, "https://news.example/letter")
    (name,) = browser.get(f"{here}/signatories").response.get_json()["signatories"]
    assert (name["signed_on"], name["assurance"]["code"]) == (None, "public_source")


def test_a_reply_is_told_while_it_is_published(
    browser: Browser, public_case: Published, delivered: Published, organiser: Organiser, later: Later
) -> None:
    later(days=2)
    here, now = f"/api/v1/cases/ilja-brandt/letters/{public_case.code}", clock.now()
    to = "H.E. Mr Anton Varga, President of Sarovia"
    row = {"addressee": to, "position": 1, "key": to, "came_on": NOON.date(), "note": "For us only"}
    kinds = {"kind": ReplyKind.REFUSAL, "channel": ReplyChannel.POST}
    with transaction() as session:
        letter = session.merge(public_case.letter)
        reply = Reply(letter_id=letter.id, recorded_at=now, recorded_by_id=organiser.id, **row, **kinds)
        session.add(reply)
        session.flush()
        code = reply.public_id
    assert browser.get(here).response.get_json()["replies"] == []
    with transaction() as session:
        replying.publish(session, session.merge(reply), shows_files=False, by=organiser, now=now)
    (told,) = browser.get(here).response.get_json()["replies"]
    assert told == {"id": code, "addressee": to, "kind": "refusal", "on": "2026-11-23", "language": ""}
    assert f"Reply from {to}" in browser.get("/cases/ilja-brandt/feed.atom").response.text
    with transaction() as session:
        replying.hide(session, session.merge(reply), by=organiser, now=now)
    assert browser.get(here).response.get_json()["replies"] == []
