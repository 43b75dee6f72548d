"""The names under a letter for other people's pages: a frame without script, cookie or anything to press but links."""

import re
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from campaign import clock, config, links, tally
from campaign.db import reading
from campaign.drafting.models import Letter, LetterState
from campaign.open_data import answers, queries, shapes
from campaign.open_data.paging import LARGEST, BadRequest, whole_number
from campaign.signing import lines, printing, remarks
from campaign.signing.models import Signature
from campaign.web.refusals import NotFound, Refusal

WIDTH, HEIGHT = 480, 560
_CASE = re.compile(r"/cases/([a-z0-9-]+)(?:/letters/([2-9a-z]{12})/embed)?")
#: May be framed anywhere, and holds nothing: no script, no form, no image, no font.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors *",
    ]
)

blueprint = Blueprint("embedding", __name__)
blueprint.after_request(answers.without_cookie)
offers = Blueprint("oembed", __name__)
offers.before_request(answers.refuse_crowds)
offers.after_request(answers.across)
offers.register_error_handler(Refusal, answers.refused)
offers.register_error_handler(HTTPException, answers.broken)


@blueprint.get("/cases/<slug>/letters/<code>/embed")
def names(slug: str, code: str) -> ResponseReturnValue:
    """The names that stand now, to be shown within another page."""
    letter = queries.letter_at(reading(), slug, code, now=clock.now())
    signatures = queries.names(reading(), letter)
    in_time, late = printing.split(letter, signatures)
    moved = remarks.moved(reading(), signatures, on=clock.brussels_day(clock.now()))
    page = render_template(
        "pages/open_data/embed.html",
        letter=letter,
        lines=[(_line(each, letter), remarks.beside(each, moved)) for each in in_time],
        late=[(_line(each, letter), remarks.beside(each, moved)) for each in late],
        summary=tally.line(tally.of(signatures)),
        source=urlsplit(letter.source_url or "").hostname if letter.state is LetterState.RECORD else "",
        address=links.absolute("public.case", slug=slug),
        check=links.absolute("checking.result", code=code),
    )
    return _framed(answers.kept(page.encode(), "text/html"))


@blueprint.get("/embed.css")
def stylesheet() -> ResponseReturnValue:
    """Its look, in one file that a sandboxed frame may load."""
    response = answers.kept(_sheet(), "text/css")
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@offers.get("/oembed")
def show() -> ResponseReturnValue:
    """What a page builder needs to embed the names, from the address that somebody pasted (oEmbed 1.0)."""
    if request.args.get("format", "json") != "json":
        raise BadRequest("format", _("Only JSON is offered here."))  # oEmbed suggests 501, which reads as our failure
    letter = _pasted(request.args.get("url", ""))
    return answers.as_json(offer(letter, width=_at_most("maxwidth", WIDTH), height=_at_most("maxheight", HEIGHT)))


def offer(letter: Letter, *, width: int = WIDTH, height: int = HEIGHT) -> shapes.Embedding:
    """The iframe of a letter, with what stands around it."""
    address = links.absolute("embedding.names", slug=letter.campaign.slug, code=letter.public_id)
    return shapes.Embedding(
        type="rich",
        version="1.0",
        title=letter.title,
        provider_name=config.current().operator_name,
        provider_url=links.absolute("public.home"),
        html=str(snippet(address, letter.title, width=width, height=height)),
        width=width,
        height=height,
    )


def snippet(address: str, title: str, *, width: int = WIDTH, height: int = HEIGHT) -> Markup:
    """What a web editor copies: an iframe in which nothing runs, and which may only open links."""
    said = _("Who signed: %(title)s", title=title)
    return Markup(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" referrerpolicy="no-referrer" '
        'style="max-width:100%" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>'
    ).format(address, said, width, height)


def _pasted(address: str) -> Letter:
    """The letter behind an address of ours. Raises BadRequest without one, NotFound for all others."""
    if not address:
        raise BadRequest("url", _("Give the address of a case's page as url."))
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    found = _CASE.fullmatch(parts.path.rstrip("/")) if parts.netloc == config.current().host else None
    if found is None or parts.scheme not in ("http", "https"):
        raise NotFound("url", _("There is no such page."))
    slug, code = found.groups()
    now = clock.now()
    if code:
        return queries.letter_at(reading(), slug, code, now=now)
    letters = queries.letters(reading(), queries.campaign_at(reading(), slug, now=now))
    named = parts.fragment.removeprefix("letter-")
    for each in letters:
        if each.public_id == named:
            return each
    if not letters:
        raise NotFound("letter", _("There is no such page."))
    return letters[0]


def _at_most(name: str, usual: int) -> int:
    text = request.args.get(name, str(usual))
    return min(whole_number(name, text, at_most=LARGEST), usual)


@cache
def _sheet() -> bytes:
    """The house's tokens without its typefaces, which a frame may not load, and the little that a list needs."""
    sheets = resources.files("campaign").joinpath("static", "css")
    tokens = sheets.joinpath("tokens.css").read_text("utf-8").splitlines()
    plain = [each for each in tokens if not each.startswith("@font-face")]
    return "\n".join((*plain, sheets.joinpath("embed.css").read_text("utf-8"))).encode()


def _line(signature: Signature, letter: Letter) -> str:
    on = clock.brussels_day(signature.signed_at)
    return lines.printed_line(signature, letter.list_format, language=letter.language, on=on)


def _framed(response: Response) -> Response:
    """Let any page frame it, and in a sandbox load its stylesheet."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
