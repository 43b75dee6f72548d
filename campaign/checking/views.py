"""The check page: anybody can ask whether a code or a file is genuine. Files are read in memory and not kept."""

import hashlib
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import Blueprint, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.archiving import verify
from campaign.checking import stated
from campaign.checking.forms import CodeForm, FileForm
from campaign.db import reading, transaction
from campaign.delivering import assurances, checking, naming, sealing
from campaign.delivering.checking import Finding
from campaign.drafting.models import Letter
from campaign.signing import lines, remarks
from campaign.signing.models import Signature
from campaign.statements import queries as statements
from campaign.web import limits
from campaign.web.refusals import TooMany

blueprint = Blueprint("checking", __name__, url_prefix="/check")

FILES_AN_HOUR = 30
AT_ONCE = 2
"""So many files are looked at in one process at a time: each may take a thread for many seconds, and Members must be
able to sign meanwhile, whoever sends files from wherever."""
_turns = threading.BoundedSemaphore(AT_ONCE)
HEAD = 1024
"""Readers look for a PDF's first words within so many bytes (ISO 32000, implementation note 13)."""


@blueprint.get("/")
def ask() -> ResponseReturnValue:
    """Where a code is typed or a file is given."""
    return _ask(CodeForm(), FileForm())


@blueprint.get("/verify.py")
def verifier() -> ResponseReturnValue:
    """The program with which anybody checks an archive, the same as in every archive."""
    return send_file(verify.__file__, "text/x-python", as_attachment=True, download_name="verify.py")


@blueprint.post("/code")
def code() -> ResponseReturnValue:
    """Go to the page of the typed code."""
    form = CodeForm()
    if not form.validate():
        return _ask(form, FileForm(formdata=None)), 422
    return redirect(url_for("checking.result", code=form.code.data), 303)


@blueprint.get("/<code>")
def result(code: str) -> ResponseReturnValue:
    """What stands behind a code; this address is printed on every page, in words and as a QR code."""
    checked = checking.by_code(reading(), code)
    if checked.finding == Finding.UNKNOWN and (statement := statements.by_code(reading(), code)):
        return stated.page(reading(), statement, Finding.GENUINE, is_file=False)
    return _answer(checked)


@blueprint.post("/file")
def file() -> ResponseReturnValue:
    """What a file is. The answer is the page itself: the file is not kept, so there is nothing to go back to."""
    form = FileForm()
    if not form.validate():
        return _ask(CodeForm(formdata=None), form), 422
    with transaction() as session:
        now = clock.now()
        limits.count_visitor(session, "check a file", at_most=FILES_AN_HOUR, within=timedelta(hours=1), now=now)
    content = form.file.data.read()
    digest = hashlib.sha256(content).hexdigest()
    if statement := statements.by_file(reading(), digest):
        return stated.page(reading(), statement, Finding.GENUINE, is_file=True)
    with _turn():
        checked = checking.by_file(reading(), content, now=clock.now())
    if found := stated.named(reading(), content, checked):
        return stated.page(reading(), *found, is_file=True)
    return _answer(checked, file_digest=digest, is_pdf=b"%PDF-" in content[:HEAD])


@contextmanager
def _turn() -> Iterator[None]:
    """One of the few turns; who finds none free waits outside, not in a thread. Raises TooMany."""
    if not _turns.acquire(blocking=False):
        raise TooMany("files", _("Others have files checked at this moment. Wait a minute and send it again."))
    try:
        yield
    finally:
        _turns.release()


def _ask(code_form: CodeForm, file_form: FileForm) -> str:
    return render_template(
        "pages/checking/ask.html", code_form=code_form, file_form=file_form, fingerprint=sealing.fingerprint()
    )


def _answer(checked: checking.Checked, *, file_digest: str | None = None, is_pdf: bool = True) -> ResponseReturnValue:
    """The page about what was found; with `file_digest` a file was given."""
    moved = remarks.moved(reading(), checked.signatures, on=clock.brussels_day(clock.now()))
    status = 404 if checked.finding == Finding.UNKNOWN and file_digest is None else 200
    page = render_template(
        "pages/checking/result.html",
        checked=checked,
        signatories=[(_line(checked.letter, each), each, _how(each, moved)) for each in checked.signatures],
        naming=naming,
        statements=statements.published_about(reading(), letter=checked.letter, document_digest=file_digest),
        is_file=file_digest is not None,
        is_pdf=is_pdf,
    )
    return page, status


def _how(signature: Signature, moved: Collection[int]) -> str:
    """What is said beside the name: the capacity, a group that is another one by now, how sure it is."""
    return "; ".join(filter(None, [remarks.beside(signature, moved), assurances.sentence(signature)]))


def _line(letter: Letter | None, signature: Signature) -> str:
    assert letter is not None, "signatures stand under a letter"
    day = clock.brussels_day(signature.signed_at)
    return lines.printed_line(signature, letter.list_format, language=letter.language, on=day)
