"""What the root over a letter's signatures binds, and what it keeps to itself."""

import json
from typing import Any

import pytest
from sqlalchemy.orm import Session

from campaign import merkle
from campaign.signing import leaves
from campaign.signing.models import Assurance, Channel, Signature
from tests import factories

EVIDENCE = {"link": 7, "link_mailbox": "a" * 64, "network": "192.0.2.0/24"}


def _two(session: Session) -> list[Signature]:
    letter = factories.make_open_letter(session)
    return [factories.make_signature(session, letter, evidence=dict(EVIDENCE)) for _ in range(2)]


def test_the_order_of_asking_does_not_change_the_root(session: Session) -> None:
    signatures = _two(session)
    assert leaves.root(signatures) == leaves.root(reversed(signatures))
    assert leaves.root(signatures) != leaves.root(signatures[:1])


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "change",
    [
        {"given": "Eve"}, {"surname": "OTHER"}, {"country": "EL"}, {"group_code": "NI"}, {"party": None},
        {"assurance": Assurance.LINK}, {"channel": Channel.PAPER}, {"in_individual_capacity": True},
        {"evidence": EVIDENCE | {"link": 8}},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_the_root_binds_every_public_fact(session: Session, change: dict[str, Any]) -> None:
    signatures = _two(session)
    before = leaves.root(signatures)
    for name, value in change.items():
        setattr(signatures[0], name, value)
    assert leaves.root(signatures) != before


@pytest.mark.one_engine
def test_wiping_the_network_does_not_change_the_root(session: Session) -> None:
    signatures = _two(session)
    before = leaves.root(signatures)
    signatures[0].evidence = {name: value for name, value in EVIDENCE.items() if name != "network"}
    assert leaves.root(signatures) == before


@pytest.mark.one_engine
def test_a_leaf_tells_no_address_no_network_and_no_time_of_day(session: Session) -> None:
    told = merkle.leaf(leaves.facts(_two(session)[0])).decode()
    assert "@" not in told
    assert "192.0.2" not in told
    assert "T" not in json.loads(told)["signed_on"]


@pytest.mark.one_engine
def test_what_is_known_from_a_publication_only_is_not_under_the_root(session: Session) -> None:
    signatures = _two(session)
    published = Signature(public_id="x", assurance=Assurance.PUBLIC_SOURCE)
    assert leaves.root([*signatures, published]) == leaves.root(signatures)
