"""What happens to a letter's list after its freeze: withdrawals, late signatures, notes, and who is told."""

import pytest

from campaign.db import reading, transaction
from campaign.delivering import operations, queries, rules
from campaign.delivering.models import Audience, Channel, Edition
from campaign.drafting.models import Letter
from campaign.web.refusals import Refusal
from letters.checking import check
from tests import mailbox
from tests.browser import Browser
from tests.delivering.conftest import Case, words


def test_each_issue_makes_one_file_for_each_audience_with_the_same_names(case: Case) -> None:
    case.issue()
    files = case.files()
    assert set(files) == set(Audience)
    for pdf in files.values():
        assert all(name in words(pdf) for name in ("ACKERSTEIN", "KARAMOUTSOS", "ZUIDHOEK"))


def test_the_public_edition_names_the_addressee_without_any_address(case: Case) -> None:
    case.issue()
    public, addressee = words(case.files()[Audience.PUBLIC]), words(case.files()[Audience.ADDRESSEE])
    assert "President of Sarovia" in public
    assert "1 Ribbon Street" in public
    assert "Office of the Ombudsman" in public
    assert not any(each in public for each in ("Palace Square", "@", ".example"))
    assert all(each in addressee for each in ("Palace Square", "president@sarovia.example", "office@ribbon.example"))


def test_the_archives_edition_says_how_each_signature_was_given(case: Case) -> None:
    case.issue()
    text = words(case.files()[Audience.ARCHIVE])
    assert "How each signature was given" in text
    assert text.count("confirmed from the Member's mailbox with a code") == 3


def test_every_file_is_sound_to_our_own_checker(case: Case) -> None:
    case.issue()
    for pdf in case.files().values():
        report = check(pdf, now=case.at(1))
        assert report.contents is not None
        assert report.contents.names.agree


def test_the_freeze_its_moment_and_the_root_are_printed(case: Case) -> None:
    edition = case.issue()
    text = words(case.files()[Audience.ADDRESSEE])
    assert "The list was frozen on 13 November 2026, 12:00" in text
    assert edition.merkle_root is not None
    assert edition.merkle_root in text.replace(" ", "")


def test_before_delivery_a_withdrawal_makes_a_new_edition_due_without_any_note(case: Case) -> None:
    case.issue()
    case.withdraw("KARAMOUTSOS", days=1)
    second = case.issue(days=2)
    text = words(case.files(2)[Audience.ADDRESSEE])
    assert (second.number, second.notes) == (2, [])
    assert "KARAMOUTSOS" not in text
    assert "withdrawn" not in text


def test_after_delivery_the_new_edition_notes_it_by_day_and_number_and_names_nobody(case: Case) -> None:
    case.deliver(case.issue(), days=1)
    case.withdraw("KARAMOUTSOS", days=3)
    case.issue(days=4)
    text = words(case.files(2)[Audience.PUBLIC])
    assert (
        "As delivered on 14 November 2026 to H.E. Mr Anton Varga, President of Sarovia, the list held 3 names. "
        "Since then one signature was withdrawn (16 November 2026)."
    ) in text
    assert "KARAMOUTSOS" not in text


def test_a_delivery_written_down_afterwards_makes_the_note_due(case: Case) -> None:
    first = case.issue()
    case.withdraw("KARAMOUTSOS", days=2)
    case.issue(days=3)
    case.deliver(first, days=4)
    third = case.issue(days=5)
    assert third.number == 3
    assert "the list held 3 names" in third.notes[0]


def test_who_signs_after_the_freeze_stands_in_a_dated_supplement_of_the_next_edition(case: Case) -> None:
    first = case.issue()
    case.sign_late("WESTERLUND", days=1)
    assert "WESTERLUND" not in words(case.files(1)[Audience.ADDRESSEE])
    second = case.issue(days=2)
    text = words(case.files(2)[Audience.ADDRESSEE])
    assert "3 Members" in text  # the summary counts the list, not the supplement
    supplement = text.partition("Signed after the letter was closed")[2]
    assert "WESTERLUND" in supplement
    assert "signed on 14 November 2026" in supplement
    assert rules.changes_between(first, second) == [rules.Change.SUPPLEMENT]


def test_a_name_that_comes_back_is_not_called_a_late_signature(case: Case) -> None:
    first = case.issue()
    case.withdraw("KARAMOUTSOS", days=1)
    second = case.issue(days=2)
    case.keep("KARAMOUTSOS", days=3)
    stand = queries.stand(reading(), reading().get_one(Letter, case.letter_id))
    assert rules.changes(reading().get_one(Edition, second.id), stand) == [rules.Change.RESTORED]
    third = case.issue(days=4)
    assert rules.changes_between(second, third) == [rules.Change.RESTORED]
    assert rules.changes_between(first, third) == [rules.Change.ANEW]


def test_organisers_are_told_once_and_without_a_name_when_an_issued_edition_is_touched(case: Case) -> None:
    case.issue()
    case.withdraw("KARAMOUTSOS", days=1)
    case.withdraw("ZUIDHOEK", days=1)
    waiting = [each for each in mailbox.waiting(reading()) if each.template == "edition_touched"]
    assert [each.recipient for each in waiting] == [case.organiser.email]
    text = " ".join(mailbox.plain(mailbox.rendering.message(waiting[0])).split())
    assert "Edition 1 still holds that name" in text
    assert "KARAMOUTSOS" not in text


def test_nobody_is_written_to_before_anything_was_issued(case: Case) -> None:
    case.withdraw("KARAMOUTSOS", days=1)
    assert not [each for each in mailbox.waiting(reading()) if each.template == "edition_touched"]


@pytest.mark.parametrize(
    ("days", "to", "audience", "why"),
    [
        (3, "somebody", Audience.ADDRESSEE, rules.WhyNotDelivered.FUTURE),
        (-2, "somebody", Audience.ADDRESSEE, rules.WhyNotDelivered.BEFORE_ISSUED),
        (1, "  ", Audience.PUBLIC, rules.WhyNotDelivered.NOBODY),
        (1, "somebody", Audience.ARCHIVE, rules.WhyNotDelivered.ARCHIVE),
    ],
)
@pytest.mark.one_engine
def test_what_cannot_have_been_delivered_is_refused(
    case: Case, days: int, to: str, audience: Audience, why: rules.WhyNotDelivered
) -> None:
    case.issue()
    with transaction() as session:
        letter = session.get_one(Letter, case.letter_id)
        edition = next(each for each in queries.editions_of(session, letter) if each.audience is audience)
        with pytest.raises(Refusal) as refusal:
            operations.record_delivery(
                session,
                edition,
                addressee=to,
                channel=Channel.POST,
                delivered_at=case.at(days),
                by=case.organiser,
                now=case.at(2),
            )
    assert refusal.value.reason == why


def test_the_pdf_page_says_why_an_edition_is_superseded(case: Case, organiser_browser: Browser) -> None:
    case.issue()
    case.withdraw("KARAMOUTSOS", days=1)
    page = organiser_browser.open("delivering.editions", letter_id=case.public_id)
    assert "a signature was withdrawn" in page.text
    page = page.press("Issue a new edition")
    assert "It still names one Member who no longer stands under the letter" in page.text
    assert reading().query(Edition).count() == 6
