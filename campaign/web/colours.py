"""The political groups' colours as a stylesheet, from the one place that holds them; used by charts only.

Where a reader asks for more contrast, all groups take the colour of the text: position and words tell them apart.
"""

from functools import cache

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from campaign.parliament import groups

blueprint = Blueprint("colours", __name__, url_prefix="/colours")


@blueprint.get("/groups.css")
def stylesheet() -> ResponseReturnValue:
    """One custom property per group, for light and dark grounds."""
    response = Response(_css(), mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.add_etag()
    return response.make_conditional(request)


@cache
def _css() -> str:
    light = "\n".join(f"  --group-{each.code}: {each.colour};" for each in groups.ALL)
    dark = "\n".join(f"    --group-{each.code}: {each.colour_dark};" for each in groups.ALL)
    plain = "\n".join(f"    --group-{each.code}: currentcolor;" for each in groups.ALL)
    classes = "\n".join(f".group-{each.code} {{ --group: var(--group-{each.code}); }}" for each in groups.ALL)
    return "\n".join(
        (
            f":root {{\n{light}\n}}",
            f"@media (prefers-color-scheme: dark) {{\n  :root {{\n{dark}\n  }}\n}}",
            f"@media (prefers-contrast: more), (forced-colors: active) {{\n  :root {{\n{plain}\n  }}\n}}",
            classes,
        )
    )
