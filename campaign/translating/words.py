"""How a translation is marked, in its own language where we know the words; in English else."""

from campaign.translating.queries import language_name

_MARKS = {
    "bg": "Превод. Автентичен текст: {}.",
    "cs": "Překlad. Autentické znění: {}.",
    "da": "Oversættelse. Autentisk tekst: {}.",
    "de": "Übersetzung. Verbindlicher Text: {}.",
    "el": "Μετάφραση. Αυθεντικό κείμενο: {}.",
    "en": "Translation. Authentic text: {}.",
    "es": "Traducción. Texto auténtico: {}.",
    "et": "Tõlge. Autentne tekst: {}.",
    "fi": "Käännös. Todistusvoimainen teksti: {}.",
    "fr": "Traduction. Texte faisant foi : {}.",
    "ga": "Aistriúchán. Téacs barántúil: {}.",
    "hr": "Prijevod. Vjerodostojan tekst: {}.",
    "hu": "Fordítás. Hiteles szöveg: {}.",
    "hy": "Թարգմանություն. Վավերական տեքստ՝ {}։",
    "it": "Traduzione. Testo facente fede: {}.",
    "ka": "თარგმანი. ავთენტური ტექსტი: {}.",
    "kk": "Аударма. Түпнұсқа мәтін: {}.",
    "lt": "Vertimas. Autentiškas tekstas: {}.",
    "lv": "Tulkojums. Autentiskais teksts: {}.",
    "mt": "Traduzzjoni. Test awtentiku: {}.",
    "nl": "Vertaling. Authentieke tekst: {}.",
    "pl": "Tłumaczenie. Tekst autentyczny: {}.",
    "pt": "Tradução. Texto que faz fé: {}.",
    "ro": "Traducere. Text autentic: {}.",
    "ru": "Перевод. Аутентичный текст: {}.",
    "sk": "Preklad. Autentické znenie: {}.",
    "sl": "Prevod. Verodostojno besedilo: {}.",
    "sv": "Översättning. Giltig text: {}.",
    "uk": "Переклад. Автентичний текст: {}.",
}


def mark(language: str, authentic: str) -> str:
    """The sentence that stands at the head of a translation: that it is one, and which text is authentic."""
    if language in _MARKS:
        return _MARKS[language].format(language_name(authentic, language))
    return f"Translation; the {language_name(authentic, 'en')} text is authentic."
