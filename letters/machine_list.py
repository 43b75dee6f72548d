"""The list of signatories for machines, embedded in the PDF; its shape is published in signatories.schema.json.

It says what is printed and how each signature was assured, never an address.
"""

from __future__ import annotations

import json
from typing import Any

from letters.document import Document, Record, SignatoryLine
from letters.pdffile import PdfFile, text_string
from letters.wording import full_name

FILE_NAME = "signatories.json"
FORMAT = "undersigned-signatories-1"


def machine_list(document: Document, record: Record) -> bytes:
    """The list as UTF-8 JSON with sorted keys: the same document always gives the same bytes."""
    listed = [member for section in document.signatures.sections for member in section.signatories]
    whole: dict[str, Any] = {
        "format": FORMAT,
        "letter": {
            "id": record.letter,
            "document": document.document_id,
            "title": document.title,
            "language": document.language,
            "dated_on": document.dated_on.isoformat(),
            "check_url": document.check_url,
        },
        "revision": {"number": record.revision, "sha256": document.digest},
        "edition": {"kind": record.edition, "frozen_at": record.frozen_at},
        "merkle_root": record.merkle_root,
        "initiators": [_member(member) for member in document.initiators],
        "signatories": [_member(member) for member in listed],
        "supplement": [_member(member) for member in document.signatures.supplement],
    }
    if record.translates:
        whole["translation_of"] = {"language": record.translates.language, "sha256": record.translates.digest}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _member(member: SignatoryLine) -> dict[str, Any]:
    given, surname = member.directory_name or (member.given, member.surname)
    printed = {"printed_as": full_name(member)} if member.directory_name else {}
    return {
        "ep_id": member.ep_id,
        "given": given,
        "surname": surname,
        **printed,
        "country": member.country_code,
        "group": member.group_code,
        "group_label": member.group,
        "party": member.party,
        "capacity": member.capacity,
        "assurance": member.assurance,
        "signed_on": member.signed_on.isoformat() if member.signed_on else None,
    }


def embed_list(file: PdfFile, content: bytes, document: Document) -> int:
    """Attach the list as associated data (PDF/A-3, 6.8); the number of its file specification."""
    moment = f"(D:{document.dated_on:%Y%m%d}000000Z)"
    stream = file.stream(
        content,
        f"/Type/EmbeddedFile/Subtype/application#2Fjson/Params<</ModDate{moment}/Size {len(content)}>>",
    )
    description = text_string(document.words.machine_list)
    return file.add(
        f"<</Type/Filespec/F({FILE_NAME})/UF({FILE_NAME})/AFRelationship/Data/Desc{description}"
        f"/EF<</F {stream} 0 R/UF {stream} 0 R>>>>"
    )
