"""Whatever happens to a letter in whatever order, its files tell the truth of their instant, in every language.

The rows are real, and so is every verb; only the printer is replaced, by one that writes down what it was to print.
"""

import itertools
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

import letters
from campaign import vault
from campaign.db import transaction
from campaign.delivering import checking, operations, pictures, queries, sealing
from campaign.delivering.checking import Finding
from campaign.delivering.models import Audience, Channel, Delivery, Edition, TranslatedEdition
from campaign.drafting.models import LetterState
from campaign.public import shown
from campaign.signing import queries as signatures
from campaign.signing.models import Signature
from campaign.translating import operations as translating
from campaign.translating import queries as translations
from campaign.translating.content import Wording
from letters.document import Document
from tests.revising import test_invariant as revised
from tests.translating.rows import FRENCH, digest

HANDED_OUT = {Audience.ADDRESSEE, Audience.PUBLIC}
WEIGHTS = {
    "sign": 4, "withdraw": 3, "hide": 1, "keep": 1, "correct": 1, "close": 5, "late": 2, "issue": 5, "deliver": 3,
    "deliver_first": 1, "begin": 2, "translate": 3, "revise": 1, "take_off": 1, "issue_translations": 3,
}  # fmt: skip
acts = st.lists(
    st.tuples(st.sampled_from([act for act, times in WEIGHTS.items() for _ in range(times)]), st.integers(0, 2)),
    max_size=30,
)


def printed(document: Document, **_more: object) -> bytes:
    """What would stand on the pages."""
    listed = document.signatures
    assert document.record is not None
    told = {
        "digest": document.digest,
        "signed": document.record.translates.digest if document.record.translates else document.digest,
        "language": document.language,
        "in_time": [each.ep_id for section in listed.sections for each in section.signatories],
        "late": [each.ep_id for each in listed.supplement],
        "notes": list(listed.notes),
        "mark": document.mark,
        "check": document.check_url,
    }
    return json.dumps(told).encode()


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The printer that writes down what it was to print; nothing is sealed."""
    monkeypatch.setattr(letters, "typeset", printed)
    monkeypatch.setattr(sealing, "sealed", lambda pdf, *, now: pdf)
    monkeypatch.setattr(pictures, "page_count", lambda pdf: 1)


class Story(revised.Story):
    """One letter, three Members, a French translation; what was issued is remembered as it was true then."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.stood: dict[str, set[str]] = {}
        """Of each file, by its code, who stood when it was made."""
        self.current: dict[str, str] = {}
        """Of each file, the digest of the text that was signed then."""
        self.handed: dict[int, bytes] = {}

    def standing(self) -> set[str]:
        query = select(Signature).where(Signature.letter_id == self.letter.id, Signature.standing.is_(True))
        return {each.public_id for each in self.session.scalars(query)}

    def issue(self, who: int) -> None:
        operations.issue_edition(self.session, self.letter, by=self.by, now=self.now)
        self.remember()

    def issue_translations(self, who: int) -> None:
        operations.issue_translations(self.session, self.letter, by=self.by, now=self.now)
        self.remember()

    def remember(self) -> None:
        for each in self.files():
            self.stood.setdefault(each.public_id, self.standing())
            self.current.setdefault(each.public_id, self.digest())

    def files(self) -> list[Edition | TranslatedEdition]:
        made = queries.editions_of(self.session, self.letter)
        return [*made, *queries.translations_of(self.session, made)]

    def deliver(self, who: int, number: int = 0) -> None:
        found = [each for each in queries.editions_of(self.session, self.letter) if each.audience in HANDED_OUT]
        if found:
            edition = found[-1] if number else found[0]
            operations.record_delivery(
                self.session,
                edition,
                addressee=f"Authority {who}",
                channel=Channel.POST,
                delivered_at=self.now,
                translations=queries.offered_translations(self.session, edition),
                by=self.by,
                now=self.now,
            )

    def deliver_first(self, who: int) -> None:
        self.deliver(who, 1)

    def begin(self, who: int) -> None:
        made = translating.begin(self.session, self.letter, "fr", by=self.by, now=self.now)
        translating.save(self.session, made, FRENCH, version=made.version, by=self.by, now=self.now)

    def translate(self, who: int) -> None:
        for each in translations.versions(self.session, self.letter):
            made = each.translation
            looked_at = digest(self.session, made)
            translating.publish(self.session, made, digest=looked_at, by=self.by, now=self.now)

    def revise(self, who: int) -> None:
        for each in translations.versions(self.session, self.letter):
            self.changes += 1
            typed = Wording(**{**vars(FRENCH), "body": f"Texte {self.changes}."})
            made = each.translation
            translating.save(self.session, made, typed, version=made.version, by=self.by, now=self.now)

    def take_off(self, who: int) -> None:
        for each in translations.versions(self.session, self.letter):
            translating.take_off(self.session, each.translation, by=self.by, now=self.now)


