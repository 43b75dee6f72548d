"""The words of a mail: its markup as plain text, what its writer wrote, and whether that names the letter."""

import html
import re

LONGEST_TEXT = 20_000
_BLANK = re.compile(r"\n{3,}")
_COMMENT = "-->"
_NEVER_SHOWN = ("script", "style", "head", "title")
_ENDS_A_LINE = re.compile(r"/?(br|p|div|tr|li|h[1-6])\b")


def plain(markup: str) -> str:
    """The words of an HTML mail; what stands in quotation blocks is marked as quoted. Nothing is rendered.

    It is read once from front to end, whatever stands in it.
    """
    first, *rest = markup[: LONGEST_TEXT * 20].split("<")
    kept, until = [first], ""
    for piece in rest:
        tag, closed, words = piece.partition(">")
        name = tag.strip().lower()
        until = until or _hides(name)
        if until == _COMMENT:
            _inside, end, words = piece.partition(_COMMENT)
            ended = bool(end)
        elif until:
            ended = name.startswith(until)
        else:
            kept.append(_shown(name, words) if closed else f"<{piece}")
            continue
        if ended:
            kept.append(words)
            until = ""
    return _tidy(html.unescape("".join(kept)))


def _hides(tag: str) -> str:
    """How the part ends that begins with this tag and that nobody is shown; empty for every other tag."""
    if tag.startswith("!--"):
        return _COMMENT
    name = tag.partition(" ")[0]
    return f"/{name}" if name in _NEVER_SHOWN else ""


def _shown(tag: str, words: str) -> str:
    """What one tag and the words behind it come to."""
    if tag.startswith("blockquote"):
        return f"\n-----Original Message-----\n{words}"
    return f"\n{words}" if _ENDS_A_LINE.match(tag) else words


def _tidy(words: str) -> str:
    return _BLANK.sub("\n\n", "\n".join(line.strip() for line in words.split("\n"))).strip()


_QUOTE_BEGINS = re.compile(
    r"(?i)^\s*(-{2,}\s*(original message|forwarded message|urspr\S+ nachricht|message d'origine)|_{10,}\s*$|from: .*@"
    r"|(on|le|am|el|il) .{6,120}(wrote|écrit|schrieb|escribió|ha scritto)\s*:)"
)


def own(text: str) -> str:
    """What the writer wrote: without quoted lines and without everything from a quoted mail's head on."""
    kept: list[str] = []
    for line in text.splitlines():
        if _QUOTE_BEGINS.match(line):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line)
    return "\n".join(kept)


def names_letter(text: str, *, code: str, digest: str) -> bool:
    """Whether the text names the letter, by its code (with or without hyphens) or by the digest of its text."""
    spread = "[ -]?".join(map(re.escape, code))
    return bool(re.search(rf"(?i)(?<![0-9a-z]){spread}(?![0-9a-z])|{re.escape(digest)}", text))
