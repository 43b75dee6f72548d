"""What no page can make sense of is refused at the door, before a form or a database sees it.

PostgreSQL holds no NUL in a text and no number beyond its columns; SQLite takes the one and stumbles over the other. A
400 or 404 is the right answer to both.
"""

from collections.abc import Iterable

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, ValidationError

LARGEST = 2**31 - 1
"""The largest number an INTEGER column holds."""


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


def _refuse_nul() -> None:
    texts = [request.path, *_texts(request.args.lists())]
    if request.method == "POST":
        texts += _texts(request.form.lists())
        texts += [each.filename or "" for each in request.files.values()]
    if any("\0" in each for each in texts):
        abort(400)


def _texts(pairs: Iterable[tuple[str, list[str]]]) -> list[str]:
    return [text for name, values in pairs for text in (name, *values)]
