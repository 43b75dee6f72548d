"""Which column of an office's table holds what: guessed from headings in several languages and from the cells."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from campaign.parliament import countries, groups, names
from campaign.roster.sources.cells import Row, Table
from campaign.roster.sources.refusals import CannotRead, Reason


class Field(StrEnum):
    """What a column can hold."""

    EP_ID = "ep_id"
    FULL_NAME = "full_name"
    GIVEN = "given"
    SURNAME = "surname"
    COUNTRY = "country"
    GROUP = "group"
    PARTY = "party"
    MAILBOX = "mailbox"
    COMMITTEES = "committees"
    SUBSTITUTE = "substitute"
    SINCE = "since"


#: Headings met or to be expected, folded and without spaces.
_HEADINGS: Mapping[Field, str] = {
    Field.EP_ID: "id epid mepid memberid personid persid ididentifier identifier mepidentifier epnumber mepnumber epnr "
    "numero identifiant kennung kennnummer parliamentid europarlid userid profil profile profileurl mepuri url ref",
    Field.FULL_NAME: "name fullname membername mep meps member memberofparliament memberoftheeuropeanparliament nom "
    "nomcomplet depute eurodepute abgeordnete abgeordneter mitglied nombre nombrecompleto eurodiputado nome "
    "nomecompleto eurodeputato eurodeputado imieinazwisko posel europosel jmeno poslanec naam volledigenaam nev "
    "kepviselo onoma navn namn nimi vards vardas pavarde nume ime priezvisko label",
    Field.GIVEN: "firstname givenname givennames forename forenames prenom prenoms vorname vornamen nombres prenome "
    "nomedibattesimo imie imiona krestnijmeno voornaam voornamen keresztnev fornavn fornamn etunimi eesnimi prenume "
    "mepgivenname first given",
    Field.SURNAME: "lastname surname familyname nomdefamille nachname familienname zuname apellido apellidos cognome "
    "apelido sobrenome nazwisko prijmeni achternaam familienaam vezeteknev efternavn efternamn sukunimi perekonnanimi "
    "uzvards pavarde prezime priimek mepfamilyname last family",
    Field.COUNTRY: "country countrycode memberstate state nation pays etatmembre land mitgliedstaat mitgliedsstaat "
    "staat pais estadomiembro paese statomembro kraj panstwo panstwoczlonkowskie zeme clenskystat lidstaat orszag "
    "tagallam maa riik valsts salis tara drzava krajina countryofrepresentation iso ms nat",
    Field.GROUP: "group politicalgroup epgroup eugroup europeangroup groupe groupepolitique fraktion gruppe grupo "
    "grupopolitico gruppo gruppopolitico grupa grupapolityczna frakcja skupina politickaskupina fractie "
    "politiekefractie kepviselocsoport ryhma fraktsioon groupcode pg eppoliticalgroup grup omada",
    Field.PARTY: "party nationalparty nationalpoliticalgroup nationalpoliticalparty parti partinational partei "
    "nationalepartei partido partidonacional partito partitonazionale partia partiakrajowa strana partij part puolue "
    "erakond partija partid nationaldelegation",
    Field.MAILBOX: "email emailaddress mail emails mailaddress emailofficial officialemail courriel adresseemail "
    "adressemail adresseelectronique mailadresse emailadresse correo correoelectronico correoe postaelettronica "
    "indirizzoemail indirizzodiposta adresemail adrespocztyelektronicznej poczta epost sahkoposti mepemail kontakt "
    "contact mailbox eposta eposti emailcim",
    Field.COMMITTEES: "committee committees commission commissions ausschuss ausschusse comision comisiones "
    "commissione commissioni komisja komisje vybor vybory commissie bizottsag membercommittees committeemember",
    Field.SUBSTITUTE: "substitute substitutes suppleant suppleante stellvertreter stellvertretend suplente supplente "
    "zastepca nahradnik substitutecommittees committeesubstitute",
    Field.SINCE: "since from mandatestart start startdate memberfrom seit depuis desde dal od",
}
_BY_HEADING = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split()}
_MEANS_NUMBER = re.compile(r"(?:.*/meps/[a-z]{2}/|person/)?\d{1,7}(?:\D.*)?")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column (from 0) holds which field, and how many rows stand above the first person."""

    columns: tuple[tuple[Field, int], ...]
    heading_rows: int

    def column(self, field: Field) -> int | None:
        """The column that holds this field."""
        return next((column for each, column in self.columns if each is field), None)

    @property
    def identifies(self) -> bool:
        """Do the rows say who is meant and something about them? A number or an address is enough, a name is not."""
        known = {field for field, _ in self.columns}
        if known & {Field.EP_ID, Field.MAILBOX}:
            return True
        return bool(known & {Field.FULL_NAME, Field.SURNAME}) and bool(known & {Field.COUNTRY, Field.GROUP})


