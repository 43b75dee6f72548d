"""Every template parses, is used, and speaks through gettext; every mail has a subject of one line and a text."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

from campaign.web.templating import template_folder

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = template_folder()
TEMPLATES = sorted(str(each.relative_to(FOLDER)) for each in FOLDER.rglob("*") if each.suffix in (".html", ".txt"))
MAILS = sorted(each.name for each in (FOLDER / "mails").iterdir() if each.is_dir() and each.name != "_base")
WORDS = re.compile(r"[^\W\d_]{3,}")
SPOKEN = {"alt", "aria-label", "placeholder", "title"}
# Names, and the classes of bare pages: the same in every language.
UNTRANSLATED = {"Undersigned", "PDF", "CSV", "XLSX", "JSON", "SHA", "bare", "tablet"}


@pytest.mark.one_engine
def test_every_template_parses(app: Flask) -> None:
    for name in TEMPLATES:
        app.jinja_env.get_template(name)


def test_every_template_is_used() -> None:
    python = "\n".join(each.read_text() for each in (ROOT / "campaign").rglob("*.py"))
    named = set(re.findall(r"[\"'](\w[\w/]*\.(?:html|txt))[\"']", python))
    for name in TEMPLATES:
        named |= set(re.findall(r"[\"'](\w[\w/]*\.(?:html|txt))[\"']", (FOLDER / name).read_text()))
    mails = {f"mails/{mail}/{part}" for mail in MAILS for part in ("subject.txt", "body.txt", "body.html")}
    assert sorted(set(TEMPLATES) - named - mails) == []


@pytest.mark.parametrize("mail", MAILS)
def test_a_mail_is_sent_by_somebody_and_is_whole(mail: str) -> None:
    python = "\n".join(each.read_text() for each in (ROOT / "campaign").rglob("*.py"))
    assert f'"{mail}"' in python, "nothing sends this mail"
    for part in ("subject.txt", "body.txt", "body.html"):
        assert (FOLDER / "mails" / mail / part).is_file()


@pytest.mark.parametrize("mail", MAILS)
def test_a_subject_is_one_line(mail: str) -> None:
    text = (FOLDER / "mails" / mail / "subject.txt").read_text()
    inside = re.search(r"\{% block subject %\}(.*)\{% endblock %\}", text, re.DOTALL)
    assert inside, "the subject stands in its block"
    assert "\n" not in inside.group(1).strip()


@pytest.mark.one_engine
def test_visible_sentences_are_wrapped_for_translation(app: Flask) -> None:
    unwrapped = {name: _unwrapped(app, (FOLDER / name).read_text()) for name in TEMPLATES}
    assert {name: words for name, words in unwrapped.items() if words} == {}


def _unwrapped(app: Flask, source: str) -> set[str]:
    """The words that stand in a template outside markup, code and gettext."""
    literal = "".join(each.data for each in app.jinja_env.parse(source).find_all(nodes.TemplateData))
    literal = re.sub(
        r"<(script|style|svg|head)\b.*?</\1>|<!--.*?-->|<code>.*?</code>|&\w+;", " ", literal, flags=re.DOTALL
    )
    spoken = re.sub(r"<[^>]*>|<[^>]*$|^[^<]*>", " ", literal)
    for attribute in SPOKEN:
        spoken += " ".join(re.findall(rf'\s{attribute}="([^"{{]*)"', literal))
    return set(WORDS.findall(spoken)) - UNTRANSLATED
