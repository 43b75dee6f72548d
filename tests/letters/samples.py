"""Letters to look at and to test with: invented Members, an invented state, words written for this gallery."""

from __future__ import annotations

import math
import random
from datetime import date
from typing import Any

import letters
from letters.document import (
    Addressee,
    Block,
    Bullets,
    Document,
    Heading,
    Letterhead,
    Note,
    Numbered,
    Paragraph,
    Quote,
    Record,
    Section,
    SignatoryLine,
    SignatureList,
    Span,
    Strokes,
    Table,
)

DIGEST = "3f2a9c41d07be86512aa90ffce4471b8e09d5c2b7a6138f4455e02d9b1c7f680"
CHECK_URL = "https://letters.example.org/check/7Q4K-M2XD"

# fmt: off
_GIVEN = (
    "Agnieszka", "Łukasz", "Jürgen", "Márton", "Ștefan", "Søren", "Élodie", "Anežka", "Jiří", "Ağa",
    "Bjørn", "Céline", "Dimitrios", "Eleni", "Fionnuala", "Göran", "Hélène", "Iñaki", "Jana", "Kateřina",
    "Liisa", "Małgorzata", "Nuno", "Oļegs", "Pilar", "Růžena", "Sándor", "Tõnu", "Ursula", "Violeta",
    "Žaneta",
)
_SURNAMES = (
    "WIŚNIOWSKA", "ÞÓRSDÓTTIR", "MÜNZBERG", "KŐRÖSHEGYI", "BĂLȚĂREANU", "ØSTERGÅRD", "LEFÈVRE-DUVAL",
    "ŽIŽKOVSKÝ", "VAN DER MEERBEKE", "Ó CEALLACHÁIN", "DE LA CERDA MAÑERU", "McGILLYCUDDY", "D'ANNUNZIATA",
    "TAMMSAARE-KIVIRÄHK", "PAPAKONSTANTINOU", "ĶIRŠTEINS", "GRYBAUSKIENĖ", "ZAMMIT-ĊASSAR", "SØLVBERG",
    "QUINTANILHA", "VON HOHENFELS", "IVANOVA-PETKOVA", "KRÄHENBÜHL", "ĐURĐEVIĆ", "ŠKRABEC", "NOVÁKOVÁ",
    "IN 'T ZANDT", "LÓPEZ-ARRIAGA", "RÕUGSEPP",
)
# fmt: on
_COUNTRIES = [
    ("PL", "Poland"),
    ("DE", "Germany"),
    ("HU", "Hungary"),
    ("RO", "Romania"),
    ("DK", "Denmark"),
    ("FR", "France"),
    ("CZ", "Czechia"),
    ("BE", "Belgium"),
    ("IE", "Ireland"),
    ("ES", "Spain"),
    ("IT", "Italy"),
    ("EE", "Estonia"),
    ("EL", "Greece"),
    ("LV", "Latvia"),
    ("LT", "Lithuania"),
    ("MT", "Malta"),
    ("SE", "Sweden"),
    ("PT", "Portugal"),
    ("HR", "Croatia"),
    ("SI", "Slovenia"),
]  # fmt: skip
_GROUPS = [("EPP", "EPP"), ("SD", "S&D"), ("RENEW", "Renew"), ("GREENS", "Greens/EFA"), ("ECR", "ECR"),
           ("LEFT", "The Left"), ("NI", "NI")]  # fmt: skip


