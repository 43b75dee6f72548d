"""The interface for other software, version 1: read-only, without a key, only what is published."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from campaign import clock, config, links
from campaign.db import reading
from campaign.open_data import (
    answers,
    case_shapes,
    letter_shapes,
    letter_telling,
    paths,
    published,
    queries,
    schema,
    shapes,
    telling,
)
from campaign.open_data.paging import Slice, pages, slice_of
from campaign.web.refusals import NotFound, Refusal

blueprint = Blueprint("api", __name__)
blueprint.before_request(answers.refuse_crowds)
blueprint.after_request(answers.across)
blueprint.register_error_handler(Refusal, answers.refused)
blueprint.register_error_handler(HTTPException, answers.broken)


@blueprint.get("/api/v1/cases")
def cases() -> ResponseReturnValue:
    """The public cases."""
    part, now = slice_of(request.args, usual=50, at_most=200), clock.now()
    total = queries.number_public(reading(), now=now)
    found = queries.public_campaigns(reading(), now=now, skip=part.skip, limit=part.per_page)
    return answers.as_json(telling.cases(found, _pages(part, total)))


@blueprint.get("/api/v1/cases/<slug>")
def case(slug: str) -> ResponseReturnValue:
    """One case."""
    now = clock.now()
    campaign = queries.campaign_at(reading(), slug, now=now)
    return answers.as_json(telling.case(reading(), campaign, day=clock.brussels_day(now)))


@blueprint.get("/api/v1/cases/<slug>/timeline")
def timeline(slug: str) -> ResponseReturnValue:
    """What happened in the case."""
    campaign = queries.campaign_at(reading(), slug, now=clock.now())
    part = slice_of(request.args, usual=100, at_most=1000)
    entries = telling.entries(published.facts(reading(), campaign))
    told = case_shapes.Timeline(case=slug, entries=part.of(entries), pages=_pages(part, len(entries)))
    return answers.as_json(told)


@blueprint.get("/api/v1/cases/<slug>/letters/<code>")
def letter(slug: str, code: str) -> ResponseReturnValue:
    """One letter."""
    found = queries.letter_at(reading(), slug, code, now=clock.now())
    return answers.as_json(letter_telling.letter(reading(), found))


@blueprint.get("/api/v1/cases/<slug>/letters/<code>/signatories")
def signatories(slug: str, code: str) -> ResponseReturnValue:
    """The names under a letter at this moment."""
    found = queries.letter_at(reading(), slug, code, now=clock.now())
    part = slice_of(request.args, usual=100, at_most=1000)
    signatures = queries.names(reading(), found)
    told = letter_shapes.Signatories(
        letter=code,
        names_digest=queries.names_digest(signatures),
        signatories=tuple(letter_telling.signatory(each, found) for each in part.of(signatures)),
        pages=_pages(part, len(signatures)),
    )
    return answers.as_json(told)


@blueprint.get("/api/v1/openapi.json")
def openapi() -> ResponseReturnValue:
    """The description of this interface for programs."""
    settings = config.current()
    told = schema.document(
        paths.ROUTES,
        server=links.absolute("public.home").rstrip("/"),
        operator=settings.operator_name,
        mailbox=settings.operator_email,
    )
    return answers.as_json(told)


@blueprint.get("/api/v1/<path:rest>")
def nothing(rest: str) -> ResponseReturnValue:
    """Every other address of the interface answers as it does for what is not public."""
    raise NotFound("api", rest)


def _pages(part: Slice, total: int) -> shapes.Pages:
    given = request.view_args or {}
    return pages(part, total, address=lambda **values: links.absolute(str(request.endpoint), **given, **values))
