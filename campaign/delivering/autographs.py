"""A stored autograph becomes what the printer draws beside the name."""

import letters
from campaign.signing.models import AutographKind, Signature
from letters.document import Autograph, Picture, Typed


def printed(signature: Signature) -> Autograph | None:
    """The autograph as printed: curves, a clean picture, a typed name, or nothing."""
    match signature.autograph_kind:
        case AutographKind.TYPED:
            return Typed(text=str((signature.autograph or {})["text"]))
        case AutographKind.DRAWN:
            return letters.strokes_from_text((signature.autograph or {})["curves"])
        case AutographKind.IMAGE if signature.autograph_image:
            return Picture(png=signature.autograph_image)
    return None
