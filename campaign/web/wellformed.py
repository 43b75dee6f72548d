"""What no page can make sense of is refused at the door, before a form or a database sees it.

PostgreSQL holds no NUL in a text and no number beyond its columns; SQLite takes the one and stumbles over the other.
JSON can hold half a character, for which UTF-8 has no bytes, and brackets within brackets without end. A 400 or 404 is
the right answer to all of them.
"""

import json
from collections.abc import Iterable, Iterator

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, ValidationError

LARGEST = 2**31 - 1
"""The largest number an INTEGER column holds."""


LONGEST_JSON = 100_000
"""Of what scripts send: an answer of a passkey has some thousand characters."""


class ColumnInteger(IntegerConverter):
    """A number in an address, as far as a column can hold it; a larger one leads nowhere."""

    def to_python(self, value: str) -> int:
        """The number.

        Raises ValidationError, which is a 404.
        """
        if len(value) > len(str(LARGEST)) or int(value) > LARGEST:
            raise ValidationError
        return int(value)


def init_app(app: Flask) -> None:
    """Bound the numbers in addresses, and refuse NUL wherever it comes from; before any route is added."""
    app.url_map.converters["int"] = ColumnInteger
    app.before_request(_refuse_nul)


def read_json(text: str | bytes) -> object:
    """What this JSON says. Raises ValueError for what is none, nests without end or holds half a character."""
    try:
        told = json.loads(text)
        "".join(_strings(told)).encode()
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return told


def _refuse_nul() -> None:
    texts = [request.path, *_texts(request.args.lists())]
    if request.method == "POST" and request.is_json:
        texts += _sent_json()
    elif request.method == "POST":
        texts += _texts(request.form.lists())
        texts += [each.filename or "" for each in request.files.values()]
    if any("\0" in each for each in texts):
        abort(400)


def _texts(pairs: Iterable[tuple[str, list[str]]]) -> list[str]:
    return [text for name, values in pairs for text in (name, *values)]


def _sent_json() -> list[str]:
    if (request.content_length or 0) > LONGEST_JSON:
        abort(413)
    try:
        return list(_strings(read_json(request.get_data())))
    except ValueError:
        abort(400)


def _strings(told: object) -> Iterator[str]:
    """Every text in it, names of fields too."""
    waiting = [told]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            waiting += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            waiting += each
