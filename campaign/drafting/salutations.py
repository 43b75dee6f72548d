"""Usual forms of address, to choose from: offered by office and language, never filled in unasked.

Stored as typed: case endings, vocatives and gender cannot be made by rule, so each common form stands here whole.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """A salutation and the office it is for."""

    office: str
    text: str


def _forms(**texts: tuple[str, ...]) -> tuple[Form, ...]:
    return tuple(Form(office.replace("_", " "), text) for office, forms in texts.items() for text in forms)


SALUTATIONS = {
    "en": _forms(
        head_of_state=("Your Excellency,", "Dear Mr President,", "Dear Madam President,"),
        monarch=("Your Majesty,",),
        prime_minister=("Dear Prime Minister,",),
        minister=("Dear Minister,",),
        prosecutor_general=("Dear Prosecutor General,",),
        ambassador=("Your Excellency,", "Dear Ambassador,"),
        several=("Your Excellencies,",),
        unknown=("Dear Sir or Madam,",),
    ),
    "fr": _forms(
        head_of_state=(
            "Monsieur le Président de la République,",
            "Madame la Présidente de la République,",
            "Monsieur le Président,",
            "Madame la Présidente,",
        ),
        monarch=("Majesté,",),
        prime_minister=("Monsieur le Premier ministre,", "Madame la Première ministre,"),
        minister=("Monsieur le Ministre,", "Madame la Ministre,"),
        prosecutor_general=("Monsieur le Procureur général,", "Madame la Procureure générale,"),
        ambassador=("Monsieur l'Ambassadeur,", "Madame l'Ambassadrice,"),
    ),
    "ru": _forms(
        head_of_state=("Уважаемый господин Президент,", "Уважаемая госпожа Президент,"),
        monarch=("Ваше Величество,",),
        prime_minister=("Уважаемый господин Премьер-министр,", "Уважаемая госпожа Премьер-министр,"),
        minister=("Уважаемый господин Министр,", "Уважаемая госпожа Министр,"),
        prosecutor_general=("Уважаемый господин Генеральный прокурор,",),
        ambassador=("Уважаемый господин Посол,", "Уважаемая госпожа Посол,"),
    ),
}
CLOSINGS = {
    "en": ("Yours sincerely,", "Yours faithfully,"),
    "fr": ("Veuillez agréer l'expression de notre très haute considération.",),
    "ru": ("С уважением,", "С глубоким уважением,"),
}


def offered(language: str) -> tuple[Form, ...]:
    """The forms of this language; the English ones where none are known."""
    return SALUTATIONS.get(language, SALUTATIONS["en"])
