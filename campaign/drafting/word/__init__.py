"""Reads a letter from a Word file into the letter's Markdown, and names everything that could not be carried over.

An own reader instead of a converter: what it leaves out is known element by element, and no entity, macro, picture or
address inside the file is ever opened.
"""

from typing import IO

from campaign.drafting.word.found import Found
from campaign.drafting.word.package import NotWord, Package
from campaign.drafting.word.reader import Reader

__all__ = ["Found", "NotWord", "read"]


def read(file: IO[bytes]) -> Found:
    """The text of a .docx and what was lost on the way.

    Raises NotWord with a sentence for files that are no Word documents, damaged, or larger than a letter can be.
    """
    package = Package.opened(file)
    try:
        return Reader(package).found()
    except RecursionError as error:
        raise NotWord.damaged() from error
