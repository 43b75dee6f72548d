"""Forms answer what cannot be read with what to type."""

import ast
from pathlib import Path

FORMS = sorted((Path(__file__).resolve().parent.parent.parent / "campaign").rglob("*.py"))
OUR_OWN = {"DateField": "DayField", "TimeField": "HourField"}


def test_days_and_hours_are_asked_for_by_fields_that_say_what_to_type() -> None:
    bare = [
        f"{file.parent.name}/{file.name}:{node.lineno} {node.func.id}: use web.forms.{OUR_OWN[node.func.id]}"
        for file in FORMS
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OUR_OWN
    ]
    assert bare == []
