"""What a Member filled in, already checked: it waits for the code, or becomes a signature at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaign.signing.models import AutographKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The Member's answer to "sign": which text, in which capacity, with which autograph."""

    digest: str
    """Of the text that was on the page; it must still be the letter's text when the signature is recorded."""
    in_individual_capacity: bool = False
    kind: AutographKind = AutographKind.NONE
    autograph: Mapping[str, Any] | None = None
    """{"text": …} for a typed one, {"width", "height", "strokes", "curves"} for a drawn one."""
    image: bytes | None = None
    consent: str = ""
    """The version of the consent that was on the page; empty: the one of the moment it is recorded."""
    prepared_by: str | None = None
    """Public id of the assistant who filled it in for the Member to confirm."""

    def as_json(self) -> dict[str, Any]:
        """All but the image, to wait in the database."""
        return {
            "digest": self.digest,
            "in_individual_capacity": self.in_individual_capacity,
            "kind": self.kind.value,
            "autograph": dict(self.autograph) if self.autograph else None,
            "consent": self.consent,
        }

    @classmethod
    def of_json(cls, stored: Mapping[str, Any], image: bytes | None) -> "Wish":
        """The wish that as_json wrote, with its image."""
        return cls(
            digest=stored["digest"],
            in_individual_capacity=stored["in_individual_capacity"],
            kind=AutographKind(stored["kind"]),
            autograph=stored["autograph"],
            image=image,
            consent=stored.get("consent", ""),
        )
