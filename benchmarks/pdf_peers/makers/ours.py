"""Ours: PDF/A-3a and PDF/UA-1 with the embedded list, unsealed."""

from collections.abc import Callable
from pathlib import Path

from benchmarks.pdf_peers.our_document import our_document
from letters import typeset


def prepare(folder: Path, drawn: bool) -> Callable[[], bytes]:
    document = our_document(folder, drawn=drawn)
    return lambda: typeset(document)
