"""What the printer knows of characters: which no typeface has, and which words mix alphabets that look alike."""

from collections.abc import Iterable

import letters
from campaign.drafting import content as contents
from campaign.drafting import glyphs
from campaign.drafting.models import Letter
from campaign.signing.models import Signature


def init_app() -> None:
    """Answer the editor's question with what the printer knows."""
    glyphs.check_with(missing)


def missing(text: str) -> list[str]:
    """Each character of the text that cannot be printed, once, in words."""
    return list(dict.fromkeys(f"“{each.character}” ({each.name})" for each in letters.missing_glyphs(text)))


def look_alikes(letter: Letter, signatures: Iterable[Signature]) -> list[str]:
    """Words of the letter and of its names in which alphabets are mixed, each once: a person should look at them.

    A Cyrillic а in a Latin name prints like the Latin one, but the name is then another one for every search.
    """
    content = contents.of_letter(letter)
    texts = [letter.title, content.subject, content.body]
    texts += [f"{each.name} {each.office}" for each in content.addressees]
    texts += [f"{each.given} {each.surname}" for each in signatures]
    return list(dict.fromkeys(word for text in texts for word in letters.mixed_scripts(text)))
