"""The server asks no address that a stranger chose, except through one door that lets only public hosts through."""

import re
from pathlib import Path

import campaign

ROOT = Path(campaign.__file__).parent
ASKS = re.compile(
    r"^\s*(?:from|import) (urllib3|requests|httpx|aiohttp|http\.client|urllib\.request|socket|ftplib)\b", re.MULTILINE
)
# web/outside.py: https only, every name resolved once, public addresses only, connected to as checked.
DOORS = {"web/outside.py"}


def test_every_request_leaves_by_a_door_that_refuses_inner_addresses() -> None:
    """When this fails: fetch through a door that resolves, checks and pins the address, and name it here."""
    found = {str(each.relative_to(ROOT)) for each in ROOT.rglob("*.py") if ASKS.search(each.read_text())}
    assert found == DOORS
