"""Every kind of event that the code writes into the journal has words of its own on the page of what happened."""

import ast
import re
from pathlib import Path

import campaign
from campaign.campaigns.happened_words import WORDS
from campaign.claims.models import Outcome
from campaign.outbox.models import MailState

KIND = re.compile(r"[a-z]+\.[a-z_]+")
WRITERS = re.compile(r"record|record_all|event|_event|_events|_note|_write")


def kinds() -> set[str]:
    """The kinds that stand as words in calls which write events, and those made of an outcome."""
    found = {f"claim.{each.value}" for each in Outcome if each is not Outcome.SIGNED}
    found |= {f"mail.{each.value}" for each in MailState if each is not MailState.QUEUED}
    for file in Path(campaign.__file__).parent.rglob("*.py"):
        text = file.read_text()
        if "journal" in text or "recording" in text:
            found |= {
                each.value
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.Call) and WRITERS.fullmatch(_name(node.func))
                for each in ast.walk(node)
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and KIND.fullmatch(each.value)
            }
    return found


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def test_every_kind_of_event_has_words() -> None:
    assert len(kinds()) > 100
    assert sorted(kinds() - set(WORDS)) == [], "say in happened_words.py what was done"
