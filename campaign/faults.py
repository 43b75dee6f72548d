"""What the log is told of a bug: where it happened and of which kind it was, never its words.

An error's words hold what was at hand: a database repeats the row that it refused, with the Member's name, mailbox and
reason, and a line break in them would forge a line of the log.
"""

import os
import traceback


def told(error: BaseException) -> str:
    """The way to the error, and to those it came from, the first first; what the system said, in words."""
    found: list[str] = []
    each: BaseException | None = error
    while each is not None and len(found) < 10:
        found.append("".join([*traceback.format_tb(each.__traceback__), _kind(each)]))
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return "\n".join(["", *reversed(found)])


def _kind(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    number = error.errno if isinstance(error, OSError) else None  # its own words name the mailbox a relay refused
    return f"{kind}: {os.strerror(number)}" if number else kind
