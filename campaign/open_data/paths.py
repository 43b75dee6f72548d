"""The addresses of the interface, for its description; a test compares them with the application's."""

from campaign.open_data import case_shapes, letter_shapes, shapes
from campaign.open_data.paging import LARGEST, LAST_PAGE
from campaign.open_data.schema import Parameter, Route

_WORD = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80}
SLUG = Parameter(name="slug", place="path", says="The last part of the case's address.", schema=_WORD)
CODE = Parameter(
    name="code", place="path", says="The letter's code.", schema={"type": "string", "pattern": "^[2-9a-z]{12}$"}
)
PAGE = Parameter(
    name="page",
    place="query",
    says="Which page, from 1.",
    schema={"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
)


def _per_page(usual: int, at_most: int) -> Parameter:
    bounds = {"type": "integer", "minimum": 1, "maximum": at_most, "default": usual}
    return Parameter(name="per_page", place="query", says="How many entries a page holds.", schema=bounds)


def _pixels(name: str) -> Parameter:
    bounds = {"type": "integer", "minimum": 1, "maximum": LARGEST}
    return Parameter(name=name, place="query", says="At most so many pixels.", schema=bounds)


ROUTES = (
    Route(
        path="/api/v1/cases",
        name="cases",
        says="The public cases, the newest first",
        answer=case_shapes.Cases,
        parameters=(PAGE, _per_page(50, 200)),
        refusals=(400, 404, 429),
    ),
    Route(
        path="/api/v1/cases/{slug}",
        name="case",
        says="One case: letters, questions, documents, missions",
        answer=case_shapes.Case,
        parameters=(SLUG,),
    ),
    Route(
        path="/api/v1/cases/{slug}/timeline",
        name="timeline",
        says="What happened in the case, the oldest first",
        answer=case_shapes.Timeline,
        parameters=(SLUG, PAGE, _per_page(100, 1000)),
        refusals=(400, 404, 429),
    ),
    Route(
        path="/api/v1/cases/{slug}/letters/{code}",
        name="letter",
        says="One letter: text, editions, deliveries, counts",
        answer=letter_shapes.Letter,
        parameters=(SLUG, CODE),
    ),
    Route(
        path="/api/v1/cases/{slug}/letters/{code}/signatories",
        name="signatories",
        says="The names that stand under a letter at this moment, keyed by the Parliament's number of the person",
        answer=letter_shapes.Signatories,
        parameters=(SLUG, CODE, PAGE, _per_page(100, 1000)),
        refusals=(400, 404, 429),
    ),
    Route(
        path="/oembed",
        name="oembed",
        says="How to embed the names of a letter (oEmbed)",
        answer=shapes.Embedding,
        parameters=(
            Parameter(
                name="url",
                place="query",
                says="Address of a case's page, or of the embedded names.",
                schema={"type": "string", "format": "uri"},
                is_required=True,
            ),
            _pixels("maxwidth"),
            _pixels("maxheight"),
            Parameter(name="format", place="query", says="Only json.", schema={"type": "string", "enum": ["json"]}),
        ),
        refusals=(400, 404, 429),
    ),
)
