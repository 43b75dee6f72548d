"""The OpenAPI 3.1 document, made from the dataclasses that the answers are made of: the two cannot differ."""

import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from campaign.open_data.shapes import Problem

VERSION = "1.0.0"
PLAIN: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    type(None): {"type": "null"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One part of an address, or one value after the question mark."""

    name: str
    place: str
    """path or query."""
    says: str
    schema: Mapping[str, Any]
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One address of the interface."""

    path: str
    says: str
    name: str
    answer: type[Any]
    parameters: tuple[Parameter, ...] = ()
    refusals: tuple[int, ...] = (404, 429)
    is_conditional: bool = True


def document(routes: tuple[Route, ...], *, server: str, operator: str, mailbox: str) -> dict[str, Any]:
    """The whole document for these routes."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Undersigned: published letters and their signatories",
            "version": VERSION,
            "description": "Read-only, without a key. Only what is published is here, and only names that stand at "
            "this moment: fetch again (with If-None-Match) before you show a name, and drop what is gone.",
            "contact": {"name": operator, "email": mailbox},
        },
        "servers": [{"url": server}],
        "paths": {each.path: {"get": _operation(each)} for each in routes},
        "components": {"schemas": dict(sorted(_schemas({Problem, *(each.answer for each in routes)})))},
    }


def of(shape: Any) -> dict[str, Any]:
    """The JSON schema of a type; a dataclass is referred to by its name."""
    if get_origin(shape) is Annotated:
        plain, *more = get_args(shape)
        return of(plain) | {each.keyword: each.value for each in more}
    if get_origin(shape) in (Union, types.UnionType):
        return _either([of(each) for each in get_args(shape)])
    if get_origin(shape) is tuple:
        return {"type": "array", "items": of(get_args(shape)[0])}
    if is_dataclass(shape):
        return {"$ref": f"#/components/schemas/{shape.__name__}"}  # type: ignore[union-attr]
    if issubclass(shape, StrEnum):
        return {"type": "string", "enum": [each.value for each in shape]}
    return dict(PLAIN[shape])


def _either(choices: list[dict[str, Any]]) -> dict[str, Any]:
    """One of several; a plain type that may be null is one type with two names, as most generators like it."""
    plain = [each for each in choices if each != PLAIN[type(None)]]
    if len(plain) == 1 and "type" in plain[0] and len(plain) < len(choices):
        merged = plain[0] | {"type": [plain[0]["type"], "null"]}
        return merged | ({"enum": [*merged["enum"], None]} if "enum" in merged else {})
    return {"anyOf": choices}


def _schemas(shapes: set[type[Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The schema of each dataclass, and of those it holds."""
    waiting, seen = list(shapes), set(shapes)
    while waiting:
        shape = waiting.pop()
        for held in _held(shape):
            if held not in seen:
                seen.add(held)
                waiting.append(held)
        yield shape.__name__, _object(shape)


def _object(shape: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(shape, include_extras=True)
    properties = {}
    for each in fields(shape):
        assert each.default is MISSING, "every field is always there"
        properties[each.name] = of(hints[each.name]) | {"description": each.metadata["says"]}
    return {
        "type": "object",
        "description": shape.__doc__,
        "properties": properties,
        "required": list(properties),
    }


def _held(shape: type[Any]) -> Iterator[type[Any]]:
    for hint in get_type_hints(shape).values():
        for each in (hint, *get_args(hint)):
            if is_dataclass(each):
                yield each  # type: ignore[misc]


def _operation(route: Route) -> dict[str, Any]:
    answers: dict[str, Any] = {"200": _answer(route)}
    if route.is_conditional:
        answers["304"] = {"description": "Nothing changed since the ETag that was sent as If-None-Match."}
    answers |= {str(status): _problem(status) for status in route.refusals}
    return {
        "operationId": route.name,
        "summary": route.says,
        "parameters": [_parameter(each) for each in route.parameters],
        "responses": answers,
    }


def _answer(route: Route) -> dict[str, Any]:
    assert route.answer.__doc__
    said = {"description": route.answer.__doc__, "content": {"application/json": {"schema": of(route.answer)}}}
    if route.is_conditional:
        said["headers"] = {"ETag": {"description": "Send it back as If-None-Match.", "schema": {"type": "string"}}}
    return said


def _problem(status: int) -> dict[str, Any]:
    said = {
        400: "A value after the question mark has another shape.",
        404: "There is no such thing, or it is not public.",
        429: "Too many requests from one network; see Retry-After.",
    }
    return {"description": said[status], "content": {"application/problem+json": {"schema": of(Problem)}}}


def _parameter(each: Parameter) -> dict[str, Any]:
    return {
        "name": each.name,
        "in": each.place,
        "required": each.place == "path" or each.is_required,
        "description": each.says,
        "schema": dict(each.schema),
    }
