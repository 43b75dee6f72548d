"""Lists are recognised by content and read with all their quirks."""

import gzip
import io
import zipfile
from datetime import date

import pytest

from campaign.roster.sources import cells, columns, records
from campaign.roster.sources.columns import Field
from campaign.roster.sources.records import Kind, MandateRow, Spell
from campaign.roster.sources.refusals import CannotRead, Reason
from tests.roster.material import TODAY, answer, full_list, mep, read, read_one, spreadsheet, table

MEMBERS = (
    ("id", "first_name", "last_name", "country_code", "date_of_birth", "email", "facebook", "twitter"),
    ("9000001", "Ada", "EXAMPLE", "GRC", "", "Ada.EXAMPLE@europarl.europa.eu", "", ""),
    ("9000002", "Bo", "van SAMPLE", "NLD", "", "", "", ""),
)
MEMBERSHIPS = (
    ("member_id", "group_code", "term", "start_date", "end_date"),
    ("9000001", "GUE_NGL", "9", "2019-07-02", "2021-03-01"),
    ("9000001", "GUE_NGL", "9", "2021-03-02", "2024-07-15"),
    ("9000001", "GUE_NGL", "10", "2024-07-16", ""),
    ("9000002", "NI", "9", "2019-07-02", "2020-01-31"),
)


def test_the_full_list_says_who_sits_for_which_country_group_and_party() -> None:
    source = read_one(full_list(mep(9000001, "Ada EXAMPLE", "Greece", "LEFT", "A &amp; B «C»")))
    assert source.kind is Kind.FULL_LIST
    (person,) = source.sitting
    assert (person.ep_id, str(person.name), person.country, person.group) == (9000001, "Ada EXAMPLE", "EL", "LEFT")
    assert person.party == "A & B «C»"


@pytest.mark.parametrize("nothing", ["Independent", "-", "Independiente", "Bezpartyjny", "Sõltumatu", ""])
def test_no_party_is_no_party_in_any_language(nothing: str) -> None:
    (person,) = read_one(full_list(mep(9000001, "Ada EXAMPLE", party=nothing))).persons
    assert person.party is None
    assert person.party_known


def test_a_member_without_a_party_element_is_read() -> None:
    entry = mep(9000001, "Ada EXAMPLE").replace("<nationalPoliticalGroup>Example Party</nationalPoliticalGroup>", "")
    assert read_one(full_list(entry)).persons[0].party is None


def test_the_list_of_those_who_left_gives_days_and_codes() -> None:
    content = full_list(
        "<mep><fullName>Ada EXAMPLE</fullName><country countryCode='HU'>Hungary</country>"
        "<politicalGroup bodyCode='PfE'>Patriots for Europe Group</politicalGroup><id>9000001</id>"
        "<leg>10</leg><mandate-start>16/07/2024</mandate-start><mandate-end>13/09/2026</mandate-end></mep>"
    )
    source = read_one(content)
    assert source.kind is Kind.CHANGES
    assert source.persons[0].mandates == (MandateRow(10, "HU", date(2024, 7, 16), date(2026, 9, 13)),)
    assert not source.sitting


def test_a_portal_list_says_who_sits_and_under_which_letter_they_sort() -> None:
    entry = {
        "id": "person/9000001",
        "type": "Person",
        "identifier": "9000001",
        "label": "Salva DE SAMPLE",
        "familyName": "De Sample",
        "givenName": "Salva",
        "sortLabel": "SAMPLES",
        "api:country-of-representation": "GR",
        "api:political-group": "PPE",
    }
    (person,) = read_one(answer(entry)).sitting
    assert (person.name and person.name.surname, person.sort_name) == ("DE SAMPLE", "SAMPLE")
    assert (person.country, person.group) == ("EL", "EPP")


