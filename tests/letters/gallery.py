"""The gallery: every kind of letter as PDF and as pictures of its pages, to be looked at.

`python -m tests.letters.gallery [folder] [name ...]` writes them all, or those named.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pymupdf
from PIL import Image, ImageDraw

import letters
from letters.document import (
    Addressee,
    Annex,
    AuthenticText,
    Document,
    Heading,
    Note,
    Numbered,
    Paragraph,
    Quote,
    Record,
    SecondText,
    Section,
    SignatoryLine,
    SignatureList,
    Span,
    Style,
    Typed,
)
from tests.letters.samples import (
    DIGEST,
    addressees,
    autograph,
    body,
    bullets,
    letter,
    letterhead,
    member,
    members,
    plain,
    table,
)
from tests.letters.scripts import SCRIPTS, in_script

FOLDER = Path("out/gallery")
RESOLUTION = 110


def one_list(people: tuple[SignatoryLine, ...], style: Style = "A") -> SignatureList:
    """All Members under one heading."""
    summary = f"{len(people)} Members from 6 political groups and 20 Member States"
    return SignatureList(style=style, sections=(Section(heading=None, signatories=people),), summary=summary)


def with_autographs(count: int) -> Document:
    """Everybody drew a signature; the second typed it, the third uploaded a picture."""
    people = [replace(who, autograph=autograph(index)) for index, who in enumerate(members(count))]
    if count > 2:
        people[1] = replace(people[1], autograph=Typed(text=f"{people[1].given} {people[1].surname.title()}"))
        people[2] = replace(people[2], autograph=letters.clean_picture(photographed_ink()))
    return letter(count, signatures=one_list(tuple(people)))


def photographed_ink() -> bytes:
    """A photograph of ink on greyish paper."""
    image = Image.new("RGB", (600, 220), (214, 210, 200))
    pen = ImageDraw.Draw(image)
    pen.line(
        [(60 + 9 * x, 120 - 60 * ((x * 7) % 5 - 2) // 2) for x in range(50)], fill=(30, 36, 90), width=5, joint="curve"
    )
    written = io.BytesIO()
    image.save(written, "JPEG", quality=85)
    return written.getvalue()


def logo() -> bytes:
    """A lighthouse that belongs to nobody."""
    image = Image.new("RGBA", (320, 320), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.polygon([(130, 90), (190, 90), (215, 290), (105, 290)], fill=(24, 52, 84, 255))
    pen.rectangle([120, 50, 200, 90], fill=(200, 150, 40, 255))
    pen.polygon([(110, 50), (210, 50), (160, 14)], fill=(24, 52, 84, 255))
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def by(what: str, count: int) -> Document:
    """Signatories under headings: by political group or by country."""
    people = members(count)
    labels = list(dict.fromkeys(getattr(who, what) for who in people))
    sections = tuple(
        Section(heading=label, signatories=tuple(who for who in people if getattr(who, what) == label))
        for label in labels
    )
    return letter(count, signatures=SignatureList(sections=sections, summary="By heading", style="A"))


def bilingual() -> Document:
    """English beside French."""
    french = (
        Paragraph(spans=(
            Span(text="Nous, membres du Parlement européen soussignés, vous écrivons au sujet d’"),
            Span(text="Ilmar Vesterholm", bold=True),
            Span(text=", rédacteur en chef de l’hebdomadaire "),
            Span(text="Harbour Light", italic=True),
            Span(text=", détenu depuis le 14 mars 2026 à la maison d’arrêt de Nordvik.", note=1),
            Span(text=" Selon ses avocats, aucun mandat ne lui a été présenté et, pendant onze jours, ni eux ni sa "
                      "famille n’ont su où il se trouvait."),
        )),
        Paragraph(spans=(
            Span(text="La République du Sundmark a ratifié le Pacte international relatif aux droits civils et "
                      "politiques et s’est engagée, dans son accord de partenariat avec l’Union européenne, à "
                      "respecter l’indépendance des tribunaux et la liberté de la presse.", note=2),
            Span(text=" Nous rappelons que toute personne arrêtée doit être traduite dans le plus court délai devant "
                      "un juge et peut demander qu’un tribunal statue sans retard sur la légalité de sa détention."),
        )),
        Heading(level=1, spans=(Span(text="Nos demandes"),)),
        plain("Nous vous prions dès lors respectueusement"),
        Numbered(items=(
            (plain("de garantir à M. Vesterholm le libre accès à ses avocats et à un médecin de son choix, ainsi que "
                   "les visites de sa famille ;"),),
            (plain("d’ordonner une enquête indépendante sur les mauvais traitements relevés par le médecin de la "
                   "prison le 19 mars, et d’en publier les conclusions ;"),),
            (plain("de le remettre en liberté, à moins qu’un tribunal n’établisse, à l’issue d’une audience publique "
                   "et équitable, que sa détention est légale."),),
        )),
        Quote(blocks=(plain("Toute personne a droit à la liberté d’expression ; ce droit comprend la liberté de "
                            "rechercher, de recevoir et de répandre des informations."),)),
        plain("Nous évoquerons cette affaire lors de la prochaine réunion du Conseil de coopération et vous serions "
              "reconnaissants de nous répondre avant la période de session de juin."),
    )  # fmt: skip
    second = SecondText(
        language="fr",
        subject="La détention du journaliste Ilmar Vesterholm",
        body=french,
        notes=(
            Note(number=1, blocks=(plain("Décision du tribunal de district de Nordvik, affaire 1-4418/2026."),)),
            Note(number=2, blocks=(plain("Articles 2 et 14 de l’accord."),)),
        ),
        salutations=("Votre Excellence,",),
        closing="Veuillez agréer, Monsieur le Président, l’expression de notre très haute considération.",
    )
    return letter(7, template="bilingual", second=second, addressees=addressees()[:1])


def long_names() -> Document:
    """Names at the limits of what the directory holds, and beyond."""
    people = (
        member(1, given="Maria-Magdalena Konstantína Theodora", surname="PAPAKONSTANTINOU-HATZIDIMITRIOU"),
        member(2, given="Þórunn Ragnheiður", surname="VAN DER MEERBEKE-ŽIŽKOVSKÁ DE LA CERDA Y MAÑERU"),
        member(3, given="A", surname="Ó"),
        member(4, given="Jean-Christophe", surname="DONAUDAMPFSCHIFFFAHRTSELEKTRIZITÄTENHAUPTBETRIEBSWERK"),
        member(5, group="Progressive Alliance of Socialists, Democrats and Independent Northern Harbours"),
        member(6, capacity="in an individual capacity"),
        *members(7),
    )
    return letter(len(people), signatures=one_list(people))


def long_letter() -> Document:
    """Ten pages of text with many footnotes, a table, lists and quotes."""
    blocks = []
    notes = []
    for part in range(14):
        blocks.append(Heading(level=1 + part % 2 if part else 1, spans=(Span(text=f"Part {part + 1}: what is known"),)))
        for block in body():
            if isinstance(block, Paragraph):
                number = len(notes) + 1
                text = " ".join("".join(span.text for span in block.spans).split())
                blocks.append(Paragraph(spans=(Span(text=text, note=number), Span(text=" This is also on file."))))
                notes.append(Note(number=number, blocks=(plain("On file with the office. " * (1 + part % 4)),)))
            elif not isinstance(block, Heading | Numbered):
                blocks.append(block)
        blocks.append(table() if part % 3 == 0 else bullets())
    return letter(7, body=tuple(blocks), notes=tuple(notes))


def many_addressees() -> Document:
    """Eight offices, each with its own postal address."""
    eight = tuple(
        Addressee(
            name=f"H.E. {name}",
            office=office,
            postal=(f"{index + 1} Assembly Square", f"00{index}00 Nordvik"),
            email=f"office{index}@state.example",
            salutation="Your Excellencies,",
        )
        for index, (name, office) in enumerate(
            [("Mr Aksel Rydahl", "President of the Republic"), ("Ms Liv Tangen", "Prime Minister"),
             ("Mr Odd Brekke", "Speaker of the Assembly"), ("Ms Ada Holm", "Minister of Justice"),
             ("Mr Per Strand", "Minister of Foreign Affairs"), ("Ms Eva Lunde", "Prosecutor General"),
             ("Mr Nils Dahl", "Ombudsman for Human Rights"), ("Ms Ruth Moe", "President of the Supreme Court")]
        )
    )  # fmt: skip
    return letter(7, addressees=eight)


def annexed() -> Document:
    """A letter with another letter as its annex, and one in landscape."""
    inner = letters.typeset(letter(3, addressees=(), letterhead=None, record=None))
    with pikepdf.open(io.BytesIO(inner)) as turned:
        for leaf in turned.pages:
            leaf.rotate(90, relative=False)
        written = io.BytesIO()
        turned.save(written, deterministic_id=True)
    both = (Annex(title="Letter of 12 May", pdf=inner), Annex(title="The same, turned", pdf=written.getvalue()))
    return letter(3, annexes=both)


def supplement() -> Document:
    """Initiators first, late signers last."""
    late = tuple(replace(who, signed_on_text="3 June 2026") for who in members(12)[9:])
    main = one_list(members(9)[2:])
    return letter(9, initiators=members(2), signatures=replace(main, supplement=late))


def translation() -> Document:
    """A Ukrainian translation: marked, with a name in its script and the directory's form below it."""
    first, *others = members(7)
    written = replace(first, given="Анна", surname="ЛІНДКВІСТ", directory_name=(first.given, first.surname))
    mark = "Переклад. Автентичний текст: англійська."
    section = Section(heading=None, signatories=(written, *others))
    listed = SignatureList(sections=(section,), notes=(f"{mark} SHA-256: {DIGEST}",))
    record = Record(letter="7Q4K-M2XD", revision=1, translates=AuthenticText(language="en", digest=DIGEST))
    return replace(in_script("uk"), mark=mark, signatures=listed, record=record, seal_block=True)


