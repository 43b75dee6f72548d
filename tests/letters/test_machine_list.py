"""The embedded list says what is printed, in the published shape, and nothing that must stay private."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import letters
from letters.document import Addressee
from tests.letters.gallery import GALLERY
from tests.letters.samples import DIGEST, letter, members

SCHEMA = json.loads((Path(letters.__file__).parent / "signatories.schema.json").read_text("utf-8"))


def embedded(pdf: bytes) -> Any:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return json.loads(opened.attachments["signatories.json"].get_file().read_bytes())


def strays(value: Any, schema: dict[str, Any], place: str = "list") -> list[str]:
    """Where a value leaves the schema: enough of JSON Schema for this one."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    allowed = schema.get("type", [])
    wanted = tuple(kinds[kind] for kind in ([allowed] if isinstance(allowed, str) else allowed))
    if wanted and not isinstance(value, wanted):
        return [place]
    if isinstance(value, dict):
        known = schema["properties"]
        found = [f"{place}.{key}" for key in (set(value) - set(known)) | (set(schema["required"]) - set(value))]
        return found + [s for key in set(value) & set(known) for s in strays(value[key], known[key], f"{place}.{key}")]
    if isinstance(value, list):
        return [s for item in value for s in strays(item, schema["items"], f"{place}[]")]
    return []


def test_the_list_keeps_to_the_published_schema() -> None:
    signed = letter(7, initiators=members(2, signed_on=date(2026, 5, 2)))
    assert strays(embedded(letters.typeset(signed)), SCHEMA) == []
    assert strays(embedded(letters.typeset(GALLERY["translation"]())), SCHEMA) == []


def test_a_translation_names_the_text_that_was_signed_and_both_forms_of_a_name() -> None:
    listed = embedded(letters.typeset(GALLERY["translation"]()))
    assert listed["translation_of"] == {"language": "en", "sha256": DIGEST}
    first, second = listed["signatories"][:2]
    assert (first["surname"], first["printed_as"]) == (members(7)[0].surname, "Анна ЛІНДКВІСТ")
    assert "printed_as" not in second


def test_the_list_names_the_printed_members_in_their_order() -> None:
    listed = embedded(letters.typeset(letter(50)))
    assert [entry["ep_id"] for entry in listed["signatories"]] == [who.ep_id for who in members(50)]
    assert listed["revision"]["sha256"] == DIGEST
    assert listed["merkle_root"] == DIGEST


def test_no_address_is_in_the_list() -> None:
    secret = Addressee(name="H.E. Mr X", postal=("14 Secret Street",), email="secret@office.example")
    written = json.dumps(embedded(letters.typeset(letter(3, addressees=(secret,)))))
    assert "secret" not in written.lower()


def test_a_draft_without_record_embeds_nothing() -> None:
    with pikepdf.open(io.BytesIO(letters.typeset(letter(3, record=None, draft=True)))) as opened:
        assert "/AF" not in opened.Root
        assert len(opened.attachments) == 0


@pytest.mark.parametrize("key", ["ep_id", "assurance", "country", "group"])
def test_each_entry_says_who_and_how_sure(key: str) -> None:
    entry = embedded(letters.typeset(letter(1)))["signatories"][0]
    assert entry[key]
