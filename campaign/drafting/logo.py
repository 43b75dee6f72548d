"""A letterhead's logo: decoded within bounds and drawn anew, so that nothing of the uploaded file itself is kept."""

import io
import warnings
from typing import IO

from flask_babel import lazy_gettext as _
from PIL import Image

from campaign.web.refusals import Refusal

MAX_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 12_000_000
LARGEST = (1200, 480)
"""Points enough for 10 cm at 300 dots an inch."""


class NoLogo(Refusal):
    """The file cannot be a logo."""

    status = 422


def redrawn(file: IO[bytes]) -> bytes:
    """The picture as a small PNG on white, without transparency and without anything hidden in the file.

    Raises NoLogo for a file that is too large, no PNG or JPEG, or damaged.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise NoLogo("bytes", _("That logo is larger than 2 MB. Choose a smaller file."))
    picture = _decoded(data)
    picture.thumbnail(LARGEST)
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture.getchannel("A"))
    packed = io.BytesIO()
    flat.save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _decoded(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own bound is stricter
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise NoLogo("pixels", _("That logo has more than 12 million pixels. Choose a smaller one."))
                return opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoLogo("format", _("That file is no PNG or JPEG picture. Choose another one.")) from error
