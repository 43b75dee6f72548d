"""The process that opens a file from anybody; started by `bounds.ask`, ends after one answer."""

import logging
import sys

from letters import checking
from letters.checks import bounds


def main() -> None:
    """Read the question and the file from standard input, answer with JSON on standard output."""
    bounds.limit_this_process(int(sys.argv[1]))
    logging.disable(logging.CRITICAL)  # pyHanko reports every broken chain at length; the report says it in a word
    question = bounds.Question.read(sys.stdin.buffer.readline())
    report = checking.inspect(
        sys.stdin.buffer.read(),
        now=question.now,
        roots=question.roots,
        fingerprints=question.fingerprints,
        expected_digest=question.expected_digest,
        base=question.base,
    )
    sys.stdout.buffer.write(bounds.to_json(report))


if __name__ == "__main__":
    main()
