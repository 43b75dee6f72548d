"""Words that stand in a text and are shown to nobody: whoever signed would have signed them unread.

The dialect drops some of what is typed: cells beyond a table's head, titles of links, links around nothing, numbers of
points. The digest covers every one of them, so a text that holds any is not frozen.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from operator import or_
from urllib.parse import unquote

from markdown_it.token import Token

from campaign.drafting import markdown

_WORD = re.compile(r"[^\W_]+")
_LABEL = re.compile(r"\[\^[^\[\]\s]{1,20}\]")
"""A footnote's mark: its label is replaced by a number, and too short to say anything."""


def words(text: str) -> tuple[str, ...]:
    """Each of them once, in the order of the text. Raises TooLong."""
    shown, unseen = Counter[str](), []
    for each in _shown(markdown.tokens(text)):
        shown.update(each)
    for word in _WORD.findall(_LABEL.sub(" ", text)):
        if shown[word] > 0:
            shown[word] -= 1
        else:
            unseen.append(word)
    return tuple(dict.fromkeys(unseen))


def _shown(parsed: Sequence[Token]) -> Iterator[Counter[str]]:
    """What readers see of it: words, the addresses of links that lead somewhere, the numbers of points."""
    for token in parsed:
        children = token.children or []
        for child, following in pairwise([*children, *children[-1:]]):
            if child.type == "link_open" and child.markup != "autolink" and following.type != "link_close":
                yield _address(str(child.attrGet("href") or ""))
            elif child.type in ("text", "text_special"):
                yield Counter(_WORD.findall(child.content))
    yield Counter(_numbers(parsed))


def _address(address: str) -> Counter[str]:
    """The words of an address in whichever way it was typed: with escapes, without, or with some."""
    written = (address, markdown.readable(address), unquote(address), unquote(markdown.readable(address)))
    return reduce(or_, (Counter(_WORD.findall(each)) for each in written))


def _numbers(parsed: Sequence[Token]) -> Iterator[str]:
    """The typed numbers of points that are shown, or that are all the same, which is a way of leaving them to us."""
    lists: list[list[str]] = []
    for token in parsed:
        if token.type == "ordered_list_open":
            lists.append([])
        elif token.type == "list_item_open" and token.info and lists:
            lists[-1].append(token.info)
        elif token.type == "ordered_list_close":
            typed = lists.pop()
            first = int(typed[0])
            yield from (
                typed
                if len(set(typed)) == 1
                else (number for at, number in enumerate(typed) if int(number) == first + at)
            )
