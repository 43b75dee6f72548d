"""The press kit of a public case: its page, the list as files, pictures. Nothing of it answers before the hour."""

import json

from flask import Blueprint, Response
from flask_babel import gettext as _

from campaign import clock, config, links
from campaign.db import reading
from campaign.parliament import groups
from campaign.public import cards, cases, kept, pages, press
from campaign.public.cards import Card
from campaign.public.cases import Case
from campaign.public.naming import Choice, Signatory
from campaign.public.shown import ShownLetter
from campaign.web import spreadsheets, templating
from campaign.web.refusals import NotFound

blueprint = Blueprint("press", __name__, url_prefix="/cases/<slug>")

MIMETYPES = {"csv": "text/csv", "json": "application/json", "txt": "text/plain"}
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


@blueprint.get("/press")
def kit(slug: str) -> Response:
    """What journalists copy and download."""
    now = clock.now()
    campaign, mark = kept.public(reading(), slug, now=now)
    return kept.answer(("press", slug), mark, lambda: pages.kit(campaign, now=now))


@blueprint.get("/share.png")
def share_image(slug: str) -> Response:
    """The card that other sites show for a link to the case."""
    now = clock.now()
    campaign, mark = kept.public(reading(), slug, now=now)

    def drawn() -> bytes:
        return cards.card(_card(cases.case(reading(), campaign, Choice(), now=now)))

    return kept.answer(("share", slug), mark, drawn, mimetype="image/png")


@blueprint.get("/letters/<letter_id>/signatories.<any(csv,json,txt):file_type>")
def signatories(slug: str, letter_id: str, file_type: str) -> Response:
    """The names under one letter as a file."""
    now = clock.now()
    campaign, mark = kept.public(reading(), slug, now=now)

    def made() -> bytes | str:
        case = cases.case(reading(), campaign, Choice(), now=now)
        letter = _letter(case, letter_id)
        if file_type == "csv":
            return spreadsheets.to_csv(press.COLUMNS, press.rows(letter))
        if file_type == "json":
            return json.dumps(press.facts(case, letter), ensure_ascii=False, indent=1) + "\n"
        return press.text(letter)

    key, name = ("signatories", slug, letter_id, file_type), f"signatories-{slug}.{file_type}"
    return kept.answer(key, mark, made, mimetype=MIMETYPES[file_type], name=name)


@blueprint.get("/letters/<letter_id>/chamber.<any(svg,png):picture>")
def chamber(slug: str, letter_id: str, picture: str) -> Response:
    """The chamber with the seats of those who signed, to print beside an article."""
    now = clock.now()
    campaign, mark = kept.public(reading(), slug, now=now)

    def drawn() -> bytes | str:
        letter = _letter(cases.case(reading(), campaign, Choice(), now=now), letter_id)
        if letter.chamber is None:
            raise NotFound("chamber", _("There is no picture of the chamber. Start from the campaign's page."))
        if picture == "png":
            return cards.chamber(letter.chamber)
        return templating.impersonal("pages/public/chamber.svg", letter=letter, chamber=letter.chamber, groups=groups)

    key, name = ("chamber", slug, letter_id, picture), f"chamber-{slug}.{picture}"
    return kept.answer(key, mark, drawn, mimetype=PICTURES[picture], name=name)


def _letter(case: Case, code: str) -> ShownLetter:
    for each in case.letters:
        if each.code == code:
            return each
    raise NotFound("letter", _("There is no such file. Start from the campaign's page."))


def _card(case: Case) -> Card:
    letter = case.main
    lines = [f"{each.name} ({groups.get(each.group).official}, {each.country})" for each in _signed(letter)]
    shown = cards.places(lines)
    left = len(lines) - shown
    foot = links.absolute("public.case", slug=case.campaign.slug).partition("://")[2]
    if letter is not None and letter.source:
        foot = _("As published by %(source)s", source=letter.source) + f"  ·  {foot}"
    return Card(
        eyebrow=_("Letter signed by Members of the European Parliament") if lines else config.current().operator_name,
        title=case.told.title,
        summary=press.summary(letter) if letter is not None and lines else "",
        names=tuple(lines[:shown]),
        more=_("and %(number)s more", number=left) if left else "",
        foot=foot,
        chamber=letter.chamber if letter is not None and lines else None,
    )


def _signed(letter: ShownLetter | None) -> tuple[Signatory, ...]:
    return letter.signatories if letter is not None else ()
