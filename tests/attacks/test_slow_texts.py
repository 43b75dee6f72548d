"""Texts made to keep a program busy: each took minutes, while everybody else waited."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from flask import Flask

from campaign.claims import messages
from campaign.claims.forms import WordForm
from campaign.drafting import markdown
from campaign.questions import rules as questions

FAR_TOO_LONG = 15
"""Seconds. Read once, none of these texts takes a tenth of one."""


def as_mail(markup: str) -> object:
    return messages.read(b"From: a@b.eu\r\nContent-Type: text/html\r\n\r\n" + markup.encode())


def as_sender(words: str) -> object:
    return messages.read(b"From: " + words.encode() + b"\r\n\r\n")


TEXTS: dict[str, tuple[Callable[[str], object], str]] = {
    "styles without end": (as_mail, "<style" * 60_000),
    "comments without end": (as_mail, "<!--" * 90_000),
    "tags without end": (as_mail, "<" * 390_000),
    "breaks without end": (as_mail, "<br" * 130_000),
    "white space": (as_mail, " " * 390_000 + "x"),
    "a sender of quotes": (as_sender, '"\\' * 200_000),
    "a sender of spaces": (as_sender, "x" + " " * 400_000 + ";"),
    "marks of notes": (markdown.marks_without_note, "[^" * 20_000),
    "empty lines of a question": (questions.subquestions, "\n" * 80_000),
}


@contextmanager
def bounded() -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError("this text keeps the program busy")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(FAR_TOO_LONG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("what", TEXTS)
def test_no_text_keeps_the_program_busy(what: str) -> None:
    read, text = TEXTS[what]
    with bounded():
        read(text)


def test_a_table_is_not_completed_without_end() -> None:
    """The parser's own bound is 65 536 cells that nobody typed: ten seconds for each reader of such a letter."""
    wide = "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + "|\n" * 3_000
    assert markdown.to_html(wide).count("<td") < 10_000
    assert markdown.to_html("| a | b |\n|---|---|\n| 1 |").count("<td") == 2


@pytest.mark.one_engine
def test_no_members_number_keeps_the_program_busy(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"member": "1" * 100_000 + "x"}), bounded():
        assert WordForm().ep_id == 0