GALLERY: dict[str, Callable[[], Document]] = {
    **{f"signatories-{count:03}": (lambda count=count: letter(count)) for count in (0, 1, 7, 50, 720)},
    **{
        f"format-{style}": (lambda style=style: letter(7, signatures=one_list(members(7, office="Chair"), style)))
        for style in "ABCDEF"
    },
    "by-group": lambda: by("group", 50),
    "by-country": lambda: by("country", 90),
    "autographs-7": lambda: with_autographs(7),
    "autographs-50": lambda: with_autographs(50),
    "template-plain": lambda: letter(7, letterhead=None, template="plain", addressees=addressees()[:1]),
    "template-logo": lambda: letter(7, letterhead=replace(letterhead(), logo=logo()), addressees=addressees()[:2]),
    "template-bilingual": bilingual,
    "draft": lambda: letter(7, draft=True),
    "paper-letter": lambda: letter(7, paper="Letter"),
    "seal-block": lambda: letter(7, seal_block=True),
    "supplement": supplement,
    "translation": translation,
    "long-names": long_names,
    "annexes": annexed,
    "long-letter": long_letter,
    "many-addressees": many_addressees,
    "table-and-lists": lambda: letter(1, body=(*body()[:2], table(), bullets(), *body()[2:])),
    "long-table": lambda: letter(1, body=(*body()[:2], table(40), *body()[2:])),
    "subject-after-salutation": lambda: letter(3, subject_first=False, addressees=addressees()[:1]),
    **{f"script-{language}": (lambda language=language: in_script(language)) for language in SCRIPTS},
}


def pictures(pdf: bytes, resolution: int = RESOLUTION) -> list[bytes]:
    """Each page as PNG."""
    with pymupdf.open(stream=pdf) as opened:
        return [page.get_pixmap(dpi=resolution).tobytes("png") for page in opened]


def main(arguments: list[str]) -> None:
    """Write the gallery."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name in arguments[1:] or GALLERY:
        pdf = letters.typeset(GALLERY[name]())
        (folder / f"{name}.pdf").write_bytes(pdf)
        for number, picture in enumerate(pictures(pdf)[:12], 1):
            (folder / f"{name}-{number:02}.png").write_bytes(picture)
        print(f"{name}: {len(pdf) // 1024} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