def member(index: int, **changes: Any) -> SignatoryLine:
    """An invented Member."""
    country = _COUNTRIES[index * 7 % len(_COUNTRIES)]
    group = _GROUPS[index * 3 % len(_GROUPS)]
    values: dict[str, Any] = {
        "ep_id": 9_000_001 + index,
        "given": _GIVEN[index % len(_GIVEN)]
        + (" " + _GIVEN[index // len(_GIVEN) * 7 % len(_GIVEN)] if index >= len(_GIVEN) else ""),
        "surname": _SURNAMES[index * 5 % len(_SURNAMES)],
        "country_code": country[0],
        "country": country[1],
        "group_code": group[0],
        "group": group[1],
        "assurance": "office mailbox",
        "honorific": "Ms" if index % 2 else "Mr",
        "party": "Party of the Northern Harbours",
    }
    return SignatoryLine(**{**values, **changes})


def members(count: int, **changes: Any) -> tuple[SignatoryLine, ...]:
    """Invented Members."""
    return tuple(member(index, **changes) for index in range(count))


def autograph(seed: int) -> Strokes:
    """A drawn signature of several strokes that belongs to nobody."""
    dice = random.Random(seed)
    strokes: list[list[tuple[float, float]]] = []
    x = 20.0
    for _ in range(dice.randint(3, 5)):
        width, waves = dice.uniform(25, 50), dice.uniform(1.5, 4)
        tall, lean, phase = dice.uniform(12, 30), dice.uniform(4, 14), dice.uniform(0, 6)
        points = []
        for step in range(27):
            t = step / 26
            angle = phase + t * waves * math.tau
            fade = 1 - 0.6 * t
            points.append((x + width * t + lean * math.cos(angle), 52 + tall * fade * math.sin(angle)))
        strokes.append(points)
        x += width * dice.uniform(0.7, 1.0)
    return letters.fit_strokes(strokes, width=300, height=100)


def plain(text: str, **how: Any) -> Paragraph:
    return Paragraph(spans=(Span(text=text, **how),))


def body() -> tuple[Block, ...]:
    return (
        Paragraph(
            spans=(
                Span(text="We, the undersigned Members of the European Parliament, write to you about "),
                Span(text="Ilmar Vesterholm", bold=True),
                Span(text=", editor of the weekly paper "),
                Span(text="Harbour Light", italic=True),
                Span(text=", who has been held in the remand prison of Nordvik since 14 March 2026.", note=1),
                Span(
                    text=" According to his lawyers he was not shown a warrant, and for eleven days neither they nor "
                    "his family were told where he was."
                ),
            )
        ),
        Paragraph(
            spans=(
                Span(
                    text="The Republic of Sundmark has ratified the International Covenant on Civil and Political "
                    "Rights, and in the Agreement on Partnership with the European Union it has undertaken to "
                    "respect the independence of courts and the freedom of the press.",
                    note=2,
                ),
                Span(
                    text=" We recall in particular that anyone who is arrested must be brought promptly before a judge "
                    "and may ask a court to decide without delay on the lawfulness of the detention. The official "
                    "communication of 2 April refers to "
                ),
                Span(text="«угроза общественной безопасности»", language="ru"),
                Span(
                    text=" without naming any act, and the Kazakh observer Әсел Қожахметқызы was refused entry to the "
                    "hearing in "
                ),
                Span(text="Θεσσαλονίκης", language="el"),
                Span(text=" Street."),
            )
        ),
        Heading(level=1, spans=(Span(text="What we ask"),)),
        plain("We therefore respectfully ask you"),
        Numbered(
            items=(
                (
                    plain(
                        "to make sure that Mr Vesterholm has unhindered access to his lawyers and to a physician of "
                        "his "
                        "own choice, and that his family may visit him;"
                    ),
                ),
                (
                    Paragraph(
                        spans=(
                            Span(
                                text="to order an independent inquiry into the allegations of ill-treatment "
                                "recorded by the prison physician on 19 March",
                                note=3,
                            ),
                            Span(text=", and to publish its findings;"),
                        )
                    ),
                ),
                (
                    plain(
                        "to release him, unless a court finds in a fair and public hearing that his "
                        "detention is lawful."
                    ),
                ),
            )
        ),
        Quote(
            blocks=(
                plain(
                    "Everyone shall have the right to freedom of expression; this right shall include freedom "
                    "to seek, receive and impart information and ideas of all kinds."
                ),
            )
        ),
        plain(
            "We shall raise this case at the next meeting of the Cooperation Council and would be grateful for your "
            "reply before the part-session of June. Further documents can be found at the address printed below, "
            "and we remain at your disposal for a conversation in Brussels or in Strasbourg at any time."
        ),
    )


def notes() -> tuple[Note, ...]:
    return (
        Note(
            number=1,
            blocks=(
                plain(
                    "Decision of the District Court of Nordvik, case 1-4418/2026, made known to the "
                    "defence on 25 March 2026."
                ),
            ),
        ),
        Note(
            number=2,
            blocks=(
                Paragraph(
                    spans=(
                        Span(text="Articles 2 and 14; see also "),
                        Span(
                            text="https://letters.example.org/documents/agreement",
                            link="https://letters.example.org/documents/agreement",
                        ),
                        Span(text="."),
                    )
                ),
            ),
        ),
        Note(
            number=3,
            blocks=(plain("Medical record no. 77, page 3; a copy is with the Delegation of the European Union."),),
        ),
    )


def addressees() -> tuple[Addressee, ...]:
    return (
        Addressee(
            name="H.E. Mr Aksel Rydahl",
            office="President of the Republic of Sundmark",
            postal=("Office of the President", "1 Assembly Square", "00100 Nordvik"),
            email="office@president.example",
            salutation="Your Excellency,",
        ),
        Addressee(
            name="Жоғары мәртебелі Дәурен Қуанышұлы",
            office="Бас прокурор",
            postal=("Тәуелсіздік даңғылы, 14", "00101 Нордвик"),
            salutation="Құрметті Бас прокурор мырза,",
            language="kk",
        ),
        Addressee(
            name="Господин Сергей Щукин",
            office="Министр внутренних дел",
            postal=("ул. Морская, 7", "00102 Нордвик"),
            salutation="Уважаемый господин Министр,",
            language="ru",
        ),
    )


def letterhead() -> Letterhead:
    return Letterhead(
        name="Harbour Watch Foundation",
        address=(
            "12 rue des Quais, 1000 Brussels, Belgium",
            "office@harbourwatch.example",
            "Transparency Register 000000000000-00",
        ),
    )


def letter(count: int = 7, **changes: Any) -> Document:
    """A whole letter with `count` invented signatories."""
    values: dict[str, Any] = {
        "language": "en",
        "title": "Open letter on the detention of Ilmar Vesterholm",
        "document_id": "UND-2026-0042/1",
        "digest": DIGEST,
        "check_url": CHECK_URL,
        "letterhead": letterhead(),
        "addressees": addressees(),
        "place": "Strasbourg",
        "dated_on": date(2026, 5, 12),
        "date_text": "12 May 2026",
        "subject": "The detention of the journalist Ilmar Vesterholm",
        "body": body(),
        "notes": notes(),
        "closing": "Yours sincerely,",
        "signatures": SignatureList(
            sections=(Section(heading=None, signatories=members(count)),),
            summary=f"{count} Members from 6 political groups and 20 Member States",
        ),
        "cc": ("Delegation of the European Union to the Republic of Sundmark",
               "High Representative of the Union for Foreign Affairs and Security Policy"),
        "template": "letterhead",
        "record": Record(letter="7Q4K-M2XD", revision=1, frozen_at="2026-05-11T22:00:00Z", merkle_root=DIGEST),
    }  # fmt: skip
    return Document(**{**values, **changes})


def table(times: int = 1) -> Table:
    """Three rows, so many times."""

    def cell(text: str) -> tuple[Span, ...]:
        return (Span(text=text),)

    return Table(
        header=(cell("Day"), cell("What happened"), cell("Source")),
        rows=(
            (
                cell("14 March"),
                cell("Arrest at the editorial office without a warrant being shown"),
                cell("Lawyers"),
            ),
            (cell("19 March"), cell("Physician records injuries to both wrists"), cell("Medical record 77")),
            (cell("25 March"), cell("Decision on detention made known to the defence"), cell("Court file")),
        )
        * times,
    )


def bullets() -> Bullets:
    return Bullets(items=((plain("access to a lawyer;"),), (plain("access to a physician;"),)))
