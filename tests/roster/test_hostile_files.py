"""Broken and hostile files are refused as a whole, in one sentence that names the place and says what to do."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from campaign import create_app
from campaign.roster.sources import archives, recognition
from campaign.roster.sources.records import Kind
from campaign.roster.sources.refusals import CannotRead, Reason
from tests.conftest import settings
from tests.roster.material import TODAY, answer, full_list, mep, read, spreadsheet, table

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE meps [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b"<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><meps><mep><fullName>&c;</fullName></mep></meps>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE meps [<!ENTITY x SYSTEM "file:///etc/passwd">]><meps>&x;</meps>'
REMOTE = b'<?xml version="1.0"?><!DOCTYPE meps SYSTEM "http://127.0.0.1/x.dtd"><meps></meps>'
ROW = ("id", "Name", "Country", "Group")


@pytest.fixture
def speaking(tmp_path: Path) -> Iterator[Flask]:
    """An application that can put refusals into words; it needs no database."""
    made = create_app(settings(tmp_path))
    with made.app_context():
        yield made


def refused(content: bytes, file: str = "list.xml") -> CannotRead:
    with pytest.raises(CannotRead) as refusal:
        read((file, content))
    return refusal.value


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB, Reason.DANGEROUS_XML),
        (OUTSIDE, Reason.DANGEROUS_XML),
        (REMOTE, Reason.DANGEROUS_XML),
        (b"", Reason.EMPTY),
        (b" \r\n\t", Reason.EMPTY),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", Reason.WEB_PAGE),
        (b"\xef\xbb\xbf\n<html lang=en>", Reason.WEB_PAGE),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" ""><html/>', Reason.WEB_PAGE),
        (full_list(), Reason.NO_MEMBERS),
        (b"<rss><channel/></rss>", Reason.NO_MEMBERS),
        (full_list(mep(9000001, "Ada EXAMPLE"))[:-20], Reason.BROKEN_XML),
        (full_list(mep(9000001, "Ada EXAMPLE")).replace(b"EXAMPLE", b"EX\xc4MPLE"), Reason.BROKEN_XML),
        (b'<?xml version="1.0" encoding="klingon"?><meps/>', Reason.BROKEN_XML),
        (b"<a>" * 100_000, Reason.UNKNOWN_FORMAT),
        (b"[" * 100_000, Reason.BROKEN_JSON),
        (b'{"data": [{"identifier": ' + b"9" * 10_000 + b"}]}", Reason.BROKEN_JSON),
        (b'{"data": {}}', Reason.UNKNOWN_FORMAT),
        (b'{"data": []}', Reason.NO_MEMBERS),
        (b'{"data": [', Reason.BROKEN_JSON),
        (b"%PDF-1.7 ...", Reason.UNKNOWN_FORMAT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Reason.UNKNOWN_FORMAT),
        (b"just words\nand more words\n", Reason.UNKNOWN_FORMAT),
        ("id;Name;Land;Fraktion\n1;Ada EXÄMPLE;Österreich;EVP\n".encode("cp1252"), Reason.WRONG_ENCODING),
        (b'id,Name,Country\n1,"Ada', Reason.BROKEN_TABLE),
        (b"PK\x03\x04 not a zip", Reason.BROKEN_ARCHIVE),
        (b"\x1f\x8b not a gzip", Reason.BROKEN_ARCHIVE),
        (gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), Reason.BROKEN_ARCHIVE),
        (zipped(inner=zipped(x=b"y")), Reason.BROKEN_ARCHIVE),
        (zipped(**{"README.md": b"nothing else"}), Reason.EMPTY),
        (b"x" * (archives.MAX_BYTES + 1), Reason.TOO_LARGE),
        (gzip.compress(b"\0" * 200_000_000, 9, mtime=0), Reason.TOO_LARGE),
        (zipped(bomb=b"\0" * 200_000_000), Reason.TOO_LARGE),
    ],
)  # fmt: skip
def test_a_broken_or_hostile_file_is_refused(speaking: Flask, content: bytes, reason: Reason) -> None:
    refusal = refused(content)
    assert refusal.reason is reason
    assert len(str(refusal.sentence)) > 40
    assert "%(" not in str(refusal.sentence)


@pytest.mark.parametrize(
    ("row", "reason", "field"),
    [
        (("many", "Ada EXAMPLE", "Greece", "EPP"), Reason.BAD_NUMBER, "id"),
        (("", "Ada EXAMPLE", "Greece", "EPP"), Reason.MISSING, "id"),
        (("9000001", "Ada EXAMPLE", "Atlantis", "EPP"), Reason.UNKNOWN_COUNTRY, "Country"),
        (("9000001", "Ada EXAMPLE", "Greece", "Pirates"), Reason.UNKNOWN_GROUP, "Group"),
        (("9000001", "Ada EXAMPLE", "Greece", "ALDE"), Reason.GROUP_OF_ANOTHER_DAY, "Group"),
    ],
)
def test_a_wrong_cell_is_named_by_file_line_and_column(
    speaking: Flask, row: tuple[str, ...], reason: Reason, field: str
) -> None:
    refusal = refused(table(ROW, ("9000002", "Bo SAMPLE", "France", "S&D"), row), "office.csv")
    assert refusal.reason is reason
    assert refusal.facts | {"file": "office.csv", "line": "line 3", "field": field} == refusal.facts
    sentence = str(refusal.sentence)
    assert all(word in sentence for word in ("office.csv", "line 3", field))


def test_a_wrong_entry_of_the_full_list_is_named_by_its_number_and_person(speaking: Flask) -> None:
    content = full_list(mep(9000001, "Ada EXAMPLE"), mep(9000002, "Bo SAMPLE", country="Atlantis"))
    sentence = str(refused(content).sentence)
    assert "entry 2 (id 9000002), country: “Atlantis”" in sentence


def test_half_of_the_howtheyvote_tables_is_refused_naming_the_other_half() -> None:
    header = ("member_id", "group_code", "term", "start_date", "end_date")
    refusal = refused(table(header, ("1", "SD", "10", "2024-07-16", "")), "group_memberships.csv")
    assert (refusal.reason, refusal.facts["value"]) == (Reason.INCOMPLETE_SET, "members")


def test_a_spreadsheet_with_two_far_cells_is_refused_before_it_fills_the_memory() -> None:
    honest = spreadsheet(ROW, (9000001, "Ada EXAMPLE", "Greece", "EPP"))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(honest)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                content = content.replace(b"</sheetData>", far)
            new.writestr(name, content)
    assert refused(packed.getvalue(), "list.xlsx").reason is Reason.TOO_LARGE


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    content = bytearray(zipped(members=b"\0" * 1_000_000))
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    assert refused(bytes(content), "set.zip").reason in (Reason.BROKEN_ARCHIVE, Reason.UNKNOWN_FORMAT)


def test_a_sentence_shows_foreign_text_short_and_on_one_line(speaking: Flask) -> None:
    content = full_list(mep(9000001, "Ada EXAMPLE", country="x\x85" + "y" * 500))
    sentence = str(refused(content).sentence)
    assert len(sentence) < 400
    assert sentence.isprintable()


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(CannotRead):
        recognition.sources(recognition.sort([("anything", content)]), day=TODAY)


CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=6))
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    with suppress(CannotRead):
        read(("anything.csv", table(("id", "Name", "Country", "Group", "E-mail"), *map(tuple, rows))))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | CELL, lambda inner: st.lists(inner, max_size=3), max_leaves=6
)
KEYS = st.sampled_from(
    ["id", "identifier", "label", "familyName", "hasEmail", "hasMembership", "memberDuring", "sortLabel",
     "api:political-group", "api:country-of-representation"]
)  # fmt: skip


@given(st.lists(st.dictionaries(KEYS, JSON, max_size=6), max_size=3))
def test_any_answer_is_read_or_refused(entries: list[dict[str, object]]) -> None:
    with suppress(CannotRead):
        read(("anything.json", json.dumps({"data": entries}).encode()))


TEXT = st.text(st.characters(categories=["L", "N", "Zs", "Pd"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(st.integers(1, 999_999_999), TEXT, TEXT), min_size=1, max_size=5))
def test_every_well_formed_list_gives_back_its_persons(persons: list[tuple[int, str, str]]) -> None:
    named = [(number, f"X{given} EXAMPLE", party) for number, given, party in persons]
    (source,) = read(("list.xml", full_list(*(mep(number, name, party=party) for number, name, party in named))))
    assert source.kind is Kind.FULL_LIST
    assert [person.ep_id for person in source.persons] == [number for number, _, _ in persons]
    assert all(str(person.name).endswith("EXAMPLE") for person in source.persons)


def test_an_answer_of_the_portal_is_not_taken_for_something_else() -> None:
    brought = recognition.sort([("a", answer({"identifier": "1", "label": "Ada EXAMPLE"}))])
    assert (len(brought.answers), len(brought.tables), len(brought.lists)) == (1, 0, 0)
