"""The pages' typefaces: Source Serif 4 and Source Sans 3 from their packages, cut to the letters of Europe, as WOFF2.

Made once per process when first asked for (hb-subset keeps the variable axes), served from our own address and
cacheable for ever: the address holds the package's version.
"""

import io
import threading
from functools import cache
from importlib import metadata
from pathlib import Path

import uharfbuzz
from flask import Blueprint, Response, abort
from fontTools.ttLib import TTFont

blueprint = Blueprint("fonts", __name__, url_prefix="/fonts")

FACES = {
    "serif": ("fontpkg-source-serif-4", "roman"),
    "serif-italic": ("fontpkg-source-serif-4", "italic"),
    "sans": ("fontpkg-source-sans-3", "roman"),
}
RANGES = {
    "latin": [
        (0x20, 0x7E),
        (0xA0, 0x24F),
        (0x1E00, 0x1EFF),
        (0x2000, 0x206F),
        (0x20A0, 0x20BF),
        (0x2100, 0x218F),
        (0x2190, 0x2193),
        (0x2212, 0x2215),
        (0x2713, 0x2713),
    ],
    "greek-cyrillic": [(0x370, 0x3FF), (0x400, 0x52F)],
}
FEATURES = ("case", "onum", "tnum", "lnum")  # besides those that are on by themselves
SCREEN_SIZE = 16  # the optical size in points that screens get
WEIGHTS = (400, 700)  # no serif is set lighter or bolder: a quarter of its bytes
_one_at_a_time = threading.Lock()


@blueprint.get("/<face>.<part>.woff2")
def font(face: str, part: str) -> Response:
    """One face cut to one range of letters."""
    if face not in FACES or part not in RANGES:
        abort(404)
    with _one_at_a_time:
        response = Response(_woff2(face, part), mimetype="font/woff2")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@cache
def _woff2(face: str, part: str) -> bytes:
    source = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file_of(face))))
    wanted = uharfbuzz.SubsetInput()
    for first, last in RANGES[part]:
        wanted.unicode_set.update(range(first, last + 1))
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in FEATURES)
    if "serif" in face:
        wanted.set_axis_range(source, "wght", *WEIGHTS)
        wanted.pin_axis_location(source, "opsz", SCREEN_SIZE)
    subset = uharfbuzz.subset(source, wanted)
    packed = io.BytesIO()
    typeface = TTFont(io.BytesIO(bytes(subset.blob.data)))
    typeface.flavor = "woff2"
    typeface.save(packed)
    return packed.getvalue()


def file_of(face: str) -> Path:
    """The variable TrueType file of this face in its installed font package."""
    package, style = FACES[face]
    for file in metadata.files(package) or []:
        name = file.name.lower()
        if name.endswith(".ttf") and ("italic" in name) == (style == "italic"):
            return Path(str(file.locate()))
    raise FileNotFoundError(f"{package} holds no {style} face")
