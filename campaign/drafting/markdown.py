"""The letter's small Markdown: docs/markdown.md describes it for organisers.

Two layers guard the pages: markdown-it-py knows neither HTML nor images here, and nh3 lets through only the tags that
the dialect makes. Size and nesting are bounded, so that no text can keep the program busy.
"""

import re
from collections import Counter
from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.footnote import footnote_plugin

MAX_LENGTH = 40_000
"""Characters of a body: some twelve printed pages."""
SCHEMES = frozenset({"http", "https", "mailto"})
EXAMPLES = (
    "**bold** and *italic*",
    "## A heading\n### A smaller one",
    "1. Release him.\n2. Let a doctor see him.",
    "- one point\n- another\n    - a point below it",
    "> Words of somebody else.",
    "[the report](https://example.org/report)",
    "He was arrested in March.[^1]\n\n[^1]: According to his family.",
    "| Day | Event |\n| --- | --- |\n| 3 May | Hearing |",
)
"""What the help page and docs/markdown.md show."""
_RULES = ["heading", "list", "blockquote", "table", "emphasis", "link", "autolink", "escape", "newline"]
_NESTING = 12
_EMPTY_CELLS = 2000
"""So many cells that nobody typed may complete a table: with the parser's own 65 536 each reader waits ten seconds."""
_NOTE = re.compile(r"^[ >]*\[\^([^\]\s]+)\]:", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
_SHALLOWEST, _DEEPEST = 2, 3
_BELOW_SUBJECT = 1  # on a page the subject is the h2, so the body's level 2 is an h3 there

_TAGS = {"p", "br", "em", "strong", "h3", "h4", "ol", "ul", "li", "blockquote", "a", "sup", "section", "hr"}
_TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"*": set(), "a": {"href", "id", "aria-label"}, "li": {"id"}, "ol": {"start"}}
_CLASSES = {
    "sup": {"footnote-ref"},
    "section": {"footnotes"},
    "ol": {"footnotes-list"},
    "li": {"footnote-item"},
    "a": {"footnote-backref"},
    "hr": {"footnotes-sep"},
}


class TooLong(ValueError):
    """A text over MAX_LENGTH, which forms refuse before."""


def to_html(text: str, prefix: str = "") -> Markup:
    """The text as safe HTML; `prefix` keeps footnotes apart where a page shows two texts.

    Raises TooLong.
    """
    env: dict[str, Any] = {"docId": prefix} if prefix else {}
    parsed = _parsed(text, env)
    for token in parsed:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1]) + _BELOW_SUBJECT}"
    rendered = _reader().renderer.render(parsed, _reader().options, env)
    return Markup(_clean(rendered))  # noqa: S704 - nh3 has just cleaned it


def tokens(text: str) -> list[Token]:
    """The text as markdown-it tokens, headings at level 2 or 3, footnotes in a block at the end.

    Raises TooLong.
    """
    return _parsed(text, {})


def is_too_deep(text: str) -> bool:
    """Whether lists or quotes stand so deep in each other that the reader leaves the innermost out."""
    return any(token.level >= _NESTING - 1 for token in _parsed(text, {}))


def unmatched_footnotes(text: str) -> tuple[str, ...]:
    """Labels of notes that would not be printed: no mark calls them, or a later note has the same label."""
    env: dict[str, Any] = {}
    _parsed(text, env)
    uncalled = [label[1:] for label, number in env.get("footnotes", {}).get("refs", {}).items() if number < 0]
    twice = [label for label, times in Counter(_NOTE.findall(text)).items() if times > 1]
    return tuple(dict.fromkeys(uncalled + twice))


def marks_without_note(text: str) -> tuple[str, ...]:
    """Labels of footnote marks for which no note is written: they would be printed as typed."""
    children = (child for token in tokens(text) for child in token.children or () if child.type == "text")
    return tuple(dict.fromkeys(label for child in children for label in _MARK.findall(child.content)))


def _parsed(text: str, env: MutableMapping[str, Any]) -> list[Token]:
    if len(text) > MAX_LENGTH:
        raise TooLong(f"{len(text)} characters, at most {MAX_LENGTH}")
    parsed = _reader().parse(text, env)
    for token in parsed:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(max(int(token.tag[1]), _SHALLOWEST), _DEEPEST)}"
    return parsed


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    import_module("markdown_it.rules_block.table").MAX_AUTOCOMPLETED_CELLS = _EMPTY_CELLS  # type: ignore[attr-defined]
    reader = MarkdownIt("zero", {"maxNesting": _NESTING}).enable(_RULES).use(footnote_plugin, inline=False)
    reader.validateLink = is_safe  # type: ignore[method-assign, assignment]
    reader.add_render_rule("footnote_caption", _caption)
    reader.add_render_rule("footnote_anchor", _way_back)
    return reader


def readable(address: str) -> str:
    """A link's address as it was typed: without the escapes that make it one."""
    return str(_reader().normalizeLinkText(address))


def is_safe(address: str) -> bool:
    """Whether a link may be one: full web and mail addresses only."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc or parts.scheme.lower() == "mailto")


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS | _TABLE_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes=set(SCHEMES),
        url_relative=lambda address: address if address.startswith("#fn") else None,
        link_rel="noopener noreferrer nofollow",
    )


def _caption(renderer: Any, parsed: Sequence[Token], place: int, options: Any, env: Any) -> str:
    return str(parsed[place].meta["id"] + 1)


def _way_back(renderer: Any, parsed: Sequence[Token], place: int, options: Any, env: Any) -> str:
    meta = parsed[place].meta
    name = renderer.rules["footnote_anchor_name"](parsed, place, options, env)
    name += f":{meta['subId']}" if meta["subId"] > 0 else ""
    # The label is read in the letter's language or not at all; the number alone is clear in every one.
    return f' <a href="#fnref{name}" class="footnote-backref" aria-label="↩ {meta["id"] + 1}">↩\ufe0e</a>'
