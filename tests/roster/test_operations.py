"""Lists are taken over in one transaction: all of it, or nothing."""

from datetime import date, datetime, timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign import journal
from campaign.db import transaction
from campaign.parliament import names
from campaign.roster import operations, queries
from campaign.roster.models import GroupMembership, ImportDraft, ImportFile, Mandate, Member, RosterImport
from campaign.roster.plans import Plan
from campaign.roster.sources.refusals import CannotRead
from tests import factories
from tests.conftest import NOON
from tests.roster.material import TODAY, full_list, mep, read, table


def take(session: Session, *files: tuple[str, bytes], day: date = TODAY, whole: bool | None = None) -> Plan:
    sources = read(*files, day=day)
    _, plan = operations.import_lists(session, sources, files=files, day=day, by="Ada", now=NOON, whole=whole)
    return plan


ADA = mep(9_000_001, "Ada EXAMPLE", "Greece", "EPP")
BO = mep(9_000_002, "Bo van SAMPLE", "Netherlands", "NI", "-")


def test_a_list_becomes_members_with_mandates_and_groups(session: Session) -> None:
    take(session, ("list.xml", full_list(ADA, BO)))
    bo = session.get_one(Member, 9_000_002)
    assert (bo.name, bo.sort_name, bo.mailbox) == ("Bo van SAMPLE", "SAMPLE", None)
    assert [(row.term, row.country, row.party, row.starts_on, row.ends_on) for row in bo.mandates] == [
        (10, "NL", None, None, None)
    ]
    assert [row.group_code for row in bo.groups] == ["NI"]


def test_members_stand_in_the_parliaments_order(session: Session) -> None:
    entries = [mep(9_000_001 + at, f"Ada {name}") for at, name in enumerate(["ŠTĚTINA", "AL-SAHLANI", "ALLARD"])]
    take(session, ("list.xml", full_list(*entries)))
    shown = [place.member.surname for place in queries.members_on(session, TODAY)]
    assert shown == ["ALLARD", "AL-SAHLANI", "ŠTĚTINA"]


def test_a_second_list_changes_rows_and_deletes_none(session: Session) -> None:
    take(session, ("list.xml", full_list(ADA, BO)), day=TODAY - timedelta(days=30))
    plan = take(session, ("list.xml", full_list(mep(9_000_001, "Ada EXAMPLE", "Greece", "NI"))), whole=True)
    assert (plan.counts["changed"], plan.counts["ended"]) == (1, 1)
    rows = session.execute(select(GroupMembership.group_code, GroupMembership.starts_on, GroupMembership.ends_on))
    assert set(map(tuple, rows)) == {
        ("EPP", None, TODAY - timedelta(days=1)),
        ("NI", TODAY, None),
        ("NI", None, TODAY - timedelta(days=1)),
    }
    assert session.scalar(select(func.count()).select_from(Mandate)) == 2


def test_an_import_is_recorded_and_journalled_without_names(session: Session) -> None:
    take(session, ("list.xml", full_list(ADA)))
    record = session.scalars(select(RosterImport)).one()
    assert record.counts["new"] == 1
    assert record.sources[0]["file"] == "list.xml"
    (event,) = journal.history(session, f"import:{record.public_id}")
    assert event.kind == "roster_imported"
    assert "EXAMPLE" not in str(event.facts)
    assert journal.verify(session) is None


def test_a_mailbox_that_becomes_another_one_is_an_event_of_its_own(session: Session) -> None:
    """Signing links go to the mailbox: whoever moves it must leave a trace."""
    member = factories.make_member(session)
    row = (str(member.ep_id), member.name, "other@europarl.europa.eu")
    take(session, ("office.csv", table(("id", "name", "e-mail"), row)))
    assert [event.kind for event in journal.history(session, f"member:{member.ep_id}")] == ["mailbox_changed"]


def test_a_file_that_breaks_at_its_end_changes_nothing(app: Flask) -> None:
    broken = mep(9_000_002, "Bo SAMPLE", country="Atlantis")
    with pytest.raises(CannotRead), transaction() as session:
        take(session, ("good.xml", full_list(ADA)), ("bad.xml", full_list(BO, broken)))
    with transaction() as session:
        assert session.scalar(select(func.count()).select_from(Member)) == 0


def test_what_is_applied_is_what_was_shown(session: Session) -> None:
    files = (("list.xml", full_list(ADA, BO)),)
    sources = read(*files)
    shown = operations.fingerprint(queries.plan(session, sources, day=TODAY))
    take(session, ("other.xml", full_list(ADA)))
    with pytest.raises(operations.CannotImport):
        operations.import_lists(session, sources, files=files, day=TODAY, by="Ada", now=NOON, shown=shown)


def test_two_imports_at_once_take_the_list_over_once(app: Flask) -> None:
    found: list[int] = []

    def run() -> None:
        with app.app_context(), transaction() as session:
            found.append(take(session, ("list.xml", full_list(ADA, BO))).counts["new"])

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [0, 2]


def test_addresses_and_groups_come_from_different_files_in_one_import(session: Session) -> None:
    office = table(("MEP id", "Name", "E-mail"), ("9000001", "EXAMPLE Ada", "Ada.Example@europarl.europa.eu"))
    take(session, ("list.xml", full_list(ADA)), ("office.csv", office))
    assert session.get_one(Member, 9_000_001).mailbox == "ada.example@europarl.europa.eu"


def test_a_typed_address_elsewhere_never_becomes_a_mailbox(session: Session) -> None:
    member = factories.make_member(session, mailbox=None)
    office = table(("id", "name", "e-mail"), (str(member.ep_id), member.name, "assistant@example.org"))
    plan = take(session, ("office.csv", office))
    assert session.get_one(Member, member.ep_id).mailbox is None
    assert plan.left_out == {"foreign_addresses": 1}


def test_every_search_text_is_kept_as_it_is_read(session: Session) -> None:
    take(session, ("list.xml", full_list(mep(9_000_001, "Zoë D'ÅNGSTRÖM"))))
    member = session.get_one(Member, 9_000_001)
    assert member.folded == names.search_text(names.split("Zoë D'ÅNGSTRÖM"))


def test_brought_files_wait_a_day_and_then_go(session: Session, now: datetime) -> None:
    organiser = factories.make_organiser(session)
    operations.keep_draft(session, organiser.id, [("a.xml", b"a")], shows_on=TODAY, whole=None, now=now)
    later = now + operations.DRAFTS_LAST + timedelta(seconds=1)
    kept = operations.keep_draft(session, organiser.id, [("b.xml", b"b")], shows_on=TODAY, whole=None, now=later)
    session.expire_all()
    assert [draft.public_id for draft in session.scalars(select(ImportDraft))] == [kept.public_id]
    assert [file.name for file in session.scalars(select(ImportFile))] == ["b.xml"]


def test_brought_files_are_for_the_organiser_who_brought_them(session: Session, now: datetime) -> None:
    mine, other = factories.make_organiser(session), factories.make_organiser(session)
    draft = operations.keep_draft(session, mine.id, [("a.xml", b"a")], shows_on=TODAY, whole=None, now=now)
    assert queries.draft_of(session, mine.id, draft.public_id) is draft
    assert queries.draft_of(session, other.id, draft.public_id) is None
