"""The same letter gives the same bytes: in another process, with another hash seed, after other work."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

import letters
from tests.letters.gallery import GALLERY

PRINTED = """
import hashlib, sys
import letters
from tests.letters.gallery import GALLERY
for name in sys.argv[1].split(","):
    pdf = letters.typeset(GALLERY[name]())
print(hashlib.sha256(pdf).hexdigest())
"""
ROOT = Path(__file__).parents[2]


def digest_in_another_process(names: str, seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo"}
    answer = subprocess.run(
        [sys.executable, "-c", PRINTED, names], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
    return answer.stdout.strip()


@pytest.mark.parametrize("name", ["autographs-7", "template-bilingual", "script-zh"])
def test_another_process_prints_the_same_bytes(name: str) -> None:
    here = hashlib.sha256(letters.typeset(GALLERY[name]())).hexdigest()
    assert digest_in_another_process(name, "1") == here
    assert digest_in_another_process(f"long-names,script-he,{name}", "2") == here