def check(story: Story) -> None:
    """Everything that must hold at every moment."""
    story.session.expire_all()
    editions = queries.editions_of(story.session, story.letter)
    assert sorted({each.number for each in editions}) == list(range(1, len(editions) // len(Audience) + 1))
    people = {
        each.public_id: each
        for each in story.session.scalars(select(Signature).where(Signature.letter_id == story.letter.id))
    }
    for made in story.files():
        _check_file(story, made, people)
    _check_numbers(story, editions)
    _check_handed_out(story, editions)


def _check_file(story: Story, made: Edition | TranslatedEdition, people: dict[str, Signature]) -> None:
    """It prints who stood when it was made and nobody else, and names the text that they signed."""
    edition = made if isinstance(made, Edition) else made.edition
    told = json.loads(vault.read(made.file_digest))
    stood = {people[each] for each in story.stood[made.public_id]}
    late = {each.ep_id for each in stood if each.signed_at > story.letter.closed_at}
    assert set(told["late"]) == late
    assert sorted(told["in_time"]) == sorted(each.ep_id for each in stood if each.ep_id not in late)
    assert story.stood[made.public_id] == set(edition.signature_ids)
    assert told["signed"] == story.current[made.public_id] == edition.revision.digest
    assert told["check"].endswith(made.public_id)
    assert bool(told["mark"]) == isinstance(made, TranslatedEdition) == (told["language"] == "fr")
    if isinstance(made, TranslatedEdition):
        assert made.translated.revision_id == edition.revision_id
        assert made.translated.digest == told["digest"] != told["signed"]
        assert len(told["notes"]) == len(edition.notes) + 1


def _check_numbers(story: Story, editions: list[Edition]) -> None:
    """No number is made twice for the same truth; a note stands for each delivered list that lost a name."""
    mains = [each for each in reversed(editions) if each.audience is Audience.ADDRESSEE]
    for one, other in itertools.pairwise(mains):
        assert (set(one.signature_ids), one.notes) != (set(other.signature_ids), other.notes)
    delivered = story.session.scalars(select(Delivery).join(Edition).where(Edition.letter_id == story.letter.id)).all()
    numbers = {each.edition.number: set(each.edition.signature_ids) for each in delivered}
    due = [each for each in numbers.values() if each - story.standing()]
    assert len(queries.stand(story.session, story.letter).notes) == len(due)
    for each in delivered:
        assert all(along.edition_id == each.edition_id for along in each.translations)


def _check_handed_out(story: Story, editions: list[Edition]) -> None:
    """What is offered and called genuine holds nobody who went; what holds somebody who went is called superseded."""
    standing = story.standing()
    found = signatures.standing_signatures(story.session, story.letter)
    offered = shown.public_edition(story.session, story.letter, found)
    latest = max((each.number for each in editions), default=0)
    whole = latest > 0 and standing.issuperset(next(iter(editions)).signature_ids)
    assert (offered is not None) == whole
    for made in story.files():
        edition = made if isinstance(made, Edition) else made.edition
        answer = checking.by_code(story.session, made.public_id)
        revised_since = isinstance(made, TranslatedEdition) and any(
            each.edition_id == made.edition_id and each.translated_id > made.translated_id
            for each in queries.translations_of(story.session, [edition])
        )
        is_true = edition.number == latest and standing.issuperset(edition.signature_ids) and not revised_since
        assert answer.finding is (Finding.GENUINE if is_true else Finding.SUPERSEDED)
        assert {each.public_id for each in answer.signatures} <= standing
        for along in queries.offered_translations(story.session, edition):
            assert along.is_shown


class Undo(Exception):
    """The story is over; nothing of it stays."""


@pytest.mark.one_engine
@pytest.mark.usefixtures("app", "printer")
@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(acts)
def test_every_file_tells_the_truth_of_its_instant(happened: list[tuple[str, int]]) -> None:
    with pytest.raises(Undo):
        _tell(happened)


def _tell(happened: list[tuple[str, int]]) -> None:
    """Two have signed, and a translation is finished, before anything happens by chance."""
    with transaction() as session:
        story = Story(session)
        for act, who in [("begin", 0), ("translate", 0), ("sign", 0), ("sign", 1), *happened]:
            story.tell(act, who)
            check(story)
        raise Undo


@pytest.mark.usefixtures("printer")
def test_the_story_can_go_far(session: Session) -> None:
    """The acts do happen: the property would be worth nothing if everything was refused."""
    story = Story(session)
    for act, who in [
        ("begin", 0), ("translate", 0), ("sign", 0), ("sign", 1), ("correct", 0), ("close", 0), ("issue", 0),
    ]:  # fmt: skip
        story.tell(act, who)
        check(story)
    assert story.letter.state is LetterState.CLOSED
    assert len(story.files()) == 3, "the translation is out of date"
    for act, who in [
        ("translate", 0), ("issue_translations", 0), ("deliver", 0), ("withdraw", 0), ("late", 0), ("sign", 2),
        ("issue", 0), ("revise", 0), ("translate", 0), ("issue_translations", 0), ("take_off", 0),
    ]:  # fmt: skip
        story.tell(act, who)
        check(story)
    assert len(story.files()) == 3 + 2 + 3 + 2 + 2
    last = json.loads(vault.read(story.files()[0].file_digest))
    assert (len(last["in_time"]), len(last["late"]), len(last["notes"])) == (1, 1, 1)
