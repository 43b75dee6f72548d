"""Ours, sealed PAdES B-B with a self-issued RSA-3072 key and a visible block."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.pdf_peers.our_document import our_document
from letters import typeset
from letters.sealing import seal
from letters.seals.sealers import SelfIssued


def prepare(folder: Path, drawn: bool) -> Callable[[], bytes]:
    document = replace(our_document(folder, drawn=drawn), seal_block=True)
    sealer = SelfIssued((folder / "seal.p12").read_bytes(), (folder / "seal.password").read_text())
    now = datetime.now(UTC)

    def make() -> bytes:
        pdf = typeset(document)
        before = time.process_time()
        sealed = seal(pdf, sealer, now=now)
        make.part = time.process_time() - before
        make.added = len(sealed) - len(pdf)
        return sealed

    return make
