"""Which passwords are good enough, and where a login may lead."""

import pytest

from campaign.organisers import rules
from campaign.organisers.rules import Weakness


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("short", Weakness.TOO_SHORT),
        ("elevenchars", Weakness.TOO_SHORT),
        ("x" * 300, Weakness.TOO_LONG),
        ("aaaaabbbbbbb", Weakness.TOO_PLAIN),
        ("123456789012", Weakness.GUESSED_FIRST),
        ("Password1234", Weakness.GUESSED_FIRST),
        ("passw.ORD-2026!", Weakness.GUESSED_FIRST),
        ("Undersigned2026", Weakness.GUESSED_FIRST),
        ("AnnaBerg-2026", Weakness.ABOUT_YOU),
        ("berg anna 1990", Weakness.ABOUT_YOU),
        ("correct horse battery", None),
        ("zwölf Zeichen", None),
    ],
)
def test_a_password_must_be_long_and_not_guessed_first(password: str, weakness: Weakness | None) -> None:
    assert rules.why_weak(password, about=("anna.berg@example.org", "Anna Berg")) is weakness


@pytest.mark.parametrize("address", ["/letters/abc", "/letters/abc?tab=2", "/"])
def test_a_login_leads_to_a_page_of_this_site(address: str) -> None:
    assert rules.local_path(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "letters",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "/%0a\x00",
        "http:evil.example",
    ],
)
def test_a_login_leads_nowhere_else(address: str) -> None:
    assert rules.local_path(address) == ""