def heading_of(text: str) -> Field | None:
    """What a column with this heading holds."""
    return _BY_HEADING.get(names.fold(text).replace(" ", ""))


def guess(table: Table) -> ColumnMap:
    """The likeliest reading of a table: its headings first, what the cells look like where they are silent."""
    heading_rows = _heading_rows(table.rows)
    found: dict[Field, int] = {}
    if heading_rows:
        for column, cell in enumerate(table.rows[heading_rows - 1].cells):
            field = heading_of(cell)
            if field is not None and field not in found:
                found[field] = column
    samples = [row.cells for row in table.rows[heading_rows : heading_rows + 60]]
    for field, looks_right in _LOOKS.items():
        if field not in found:
            taken = set(found.values())
            column_ = _likeliest([each for each in range(table.width) if each not in taken], samples, looks_right)
            if column_ is not None:
                found[field] = column_
    return ColumnMap(tuple(sorted(_without_doubles(found).items(), key=lambda each: each[1])), heading_rows)


def _heading_rows(rows: Sequence[Row]) -> int:
    """How many rows end with the headings: titles may stand above them; 0 when the first row is a person."""
    for number, row in enumerate(rows[:10], start=1):
        known = [cell for cell in row.cells if cell and heading_of(cell)]
        if len(known) >= 2 or (len(known) == 1 and len([cell for cell in row.cells if cell]) == 1):
            return number
    telling = (Field.EP_ID, Field.MAILBOX, Field.COUNTRY, Field.GROUP)
    is_person = bool(rows) and any(_LOOKS[field](cell) for field in telling for cell in rows[0].cells if cell)
    return 0 if is_person or not rows else 1


def _without_doubles(found: dict[Field, int]) -> dict[Field, int]:
    """A full name beside given and family name is one too many; so is a family name alone called a name."""
    if Field.GIVEN in found and Field.SURNAME not in found and Field.FULL_NAME in found:
        found[Field.SURNAME] = found.pop(Field.FULL_NAME)  # "Prénom | Nom", "Name | Vorname"
    elif Field.GIVEN in found and Field.SURNAME in found:
        found.pop(Field.FULL_NAME, None)
    return found


def _share(cells: Sequence[str], looks_right: Callable[[str], bool]) -> float:
    filled = [cell for cell in cells if cell]
    return sum(map(looks_right, filled)) / len(filled) if filled else 0.0


def _likeliest(free: Sequence[int], samples: Sequence[Sequence[str]], looks_right: Callable[[str], bool]) -> int | None:
    shares = [(_share([cells[column] for cells in samples], looks_right), -column) for column in free]
    best, column = max(shares, default=(0.0, 0))
    return -column if best >= 0.8 else None


def _is_name(cell: str) -> bool:
    words = cell.split()
    return 2 <= len(words) <= 7 and not re.search(r"[\d@|;/]", cell) and names.split(cell).surname.isupper()


_LOOKS: Mapping[Field, Callable[[str], bool]] = {
    Field.MAILBOX: lambda cell: "@" in cell,
    Field.EP_ID: lambda cell: _MEANS_NUMBER.fullmatch(cell) is not None and len(cell) >= 3,
    Field.COUNTRY: lambda cell: countries.find(cell) is not None,
    Field.GROUP: lambda cell: bool(groups.called(cell)),
    Field.FULL_NAME: _is_name,
}


def named(table: Table, guessed: ColumnMap, wishes: Mapping[Field, str]) -> ColumnMap:
    """The guess with the operator's word on some columns: a heading as it stands there, or empty for none.

    Raises CannotRead when there is no such heading.
    """
    headings = table.rows[guessed.heading_rows - 1].cells if guessed.heading_rows else ()
    found = dict(guessed.columns)
    for field, wish in wishes.items():
        found.pop(field, None)
        if not wish:
            continue
        column = next((at for at, cell in enumerate(headings) if names.fold(cell) == names.fold(wish)), None)
        if column is None:
            shown = ", ".join(cell for cell in headings if cell)
            raise CannotRead(Reason.NO_SUCH_COLUMN, file=table.file, value=wish, expected=shown)
        found = {each: at for each, at in found.items() if at != column} | {field: column}
    return ColumnMap(tuple(sorted(found.items(), key=lambda each: each[1])), guessed.heading_rows)
