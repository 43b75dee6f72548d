"""What can stop a letter from being printed, sealed or read; each says what to do next."""

from __future__ import annotations

from dataclasses import dataclass


class LettersError(Exception):
    """A letter cannot be printed, sealed or checked as asked."""


@dataclass(frozen=True, kw_only=True)
class MissingGlyph:
    """A character that no installed font can print, and where it stands."""

    character: str
    name: str
    """The Unicode name, or the code point where it has none."""
    position: int
    """Index in the text that was looked at, from 0."""
    context: str
    """The text around it."""
    package: str | None = None
    """What to install so that it can be printed, where known."""


class MissingGlyphs(LettersError):
    """Some characters of the text have no shape in any installed font."""

    def __init__(self, glyphs: list[MissingGlyph]) -> None:
        self.glyphs = glyphs
        first = glyphs[0]
        remedy = f"install {first.package}" if first.package else "replace it"
        what = f"{first.name} (U+{ord(first.character):04X}) in “{first.context}”"
        super().__init__(f"No installed font can print {what}: {remedy}.")


class DoesNotFit(LettersError):
    """A part of the letter is larger than a page or than the limits allow."""


class BadAutograph(LettersError):
    """A drawn or uploaded autograph cannot be accepted."""


class BadPicture(LettersError):
    """A picture (logo, autograph) cannot be read as PNG or JPEG within the limits."""


class BadAnnex(LettersError):
    """An annex is not a PDF that can be printed behind the letter."""


class SealError(LettersError):
    """The file was not sealed; nothing may be stored or sent under a sealed name."""

    sentence = "The letter was not sealed. Try again or ask whoever runs this installation."

    def __str__(self) -> str:
        """Give the sentence to show."""
        return self.sentence


class WrongSealPassword(SealError):
    """The password does not open the key file."""

    sentence = "The password does not open the seal key. Correct the seal password in the settings."


class SealKeyUnreadable(SealError):
    """The key file is missing, damaged, or of a kind that cannot seal."""

    sentence = (
        "The seal key cannot be used. Point the settings to a PKCS#12 file with an RSA or elliptic-curve key "
        "and its certificate, or to a working PKCS#11 device."
    )


class SealKeyLocked(SealError):
    """The installation's own key rests under another SECRET_KEY than those the settings name."""

    sentence = (
        "The seal's key cannot be opened with this SECRET_KEY. Name the one before it in SECRET_KEYS_BEFORE and "
        "restart, or restore the settings that belong to this instance folder."
    )


class SealKeyExpired(SealError):
    """The certificate's validity is over."""

    sentence = "The seal's certificate has expired. Renew it and change the settings, then seal again."


class SealKeyNotYetValid(SealError):
    """The certificate's validity has not begun."""

    sentence = (
        "The seal's certificate is not valid yet. Check this computer's clock, or wait until the "
        "certificate's first day."
    )


class SealKeyRevoked(SealError):
    """The issuer has taken the certificate, or one above it, back."""

    sentence = "The seal's certificate has been revoked. Ask its issuer for a new one; do not use the old key."


class SealKeyUntrusted(SealError):
    """The chain from the seal's certificate to a trusted root cannot be built or checked."""

    sentence = (
        "The seal's certificate does not lead to a trusted root. Add the issuer's root certificate to the "
        "settings, or seal at level B-B."
    )


class TimestampUnavailable(SealError):
    """The timestamp authority did not answer, or answered with a refusal."""

    sentence = (
        "The timestamp authority did not answer. Try again later, correct its address in the settings, or "
        "seal at level B-B, which needs no network."
    )


class TimestampAuthorityMissing(SealError):
    """The level asked for needs a timestamp authority and none is set."""

    sentence = "This seal level needs a timestamp authority. Set its address in the settings, or seal at level B-B."


class RevocationUnknown(SealError):
    """Nobody could say whether the certificate still stands, and the level asked for must record that."""

    sentence = (
        "It could not be learnt whether the seal's certificate still stands. Check the network, try again "
        "later, or seal at level B-T."
    )


class SealForbidden(SealError):
    """The file as it is admits no such seal: it is locked, already certified, or not a sound PDF."""

    sentence = (
        "This file cannot take the seal: it is locked against further seals or is not a sound PDF. "
        "Make the letter's file anew and seal that."
    )