def detail() -> dict[str, object]:
    def membership(kind: str, body: str, first: str, last: str | None = None) -> dict[str, object]:
        during = {"startDate": first} | ({"endDate": last} if last else {})
        return {
            "memberDuring": during,
            "organization": body,
            "role": "def/ep-roles/MEMBER",
            "membershipClassification": f"def/ep-entities/{kind}",
        }

    mandate = {
        "memberDuring": {"startDate": "2024-07-16"},
        "organization": "org/ep-10",
        "role": "def/ep-roles/MEMBER_PARLIAMENT",
        "represents": ["http://publications.europa.eu/resource/authority/country/DNK"],
    }
    return {
        "identifier": "9000001",
        "label": "Ada EXAMPLE",
        "hasEmail": "mailto:ada.example@europarl.europa.eu",
        "citizenship": "http://publications.europa.eu/resource/authority/country/SWE",
        "hasMembership": [
            membership("COMMITTEE_PARLIAMENTARY_SUB", "org/7007", "2024-07-19"),
            mandate,
            membership("EU_POLITICAL_GROUP", "org/7038", "2024-07-16"),
            membership("EU_POLITICAL_GROUP", "org/1", "2019-07-02", "2024-07-15"),
            {"role": "def/ep-roles/MEMBER"},
        ],
    }


def test_a_portal_detail_gives_mandate_country_group_and_address() -> None:
    (person,) = read_one(answer(detail())).persons
    assert person.mandates == (MandateRow(10, "DK", date(2024, 7, 16), None),)
    assert person.groups == (Spell("SD", date(2024, 7, 16), None),)
    assert person.mailbox == "ada.example@europarl.europa.eu"


def test_bodies_without_a_name_are_left_out_and_counted() -> None:
    assert read_one(answer(detail())).left_out["unnamed_bodies"] == 2


def test_an_answer_about_bodies_names_the_committees() -> None:
    bodies = answer({"id": "org/7007", "label": "DROI"}, {"id": "org/1", "label": "S&D"})
    (source,) = read(("detail.json", answer(detail())), ("bodies.json", bodies))
    assert [spell.code for spell in source.persons[0].committees] == ["DROI"]
    assert not source.left_out.get("unnamed_bodies")


def test_the_howtheyvote_tables_are_read_together_from_files_or_a_zip() -> None:
    loose = read(("m.csv", table(*MEMBERS)), ("g.csv", table(*MEMBERSHIPS)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("data/members.csv.gz", gzip.compress(table(*MEMBERS)))
        archive.writestr("data/group_memberships.csv", table(*MEMBERSHIPS))
        archive.writestr("__MACOSX/._members.csv", b"\0\1")
        archive.writestr("data/README.md", b"# about")
        archive.writestr("data/last_updated.txt", b"2025-09-28T04:00:00+00:00")
    (zipped,) = read(("set.zip", packed.getvalue()))
    assert [person.groups for person in loose[0].persons] == [person.groups for person in zipped.persons]
    assert zipped.as_of == date(2025, 9, 28)


def test_changes_of_role_are_joined_and_changes_of_name_are_cut() -> None:
    (source,) = read(("m.csv", table(*MEMBERS)), ("g.csv", table(*MEMBERSHIPS)))
    ada, bo = source.persons
    assert ada.groups == (
        Spell("GUENGL", date(2019, 7, 2), date(2020, 12, 31)),
        Spell("LEFT", date(2021, 1, 1), None),
    )
    assert [(row.term, row.ends_on) for row in ada.mandates] == [(9, date(2024, 7, 15)), (10, None)]
    assert (bo.sits, bo.mandates[-1].ends_on) == (False, date(2020, 1, 31))


def test_a_mailbox_is_kept_in_small_letters_and_only_at_the_parliament() -> None:
    assert records.official_mailbox("mailto:Ada.EXAMPLE@europarl.europa.eu") == ("ada.example@europarl.europa.eu", 0)
    assert records.official_mailbox("office@example.org; ada@europarl.europa.eu") == ("ada@europarl.europa.eu", 1)
    assert records.official_mailbox("ada@europarl.europa.eu.example.org") == (None, 1)
    assert records.official_mailbox("ada@evileuroparl.europa.eu") == (None, 1)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_an_offices_table_is_read_whatever_separates_its_cells(delimiter: str) -> None:
    content = table(
        ("Nom", "Prénom", "Pays", "Groupe", "Courriel", "Identifiant"),
        ("van SAMPLE", "Bo", "Pays-Bas", "Verts/ALE", "bo@europarl.europa.eu", "9000002"),
        delimiter=delimiter,
    )
    (person,) = read_one(content).persons
    assert (person.ep_id, str(person.name), person.country, person.group, person.mailbox) == (
        9000002, "Bo van SAMPLE", "NL", "GREENS", "bo@europarl.europa.eu",
    )  # fmt: skip


def test_a_spreadsheet_with_a_title_above_its_headings_is_read() -> None:
    content = spreadsheet(
        ("Our list of Members",),
        (),
        ("Member", "Country", "Group", "E-mail", "Profile"),
        ("SAMPLE, Bo", "EL", "S&D", "bo@europarl.europa.eu", "https://www.europarl.europa.eu/meps/en/9000002/BO/home"),
    )
    (person,) = read_one(content, file="list.xlsx").persons
    assert (person.ep_id, str(person.name), person.place) == (9000002, "Bo SAMPLE", "line 4")


def test_numbers_in_a_spreadsheet_are_numbers_of_persons() -> None:
    content = spreadsheet(("ID", "Name", "Country", "Group"), (9000002, "Bo SAMPLE", "Greece", "EPP"))
    assert read_one(content).persons[0].ep_id == 9000002


def test_columns_are_guessed_from_the_cells_where_there_are_no_headings() -> None:
    content = table(
        ("9000001", "Ada EXAMPLE", "GR", "PPE", "ada@europarl.europa.eu"),
        ("9000002", "Bo SAMPLE", "FR", "S&D", "bo@europarl.europa.eu"),
    )
    guessed = columns.guess(cells.from_csv("list.csv", content))
    assert guessed.heading_rows == 0
    assert [field for field, _column in guessed.columns] == [
        Field.EP_ID, Field.FULL_NAME, Field.COUNTRY, Field.GROUP, Field.MAILBOX,
    ]  # fmt: skip


def test_columns_are_guessed_from_the_cells_under_headings_nobody_knows() -> None:
    content = table(("A1", "B1", "C1", "D1"), ("9000001", "Ada EXAMPLE", "GR", "PPE"))
    assert read_one(content).persons[0].country == "EL"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-Mail-Adresse", Field.MAILBOX), ("Adresse électronique", Field.MAILBOX), ("Nazwisko", Field.SURNAME),
        ("Fraktion", Field.GROUP), ("País", Field.COUNTRY), ("Národní strana", None), ("MEP ID", Field.EP_ID),
        ("Jméno", Field.FULL_NAME), ("Prénom", Field.GIVEN), ("eugroup", Field.GROUP),
    ],
)  # fmt: skip
def test_headings_are_known_in_several_languages(heading: str, field: Field | None) -> None:
    assert columns.heading_of(heading) is field


