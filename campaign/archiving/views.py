"""The button with which organisers take a letter's archive."""

import tempfile
from pathlib import Path

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock, db
from campaign.archiving import operations
from campaign.campaigns.rules import Right
from campaign.db import transaction
from campaign.drafting import queries as drafting
from campaign.organisers import guard
from campaign.web.refusals import Refusal

blueprint = Blueprint("archiving", __name__, url_prefix="/letters")


@blueprint.post("/<letter_id>/archive")
@guard.fresh_from("delivering.editions")
def export(letter_id: str) -> ResponseReturnValue:
    """Pack the archive, check it as an outsider would, note who took it, hand it over; nothing of it is kept here.

    A kept archive would go on naming who withdraws later.
    """
    packed = tempfile.NamedTemporaryFile(suffix=".zip")  # noqa: SIM115 - closed, and gone, when the response was sent
    with db.snapshot() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.ISSUE)
        operations.export(session, letter, packed.file, now=clock.now())
    packed.flush()
    if problem := operations.first_problem(Path(packed.name)):
        packed.close()
        sentence = _(
            "The archive would not convince an outsider: %(problem)s Show this to the operator.", problem=problem
        )
        raise Refusal("does_not_hold", sentence)
    digest = operations.digest_of(Path(packed.name))
    with transaction() as session:
        letter = drafting.letter_of(session, guard.current(), letter_id, to=Right.ISSUE)
        operations.note(session, letter, digest=digest, by=guard.current().public_id, now=clock.now())
    packed.seek(0)
    return send_file(packed, "application/zip", as_attachment=True, download_name=f"archive-{letter_id}.zip")
