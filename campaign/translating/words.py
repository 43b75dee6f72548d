"""How a translation is marked, in its own language where we know the words; in English else."""

from campaign.translating.queries import language_name

_MARKS = {
    "de": "Übersetzung. Verbindlicher Text: {}.",
    "el": "Μετάφραση. Αυθεντικό κείμενο: {}.",
    "en": "Translation. Authentic text: {}.",
    "es": "Traducción. Texto auténtico: {}.",
    "fr": "Traduction. Texte faisant foi : {}.",
    "it": "Traduzione. Testo facente fede: {}.",
    "ka": "თარგმანი. ავთენტური ტექსტი: {}.",
    "kk": "Аударма. Түпнұсқа мәтін: {}.",
    "nl": "Vertaling. Authentieke tekst: {}.",
    "pl": "Tłumaczenie. Tekst autentyczny: {}.",
    "pt": "Tradução. Texto que faz fé: {}.",
    "ru": "Перевод. Аутентичный текст: {}.",
    "uk": "Переклад. Автентичний текст: {}.",
}


def mark(language: str, authentic: str) -> str:
    """The sentence that stands at the head of a translation: that it is one, and which text is authentic."""
    if language in _MARKS:
        return _MARKS[language].format(language_name(authentic, language))
    return f"Translation; the {language_name(authentic, 'en')} text is authentic."
