"""What a forger does to an archive; hashes are no obstacle to somebody who can compute them, and here he does."""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from campaign import journal, merkle
from campaign.archiving import packing

Files = dict[str, bytes]


def edit(files: Files, name: str, change: Callable[[Any], Any]) -> None:
    """Change a JSON file."""
    value = json.loads(files[name])
    changed = change(value)
    files[name] = packing.readable(value if changed is None else changed)


def signature_of(files: Files, surname: str) -> dict[str, Any]:
    """The entry of a Member's signature."""
    return next(
        each for each in json.loads(files["signatures.json"]) if each.get("facts", {}).get("surname") == surname
    )


def change_facts(files: Files, of: str, **facts: Any) -> None:
    """Change what a signature says."""
    public_id = signature_of(files, of)["public_id"]
    for_one(files, public_id, lambda entry: entry["facts"].update(facts))


def for_one(files: Files, public_id: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change one entry of signatures.json."""
    edit(
        files,
        "signatures.json",
        lambda all_: [change(each) for each in all_ if each["public_id"] == public_id] and all_,
    )


def lines(files: Files) -> list[dict[str, Any]]:
    """The journal."""
    return [json.loads(line) for line in files["journal.jsonl"].splitlines()]


def write_journal(files: Files, events: list[dict[str, Any]], *, anew: bool) -> None:
    """Write the journal; `anew` recomputes numbers, digests and links, as a forger would who read the format."""
    previous = journal.GENESIS
    for number, entry in enumerate(events, 1):
        if anew:
            entry["number"], entry["previous"] = number, previous
            if event := entry.get("event"):
                told = [number, event["at"], event["kind"], event["subject"], event["facts"], event["salt"]]
                canonical = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
                entry["content"] = hashlib.sha256(canonical.encode()).hexdigest()
            entry["digest"] = hashlib.sha256(f"{previous}\n{entry['content']}".encode()).hexdigest()
        previous = entry["digest"]
    files["journal.jsonl"] = b"".join(merkle.leaf(each) + b"\n" for each in events)
    if anew:
        end = {"number": len(events), "digest": previous}
        edit(files, "manifest.json", lambda manifest: manifest.update(journal=end))


def told(events: list[dict[str, Any]], kind: str, number: int = 0) -> dict[str, Any]:
    """One event of this kind."""
    return [each for each in events if each.get("event", {}).get("kind") == kind][number]


def renew_leaves(files: Files) -> None:
    """Every leaf and root as the facts now give them."""
    facts = {each["public_id"]: each.get("facts") for each in json.loads(files["signatures.json"])}

    def change(editions: list[dict[str, Any]]) -> None:
        for edition in editions:
            known = zip(edition["signatures"], edition["leaves"], strict=True)
            edition["leaves"] = [
                merkle.leaf_hash(merkle.leaf(facts[each])).hex() if facts.get(each) else leaf for each, leaf in known
            ]
            edition["root"] = merkle.root_of_hashes([bytes.fromhex(each) for each in edition["leaves"]]).hex()

    edit(files, "editions.json", change)
    standing = [each for each in json.loads(files["signatures.json"]) if each["state"] == "standing"]
    root = merkle.root(
        [merkle.leaf(each["facts"]) for each in sorted(standing, key=lambda each: each["public_id"])]
    ).hex()
    edit(files, "manifest.json", lambda manifest: manifest.update(root=root))


def renew_editions(files: Files) -> None:
    """Every file's digest as its bytes now give it, in editions.json, in the journal, everywhere."""
    editions = json.loads(files["editions.json"])
    events = lines(files)
    for edition in editions:
        for file in edition["files"]:
            file["sha256"] = hashlib.sha256(files[file["path"]]).hexdigest()
        issued = next(
            each["event"]
            for each in events
            if each.get("event", {}).get("facts", {}).get("number") == edition["number"]
        )
        issued["facts"]["files"] = {each["audience"]: each["sha256"] for each in edition["files"]}
        issued["facts"]["merkle_root"] = edition["root"]
        for translation in edition["translations"]:
            old, translation["sha256"] = translation["sha256"], hashlib.sha256(files[translation["text"]]).hexdigest()
            for facts in (each["event"]["facts"] for each in events if each.get("event")):
                if facts.get("digest") == old and facts.get("number") in (None, edition["number"]):
                    facts["digest"] = translation["sha256"]
    for delivered in (each["event"] for each in events if each.get("event", {}).get("kind") == "letter.delivered"):
        delivered["facts"]["file"] = editions[0]["files"][0]["sha256"]
    edit(
        files,
        "deliveries.json",
        lambda rows: [row.update(sha256=editions[0]["files"][0]["sha256"]) for row in rows] and rows,
    )
    files["editions.json"] = packing.readable(editions)
    write_journal(files, events, anew=True)


def renew_manifest(files: Files) -> None:
    """Every digest in the manifest as the files now give it; the seal over it cannot be renewed."""
    listed = [
        {"path": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for name, content in sorted(files.items())
        if name not in ("manifest.json", "manifest.p7s")
    ]
    edit(files, "manifest.json", lambda manifest: manifest.update(files=listed))


def replace_everywhere(files: Files, old: str, new: str) -> None:
    """One text for another in every file but the PDFs and the seal."""
    for name, content in files.items():
        if not name.endswith((".pdf", ".p7s", ".der")):
            files[name] = content.replace(old.encode(), new.encode())


def unsealed(pdf: bytes) -> bytes:
    """The PDF as it was before it was sealed: sealing only appends."""
    ends = [each.end() for each in re.finditer(rb"%%EOF\r?\n", pdf)]
    return pdf[: ends[0]]
