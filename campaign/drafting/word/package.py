"""The zip file that a .docx is, read within bounds: nothing is unpacked but the few parts that hold text."""

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from flask_babel import lazy_gettext as _

from campaign.web.refusals import Refusal

MAX_FILE = 15 * 1024 * 1024
MAX_PART = 12 * 1024 * 1024
MAX_ENTRIES = 4000
MAIN = "word/document.xml"


class NotWord(Refusal):
    """The file cannot be read as a letter."""

    status = 422

    @classmethod
    def damaged(cls) -> "NotWord":
        """For a file that starts like a Word file and does not go on like one."""
        return cls("damaged", _("That Word file is damaged. Open it in Word, save it anew as .docx, and try again."))

    @classmethod
    def too_large(cls) -> "NotWord":
        """For a file, or a part of one once unpacked, over the bounds."""
        return cls("too_large", _("That file is larger than a letter can be. Take the pictures out and try again."))


@dataclass
class Package:
    """The parts of one file, each parsed when first asked for."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    _parts: dict[str, Element | None] = field(default_factory=dict)

    @classmethod
    def opened(cls, file: IO[bytes]) -> "Package":
        """The package in this file.

        Raises NotWord.
        """
        data = file.read(MAX_FILE + 1)
        if len(data) > MAX_FILE:
            raise NotWord.too_large()
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            sentence = _(
                "That is no .docx file. In Word choose “Save as”, then “Word document (.docx)”, and try again."
            )
            raise NotWord("format", sentence) from error
        names = frozenset(archive.namelist())
        if len(archive.namelist()) > MAX_ENTRIES:
            raise NotWord.too_large()
        if MAIN not in names:
            sentence = _("That file holds no Word text. Choose the letter as a .docx file and try again.")
            raise NotWord("content", sentence)
        return cls(archive, names)

    def part(self, name: str) -> Element | None:
        """One part as XML; None where the file has none of that name.

        Raises NotWord.
        """
        if name not in self._parts:
            self._parts[name] = self._parsed(name) if name in self.names else None
        return self._parts[name]

    def _parsed(self, name: str) -> Element:
        try:
            with self.archive.open(name) as opened:
                data = opened.read(MAX_PART + 1)  # unpacks no more than this, whatever the directory claims
            if len(data) > MAX_PART:
                raise NotWord.too_large()
            parsed: Element = fromstring(data, forbid_dtd=True)
        except (ParseError, DefusedXmlException, zipfile.BadZipFile, zlib.error, RuntimeError, OSError) as error:
            raise NotWord.damaged() from error
        except (NotImplementedError, EOFError, ValueError, LookupError) as error:
            raise NotWord.damaged() from error
        return parsed
