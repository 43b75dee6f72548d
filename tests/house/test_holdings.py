"""Every table is classified, and the documentation tells exactly what the code does."""

from pathlib import Path

import pytest
from flask import Flask

from campaign.db import Base
from campaign.privacy import paths, removing
from campaign.privacy.holdings import HOLDINGS, Basis, Erasure, as_markdown
from campaign.privacy.removing import PROOF

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs/data-protection.md"
WAYS = ("member", "assistant", "letter")


def test_every_table_is_classified(app: Flask) -> None:
    """When this fails: name the new table in campaign/privacy/holdings.py, then print the table into the document."""
    assert sorted(Base.metadata.tables) == sorted(HOLDINGS)


@pytest.mark.one_engine
def test_the_document_tells_what_the_code_does() -> None:
    """When this fails: `campaign retention table` prints what belongs between the marks."""
    told = DOCUMENT.read_text().partition("<!-- retention -->")[2].partition("<!-- /retention -->")[0]
    assert told.strip() == as_markdown()


@pytest.mark.one_engine
def test_every_way_to_a_person_or_letter_exists(app: Flask) -> None:
    for name, holding in HOLDINGS.items():
        here = removing.table(name)
        for way in [*(getattr(holding, each) for each in WAYS), *holding.organiser]:
            assert not way or paths.reaches(here, way, [1]) is not None
        assert not holding.mailbox or holding.mailbox in here.c


@pytest.mark.one_engine
def test_personal_data_has_a_reason_and_an_end(app: Flask) -> None:
    for name, holding in HOLDINGS.items():
        if holding.member or holding.mailbox or holding.assistant:
            assert holding.basis is not Basis.NONE, name
        if holding.member and holding.erasure is Erasure.NOTHING:
            assert holding.kept.words.startswith("with the row"), name


@pytest.mark.one_engine
def test_every_column_that_names_a_person_is_a_way_to_that_person(app: Flask) -> None:
    """A row about somebody must not be left out of an export because a key was forgotten."""
    forgotten = []
    for name, holding in HOLDINGS.items():
        for column in removing.table(name).columns:
            targets = {key.column.table.name for key in column.foreign_keys}
            if "members" in targets and column.name != holding.member.partition(".")[0]:
                forgotten.append(f"{name}.{column.name}")
            if "assistants" in targets and column.name != holding.assistant.partition(".")[0]:
                forgotten.append(f"{name}.{column.name}")
            if "organisers" in targets and column.name not in holding.organiser:
                forgotten.append(f"{name}.{column.name}")
    assert forgotten == []


def test_proof_is_never_in_the_way_of_a_job(app: Flask) -> None:
    assert set(HOLDINGS) >= PROOF
