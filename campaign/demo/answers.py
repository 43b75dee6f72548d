"""What invited Members of the demo answered: the same each time, spread over the days a letter was open."""

import json
import random
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from campaign.demo import mailbox, scribbles
from campaign.inviting.models import Invitation
from campaign.outbox.models import MailState
from campaign.signing import autographs
from campaign.signing import operations as signing
from campaign.signing import queries as signatures
from campaign.signing.models import AutographKind, Signature
from campaign.signing.rules import Case
from campaign.signing.wishes import Wish


class Answers:
    """Members with an invitation, in a chance order; those at the front answer first."""

    def __init__(self, session: Session, invitations: Sequence[Invitation], *, seed: int) -> None:
        self.session = session
        self.dice = random.Random(seed)  # noqa: S311 - the demo is the same each time
        self.secrets = {each.id: mailbox.invited(each) for each in invitations}
        self.silent = list(invitations)
        self.dice.shuffle(self.silent)
        mailbox.all_sent(session, self.silent)

    def come(self, *, sign: int, decline: int, first: datetime, last: datetime) -> None:
        """So many sign and so many decline between these instants."""
        every = (sign + decline) // decline
        times = sorted(self.dice.random() ** 1.7 for _ in range(sign + decline))
        for place, share in enumerate(times):
            at = first + (last - first) * share
            if place % every == 1 and place < decline * every:
                self._decline("I have written to the ambassador myself." if place == 1 else "", at=at)
            else:
                self.sign(at=at)

    def sign(self, *, at: datetime) -> Signature:
        """The next one signs, with the code from the mailbox."""
        case = self._next(at)
        return signing.sign(self.session, case, self._wish(case), now=at, code_confirmed_at=at)

    def bounce(self, number: int) -> None:
        """The mails of so many came back."""
        for _ in range(number):
            mail = self.silent.pop(0).links[0].mailed
            mail.state, mail.last_error = MailState.REFUSED, "550 5.1.1 mailbox unavailable"
        self.session.flush()

    def begin(self, number: int, *, at: datetime) -> None:
        """So many opened the letter and did not finish."""
        for invitation in self.silent[:number]:
            invitation.started_at = at
        self.session.flush()

    def _decline(self, reason: str, *, at: datetime) -> None:
        signing.decline(self.session, self._next(at), reason, now=at)

    def _next(self, at: datetime) -> Case:
        case = signatures.case_by_secret(self.session, self.secrets[self.silent.pop(0).id], now=at)
        assert case is not None, "the link was made a moment ago"
        return case

    def _wish(self, case: Case) -> Wish:
        assert case.revision is not None, "the letter is open"
        kind = self.dice.choices([AutographKind.DRAWN, AutographKind.TYPED, AutographKind.NONE], [5, 2, 3])[0]
        autograph = None
        if kind == AutographKind.DRAWN:
            autograph = autographs.drawn(json.dumps(scribbles.scribble(case.invitation.ep_id)))
        elif kind == AutographKind.TYPED:
            autograph = {"text": case.invitation.member.name}
        return Wish(digest=case.revision.digest, kind=kind, autograph=autograph)
