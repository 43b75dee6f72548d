"""Attempts and what became of them; the letter is delivered with the first that arrives."""

import pytest

from campaign.campaigns.models import Campaign
from campaign.db import reading, transaction
from campaign.delivering import queries as delivering
from campaign.delivering.models import Channel
from campaign.drafting.models import Letter
from campaign.handover import operations, queries
from campaign.handover.kinds import Outcome
from campaign.handover.operations import PartyFacts, StepFacts
from campaign.handover.refusals import CannotHandOver
from campaign.handover.rules import WhyNot
from campaign.handover.whereabouts import Answer, PartyKind, Stage
from campaign.web.refusals import Refusal
from tests.handover.conftest import MINISTER, OMBUDSMAN, PRESIDENT, Case


def test_the_ledger_knows_addressees_copies_and_those_added(case: Case) -> None:
    with transaction() as session:
        facts = PartyFacts(name="Mission of Sarovia to the EU", postal="1 Rue Longue\n1000 Brussels")
        operations.add_party(session, case.letter, facts, by=case.organiser, now=case.at(1))
    told = [(each.party.name, each.party.kind) for each in case.standing().rows]
    assert told == [
        (PRESIDENT, PartyKind.ADDRESSEE),
        (MINISTER, PartyKind.ADDRESSEE),
        (OMBUDSMAN, PartyKind.COPY),
        ("Mission of Sarovia to the EU", PartyKind.FURTHER),
    ]


def test_the_letter_is_partly_delivered_from_the_first_that_arrives(case: Case) -> None:
    attempt = case.attempt(Outcome.SENT, days=1)
    assert case.row().stage is Stage.UNDER_WAY
    assert not case.standing().is_delivered
    case.step(attempt, Outcome.DELIVERED, days=3)
    found = case.standing()
    assert (found.is_delivered, found.delivered, len(found.addressees)) == (True, 1, 2)
    [delivery] = delivering.deliveries_of(reading(), case.letter)
    assert (delivery.addressee, delivery.position, delivery.channel) == (PRESIDENT, 1, Channel.POST)
    assert delivery.delivered_at == case.at(3)


def test_a_withdrawal_after_an_attempt_arrived_is_noted_below_the_next_list(case: Case) -> None:
    case.attempt(Outcome.DELIVERED, days=1)
    case.withdraw("ZUIDHOEK", days=2)
    [note] = delivering.stand(reading(), case.letter).notes
    assert "President of Sarovia" in note
    assert "ZUIDHOEK" not in note


def test_a_failed_attempt_counts_only_while_no_other_is_on_its_way(case: Case) -> None:
    case.step(case.attempt(Outcome.SENT, days=1), Outcome.RETURNED, days=4)
    assert case.row().stage is Stage.FAILED
    case.attempt(Outcome.SENT, days=5, channel=Channel.EMBASSY)
    assert case.row().stage is Stage.UNDER_WAY


@pytest.mark.parametrize(
    ("first", "then"),
    [(Outcome.DELIVERED, Outcome.BOUNCED), (Outcome.RETURNED, Outcome.DELIVERED), (Outcome.SENT, Outcome.PLANNED)],
)
def test_what_cannot_follow_is_refused(case: Case, first: Outcome, then: Outcome) -> None:
    attempt = case.attempt(first)
    with pytest.raises(CannotHandOver) as refusal:
        case.step(attempt, then, days=2)
    assert refusal.value.reason is WhyNot.FOLLOWS


def test_a_receipt_that_comes_later_is_no_second_delivery(case: Case) -> None:
    attempt = case.attempt(Outcome.DELIVERED, days=1)
    case.step(attempt, Outcome.DELIVERED, days=5)
    assert len(delivering.deliveries_of(reading(), case.letter)) == 1


def test_nothing_is_delivered_tomorrow(case: Case) -> None:
    attempt = case.attempt(Outcome.SENT, days=1)
    with transaction() as session:
        row, tomorrow = (
            queries.attempt_by(session, attempt),
            StepFacts(outcome=Outcome.DELIVERED, happened_at=case.at(2)),
        )
        with pytest.raises(CannotHandOver) as refusal:
            operations.take_step(session, row, tomorrow, by=case.organiser, now=case.at(1))
    assert refusal.value.reason is WhyNot.FUTURE


def test_what_was_handed_over_by_hand_says_where(case: Case) -> None:
    with pytest.raises(CannotHandOver) as refusal:
        case.attempt(Outcome.DELIVERED, channel=Channel.BY_HAND)
    assert refusal.value.reason is WhyNot.NO_PLACE


def test_nothing_is_delivered_before_its_edition_was_made(case: Case) -> None:
    with pytest.raises(Refusal, match="before_issued"):
        case.attempt(Outcome.DELIVERED, days=-3)


def test_the_public_learns_who_has_it_and_where_it_was_published_and_nothing_else(case: Case) -> None:
    case.attempt(Outcome.DELIVERED, days=2, tracking="RR 123")
    case.attempt(Outcome.DELIVERED, key="2", days=1, channel=Channel.OPEN_LETTER, url="https://paper.example/letter")
    told = queries.delivered(reading(), case.letter)
    assert [(each.addressee, each.channel, each.url) for each in told] == [
        (MINISTER, Channel.OPEN_LETTER, "https://paper.example/letter"),
        (PRESIDENT, Channel.POST, ""),
    ]
    assert "RR 123" not in repr(told)


def test_an_answer_is_due_thirty_days_after_it_arrived_with_each(case: Case) -> None:
    case.attempt(Outcome.DELIVERED, days=1)
    case.attempt(Outcome.DELIVERED, key="2", days=5)
    assert case.row("1", days=31).answer is Answer.WAITING
    assert case.row("1", days=32).answer is Answer.OVERDUE
    assert case.row("2", days=32).answer is Answer.WAITING


def test_no_answer_is_due_from_who_gets_a_copy(case: Case) -> None:
    copy = next(each.party.key for each in case.standing().rows if each.party.kind is PartyKind.COPY)
    case.attempt(Outcome.DELIVERED, key=copy)
    assert case.row(copy, days=300).answer is Answer.NONE_DUE


def test_closed_cases_are_left_alone(case: Case) -> None:
    case.attempt(Outcome.DELIVERED)
    assert queries.with_answers_due(reading()) == [case.letter]
    with transaction() as session:
        campaign = session.get_one(Campaign, session.get_one(Letter, case.letter_id).campaign_id)
        campaign.closed_at, campaign.outcome = case.now, "achieved"
    assert queries.with_answers_due(reading()) == []
