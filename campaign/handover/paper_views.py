"""Papers for the envelope: a cover note for each party as PDF, and a sheet of address labels."""

import io
import re

from flask import redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from campaign import clock
from campaign.campaigns.rules import Right
from campaign.db import reading
from campaign.delivering import papers
from campaign.delivering import queries as delivering
from campaign.drafting import queries as drafting
from campaign.handover import covering, looking, queries, standings
from campaign.handover.blueprint import LETTER, PARTY, blueprint
from campaign.organisers import guard

SHEET = 24
"""Labels of 70 × 37 mm on an A4 sheet: three beside each other, eight below."""


@blueprint.get(f"{PARTY}/note.pdf")
@guard.required
def note(letter_id: str, party: str) -> ResponseReturnValue:
    """The cover note for the envelope, set like a letter."""
    letter, row = looking.looked_up(reading(), letter_id, party)
    editions = delivering.editions_of(reading(), letter)
    if not editions:
        return redirect(url_for(".show", letter_id=letter_id), 303)
    cover = queries.cover_text(reading(), letter) or covering.default(letter, guard.current())
    along = delivering.offered_translations(reading(), editions[0])
    told = covering.placeholders(editions[0], along, row.party, cover)
    pdf = papers.paper(
        covering.fill(cover.note, {name: _plain(value) for name, value in told.items()}),
        title=_("Cover note: %(title)s", title=letter.title),
        number=editions[0].public_id,
        dated_on=clock.brussels_day(clock.now()),
        language=letter.language,
        address=row.party.label,
    )
    response = send_file(
        io.BytesIO(pdf), mimetype="application/pdf", download_name=_("cover-note.pdf"), as_attachment=False
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get(f"{LETTER}/labels")
@guard.required
def labels(letter_id: str) -> ResponseReturnValue:
    """A sheet of address labels, each as typed; `skip` leaves out labels that were used before."""
    letter = drafting.letter_of(reading(), guard.current(), letter_id, to=Right.ISSUE)
    found = standings.standing(reading(), letter, now=clock.now())
    chosen = set(request.args.getlist("to"))
    parties = [each.party for each in found.rows if not chosen or each.party.key in chosen]
    typed = request.args.get("skip", "")
    skip = int(typed) % SHEET if typed.isdecimal() and len(typed) < 4 else 0
    places = [None] * skip + [each for each in parties if each.postal]
    return render_template(
        "pages/handover/labels.html",
        letter=letter,
        everybody=[each.party for each in found.rows],
        chosen=chosen,
        skip=skip,
        without=[each for each in parties if not each.postal],
        sheets=[places[at : at + SHEET] for at in range(0, len(places), SHEET)],
    )


def _plain(words: str) -> str:
    """Words with every sign that Markdown would read escaped."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~])", r"\\\1", words)