def test_two_tables_of_one_name_are_told_apart() -> None:
    first, second = (table(("id", "name"), (str(9_000_001 + at), f"Ada X{at}")) for at in range(2))
    assert [source.file for source in read(("list.csv", first), ("list.csv", second))] == ["list.csv", "list.csv (2)"]


def test_the_operators_word_on_a_column_counts_more_than_the_guess() -> None:
    read_table = cells.from_csv(
        "list.csv", table(("id", "Kontakt", "Other"), ("9000001", "a@b.c", "a@europarl.europa.eu"))
    )
    named = columns.named(read_table, columns.guess(read_table), {Field.MAILBOX: "Other"})
    assert named.column(Field.MAILBOX) == 2


def test_a_column_that_is_not_there_is_refused_with_those_that_are() -> None:
    read_table = cells.from_csv("list.csv", table(("id", "Kontakt"), ("9000001", "a@b.c")))
    with pytest.raises(CannotRead) as refusal:
        columns.named(read_table, columns.guess(read_table), {Field.MAILBOX: "E-mail"})
    assert (refusal.value.reason, refusal.value.facts["expected"]) == (Reason.NO_SUCH_COLUMN, "id, Kontakt")


def test_committees_of_a_cell_are_split_and_substitutes_are_told_apart() -> None:
    content = table(("id", "name", "committee", "substitute"), ("9000001", "Ada EXAMPLE", "AFET|DROI", "LIBE"))
    (person,) = read_one(content).persons
    assert person.committees_now == (Spell("AFET"), Spell("DROI"), Spell("LIBE", role="substitute"))


def test_utf16_and_a_byte_order_mark_do_no_harm() -> None:
    text = "id;Name;Land;Fraktion\r\n9000001;Ada EXÄMPLE;Österreich;EVP\r\n"
    for content in (text.encode("utf-16"), text.encode("utf-8-sig")):
        (person,) = read_one(content, day=TODAY).persons
        assert (str(person.name), person.country, person.group) == ("Ada EXÄMPLE", "AT", "EPP")
