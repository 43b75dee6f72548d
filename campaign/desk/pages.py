"""What the tablet shows: the desk with everything it needs to go on without a network, and its plain pages."""

import uuid
from datetime import datetime
from typing import Any

from flask import Response, make_response, render_template

from campaign import clock
from campaign.db import reading
from campaign.desk import guard, queries, sealing
from campaign.desk.forms import SheetForm
from campaign.desk.models import Desk
from campaign.drafting import content as contents
from campaign.drafting import queries as drafting
from campaign.drafting.content import Content
from campaign.drafting.models import Revision
from campaign.notices import queries as notices
from campaign.parliament import countries, groups
from campaign.roster.queries import Place
from campaign.signing import consent, inking, lines, mails
from campaign.signing.models import AutographKind
from campaign.signing.refusals import CannotSign
from campaign.signing.rules import WhyNot
from campaign.web import security


def shell(desk: Desk, *, searched: str, now: datetime) -> Response:
    """The desk: search, letter and sheet in one page, which a script turns over without asking the server."""
    revision = text_of(desk)
    form = SheetForm(formdata=None, kind=AutographKind.TYPED.value)
    form.desk.data = desk.public_id
    found = [
        entry(each, contents.of_revision(revision), now=now) for each in queries.found(reading(), searched, now=now)
    ]
    return _page("pages/desk/shell.html", desk, revision, form=form, searched=searched, found=found, person=None)


def choose(desk: Desk, place: Place, *, now: datetime) -> Response:
    """This Member: sign here, or on the own phone."""
    revision = text_of(desk)
    return _page("pages/desk/choose.html", desk, revision, person=entry(place, contents.of_revision(revision), now=now))


def sheet(desk: Desk, place: Place, form: SheetForm | None, *, now: datetime) -> Response:
    """The letter and the sheet of one Member; works without a script."""
    revision = text_of(desk)
    person = entry(place, contents.of_revision(revision), now=now)
    if form is None:
        form = SheetForm(formdata=None, kind=AutographKind.TYPED.value, typed_name=person["name"])
        form.key.data, form.desk.data = str(uuid.uuid4()), desk.public_id
    return _page("pages/desk/sheet.html", desk, revision, form=form, person=person)


def phone(desk: Desk, place: Place, address: str, code: str, size: int, *, now: datetime) -> Response:
    """The code that the Member scans with the own phone."""
    revision = text_of(desk)
    person = entry(place, contents.of_revision(revision), now=now)
    return _page("pages/desk/phone.html", desk, revision, person=person, address=address, code=code, size=size)


def done(desk: Desk) -> Response:
    """Thanks, and the next one."""
    return _page("pages/desk/done.html", desk, text_of(desk), person=None)


def text_of(desk: Desk) -> Revision:
    """The text that is signed at this desk now. Raises CannotSign while there is none."""
    revision = drafting.current_revision(reading(), desk.letter)
    if revision is None:
        raise CannotSign(WhyNot.NOT_OPEN)
    return revision


def entry(place: Place, content: Content, *, now: datetime) -> dict[str, Any]:
    """What the Parliament's directory says of a Member, and how the letter prints it. Nothing else goes to a tablet."""
    snapshot = lines.snapshot(place.member, place.mandate, place.group)
    day = clock.brussels_day(now)
    return {
        "id": place.member.ep_id,
        "name": lines.full_name(snapshot),
        "country": countries.get(snapshot.country).label(on=day),
        "group": groups.get(snapshot.group_code).official,
        "line": lines.printed_line(snapshot, content.list_format, language=content.language, on=day),
        "search": place.member.folded,
        "mailbox": bool(place.member.mailbox),
    }


def _page(template: str, desk: Desk, revision: Revision, **values: Any) -> Response:
    """One page of the tablet; only here may a browser keep a worker, which shows the desk without a network."""
    content = contents.of_revision(revision)
    values |= {
        "desk": desk,
        "letter": desk.letter,
        "revision": revision,
        "content": content,
        "sender": mails.sender(desk.letter),
        "mark": guard.mark(guard.secret()),
        "consent": consent,
        "notice": notices.version_of(desk.letter.campaign),
        "pad": inking.sheet(),
        "seal_for": sealing.public_key(),
    }
    if form := values.get("form"):
        form.csrf_token.data, form.digest.data = values["mark"], form.digest.data or revision.digest
        form.agreed_to.data = form.agreed_to.data or consent.version(desk.letter.campaign)
    response = make_response(render_template(template, **values))
    response.headers["Content-Security-Policy"] = security.with_worker()
    return response
