"""What an import would change: a pure comparison of the roster with its sources."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from campaign.parliament import names, terms
from campaign.roster import hearing, merging, plans, timelines
from campaign.roster.merging import Word
from campaign.roster.plans import Disagreement, Entry, Plan
from campaign.roster.sources.records import Kind, Source
from campaign.roster.states import Clash, Conflict, Moment, State


def plan(
    known: Mapping[int, State],
    sources: Sequence[Source],
    *,
    day: date,
    whole: bool | None = None,
    newest: date | None = None,
) -> Plan:
    """Compare the roster with the sources as of a day.

    `whole` is the operator's word that the lists are complete (or are not); without it they are judged by their
    coverage. `newest` is the day of the newest whole list taken over so far: an older one overrules nothing.
    """
    day = hearing.shown_on(sources, day)
    moment = Moment(day, terms.on(day) or terms.ALL[0], is_latest=newest is None or newest <= day)
    heard = hearing.hear(sources, known, moment, whole=whole, newest=newest)
    merged = merging.merge(heard.sources, known)
    planner = _Planner(known, moment)
    for ep_id, words in merged.words.items():
        planner.take(ep_id, words)
    planner.unmatched(merged.unmatched)
    listed = {ep_id for ep_id, words in merged.words.items() if any(word.person.sits for word in words)}
    is_current = moment.is_latest and moment.term.last_day is None
    absent = [state for state in known.values() if is_current and state.sits and state.ep_id not in listed]
    if heard.is_whole:
        planner.end(absent)
    planner.settle_mailboxes()
    left_out = sum((Counter(source.left_out) for source in sources), Counter())
    entries = planner.entries()
    return Plan(
        day=day,
        entries=entries,
        conflicts=(*heard.doubts, *planner.conflicts),
        unchanged=len(planner.states) - len(entries),
        coverage=heard.coverage,
        is_whole=heard.is_whole,
        absent=len(absent) if listed else 0,
        left_out={kind: number for kind, number in left_out.items() if number},
    )


class _Planner:
    """Lays the words of the sources over the roster, one person after the other."""

    def __init__(self, known: Mapping[int, State], moment: Moment) -> None:
        self.known = known
        self.moment = moment
        self.states: dict[int, State] = {}
        self.conflicts: list[Disagreement] = []

    def take(self, ep_id: int, words: Sequence[Word]) -> None:
        """Lay everything that is said of one person over what is known."""
        state = self.known.get(ep_id) or State(ep_id)
        state, believed = self._named(state, words)
        if not state.seats and not any(word.person.sits or word.person.mandates for word in believed):
            return  # nobody who ever sat, as far as the sources know
        for word in believed:
            state = self._dated(state, word)
        state = self._today(state, believed)
        state = self._addressed(state, believed)
        self.states[ep_id] = timelines.settled(state)

    def _note(self, word: Word, state: State, conflict: Conflict | None) -> None:
        if conflict:
            name = state.name or str(word.person.name or "")
            self.conflicts.append(Disagreement(word.place, name, state.ep_id or None, conflict))

    def _named(self, state: State, words: Sequence[Word]) -> tuple[State, list[Word]]:
        """The name, and the words that can be about this person at all."""
        name = state.name or next((str(word.person.name) for word in words if word.person.name), "")
        believed = []
        for word in words:
            said = str(word.person.name or "")
            if word.source.kind is not Kind.TABLE or merging.may_be_one_person(name, said):
                believed.append(word)
            else:
                self._note(word, state, Conflict(Clash.NAME, name, said))
        for word in believed:
            person = word.person
            if person.name and (word.is_official or not state.surname):
                renamed = (person.name.given, person.name.surname) != (state.given, state.surname)
                usual = names.sort_name(person.name.surname, state.ep_id) if renamed else state.sort_name
                state = replace(
                    state,
                    given=person.name.given,
                    surname=person.name.surname,
                    sort_name=person.sort_name or usual,
                )
                break
        return state, believed

    def _dated(self, state: State, word: Word) -> State:
        person = word.person
        seats, groups, committees = state.seats, state.groups, state.committees
        for row in person.mandates:
            seats, conflict = timelines.seat_dated(seats, row, row.country or person.country)
            self._note(word, state, conflict)
        for spell in sorted(person.groups, key=lambda each: each.starts_on or date.min):
            groups, conflict = timelines.group_dated(groups, spell)
            self._note(word, state, conflict)
        for spell in person.committees:
            committees = timelines.committee_dated(committees, spell)
        return replace(state, seats=seats, groups=groups, committees=committees)

    def _today(self, state: State, words: Sequence[Word]) -> State:
        """What the lists say of their day: the most trusted word counts, others that differ are conflicts."""
        moment = self.moment
        seats, groups, committees = state.seats, state.groups, state.committees
        group_said: str | None = None
        party_said = False
        for word in words:
            person = word.person
            if person.sits and person.country:
                seats, conflict = timelines.seat_today(
                    seats, person.country, moment, since=person.since, is_official=word.is_official
                )
                self._note(word, state, conflict)
            if person.group and group_said is None:
                group_said = person.group
                groups, conflict = timelines.group_today(groups, person.group, moment)
                self._note(word, state, conflict)
            elif person.group and person.group != group_said:
                self._note(word, state, Conflict(Clash.GROUP, str(group_said), person.group))
            if person.party_known and not party_said and moment.is_latest:
                party_said = True
                seats = timelines.with_party(seats, person.party, moment)
            if person.committees_now is not None:
                committees = timelines.committees_today(committees, person.committees_now, moment)
        return replace(state, seats=seats, groups=groups, committees=committees)

    def _addressed(self, state: State, words: Sequence[Word]) -> State:
        said = [word for word in words if word.person.mailbox]
        if not said or self.moment.term.last_day is not None or (state.mailbox and not self.moment.is_latest):
            return state
        mailbox = said[0].person.mailbox
        for word in said[1:]:
            if word.person.mailbox != mailbox:
                self._note(word, state, Conflict(Clash.MAILBOX, str(mailbox), str(word.person.mailbox)))
        return replace(state, mailbox=mailbox)

    def unmatched(self, words: Iterable[Word]) -> None:
        """Note the rows nobody was found for."""
        for word in words:
            said = str(word.person.name or word.person.mailbox or "")
            self.conflicts.append(Disagreement(word.place, said, None, Conflict(Clash.UNMATCHED, "", said)))

    def end(self, absent: Iterable[State]) -> None:
        """End the mandates of Members a whole list no longer shows."""
        for state in absent:
            self.states[state.ep_id] = timelines.ended(self.states.get(state.ep_id, state), self.moment)

    def settle_mailboxes(self) -> None:
        """One mailbox belongs to one Member: where two would share it, neither gets it anew.

        Whoever keeps an earlier one may meet a third there, so it is looked at again until nobody shares.
        """
        while self._part_shared_mailboxes():
            pass

    def _part_shared_mailboxes(self) -> bool:
        owners: dict[str, list[int]] = {}
        for ep_id in {**self.known, **self.states}:
            state = self.states.get(ep_id) or self.known[ep_id]
            if state.mailbox:
                owners.setdefault(state.mailbox, []).append(ep_id)
        shared = [(ep_id, mailbox) for mailbox, ep_ids in owners.items() if len(ep_ids) > 1 for ep_id in ep_ids]
        return sum(self._without_shared(ep_id, mailbox) for ep_id, mailbox in shared) > 0

    def _without_shared(self, ep_id: int, mailbox: str) -> bool:
        before = self.known[ep_id].mailbox if ep_id in self.known else None
        state = self.states.get(ep_id)
        if state is None or before == mailbox:
            return False
        self.states[ep_id] = replace(state, mailbox=before)
        conflict = Conflict(Clash.SHARED_MAILBOX, before or "", mailbox)
        self.conflicts.append(Disagreement("", state.name, ep_id, conflict))
        return True

    def entries(self) -> tuple[Entry, ...]:
        """Every person something changes for, in the roster's order."""
        found = []
        for ep_id, state in self.states.items():
            before = self.known.get(ep_id)
            if before != state:
                found.append(Entry(plans.effect(before, state), state, plans.changes(before, state)))
        return tuple(sorted(found, key=lambda entry: names.sort_key(entry.state.sort_name, entry.state.given)))
