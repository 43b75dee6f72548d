"""The threat model and the tests name each other: every named test exists, every attack that is tried is named."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
DOCUMENT = TESTS.parent / "docs/threat-model.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def named_in(file: Path) -> set[str]:
    found = ast.walk(ast.parse(file.read_text()))
    return {each.name for each in found if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")}


def test_every_test_that_the_threat_model_names_exists() -> None:
    named = NAMED.findall(DOCUMENT.read_text())
    missing = [f"{file}::{test}" for file, test in named if test not in named_in(TESTS.parent / file)]
    assert missing == []
    assert len(named) > 80


def test_every_attack_that_is_tried_stands_in_the_threat_model() -> None:
    named = {test for _file, test in NAMED.findall(DOCUMENT.read_text())}
    tried = {test for file in sorted((TESTS / "attacks").glob("test_*.py")) for test in named_in(file)}
    assert sorted(tried - named) == []
