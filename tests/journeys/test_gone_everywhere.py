"""A withdrawal works at once, everywhere: all that a stranger can reach is read before and after, files included."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.db import transaction
from campaign.delivering import operations as delivering
from campaign.delivering import queries as editions
from campaign.delivering.models import Channel
from campaign.drafting.models import Letter
from campaign.organisers.models import Organiser
from campaign.signing import operations as signing
from campaign.signing import queries as signatures
from campaign.signing.models import Signature
from campaign.verifying import operations as verifying
from campaign.verifying.models import Enquiry
from tests.house.test_routes import PUBLIC
from tests.house.world import routes
from tests.public import cases

NAMES = (("Gunnel", "ZINNEVAL", "SD", "SE"), ("Mátyás", "ČERNIK", "EPP", "CZ"))
NAME = re.compile("zinneval", re.IGNORECASE)
HOUR = timedelta(hours=1)
KINDS = {"text/html", "application/json", "text/csv", "text/plain", "application/pdf"}
"""In which the name must stand before, for its absence afterwards to say anything."""


def take_back(session: Session, signature: Signature, now: datetime) -> None:
    """Asked from the receipt; nobody has typed the code yet."""
    case = signatures.locked_case_of(session, signature, now=now)
    signing.ask_withdrawal(session, case, signature, now=now)


def object_in_round(session: Session, signature: Signature, now: datetime) -> None:
    letter = session.get_one(Letter, signature.letter_id)
    by = letter.campaign.team[0].organiser
    asked = verifying.start(session, letter, wait_until=now + HOUR, by=by, now=now)
    enquiry = session.scalars(select(Enquiry).where(Enquiry.round == asked, Enquiry.signature == signature)).one()
    assert verifying.object_to(session, enquiry, now=now)


def issued_case(organiser: Organiser, now: datetime, *, delivered: bool) -> dict[str, str]:
    """A public case with an issued letter and a translation; gives what addresses are made of."""
    campaign, letter = cases.make_case(organiser, now, names=NAMES, translated=True)
    with transaction() as session:
        letter, by = session.get_one(Letter, letter.id), session.merge(organiser)
        edition = delivering.issue_edition(session, letter, by=by, now=now)
        if delivered:
            facts = {"addressee": "H.E. Mr Anton Varga", "channel": Channel.EMBASSY, "delivered_at": now}
            delivering.record_delivery(session, edition, by=by, now=now, **facts)  # type: ignore[arg-type]
        codes = [each.public_id for each in editions.editions_of(session, letter)]
        revision = letter.revisions[-1].public_id
        return {
            "slug": str(campaign.slug),
            "letter_id": letter.public_id,
            "revision_id": revision,
            "codes": " ".join(codes),
        }


def beginnings(app: Flask, known: dict[str, str]) -> Iterator[str]:
    """Every public address that can be built, with every choice that a page offers."""
    here = app.url_map.bind("localhost")
    picked = known | {"picture": "svg", "code": known["letter_id"]}
    for rule in routes(app, "GET"):
        if rule.endpoint in PUBLIC and rule.arguments <= {*picked, "file_type"}:
            for file_type in ("csv", "json", "txt") if "file_type" in rule.arguments else ("",):
                values = {name: (picked | {"file_type": file_type})[name] for name in rule.arguments}
                yield str(here.build(rule.endpoint, values))
    yield from (f"/check/{code}" for code in known["codes"].split())
    case = f"/cases/{known['slug']}"
    yield from (f"{case}?names={form}&order={order}" for form in "ABCDEF" for order in ("alphabetical", "group_size"))


def read(client: FlaskClient, addresses: set[str]) -> dict[str, tuple[str, str]]:
    """What stands behind these addresses and all that they link to here: kind and text, by address."""
    told: dict[str, tuple[str, str]] = {}
    waiting = sorted(addresses)
    while waiting:
        address = waiting.pop()
        if address in told or address.startswith(("/static/", "/fonts/")):
            continue
        with client.get(address) as answer:
            told[address] = (answer.mimetype, words(answer.mimetype, answer.data))
        if answer.mimetype in ("text/html", "application/json", "application/xml", "application/atom+xml"):
            waiting += links(told[address][1])
    return told


def words(kind: str, body: bytes) -> str:
    if kind.startswith("image/png"):
        return str(hash(body))
    if kind != "application/pdf":
        return body.decode()
    with pypdfium2.PdfDocument(io.BytesIO(body)) as document:
        attached = (document.get_attachment(number).get_data() for number in range(document.count_attachments()))
        text = " ".join(page.get_textpage().get_text_range() for page in document)
        return text + " ".join(bytes(each).decode(errors="replace") for each in attached)


def links(text: str) -> Iterator[str]:
    """Addresses on this server, as markup and data name them."""
    hrefs = html.fromstring(text.encode()).xpath("//@href | //@src") if text.strip() else []
    for each in [*map(str, hrefs), *re.findall(r'http://localhost[^"<>\s]*', text)]:
        path = each.removeprefix("http://localhost").partition("#")[0]
        if path.startswith("/"):
            yield path


@pytest.mark.one_engine
@pytest.mark.parametrize(("goes", "delivered"), [(take_back, True), (object_in_round, False)])
def test_a_name_that_goes_is_gone_from_all_that_a_stranger_can_reach(
    app: Flask,
    organiser: Organiser,
    now: datetime,
    goes: Callable[[Session, Signature, datetime], None],
    delivered: bool,
) -> None:
    known = issued_case(organiser, now, delivered=delivered)
    with cases.another_process(app) as stranger:
        before = read(stranger, set(beginnings(app, known)))
        held = {address: kind for address, (kind, text) in before.items() if NAME.search(text)}
        assert set(held.values()) >= KINDS, held
        with transaction() as session:
            signature = session.scalars(select(Signature).where(Signature.surname == "ZINNEVAL")).one()
            goes(session, signature, now + HOUR)
        after = read(stranger, set(beginnings(app, known)) | set(before))
        assert [address for address, (_kind, text) in after.items() if NAME.search(text)] == []
        assert before[f"/cases/{known['slug']}/share.png"] != after[f"/cases/{known['slug']}/share.png"]
