"""Which role may do what in a campaign. Pure."""

from enum import StrEnum

from campaign.campaigns.models import Role


class Right(StrEnum):
    """One thing that an organiser may be allowed to do in a campaign."""

    SEE_OWN = "see_own"
    """Look at the pages that show a shepherd the Members of one group only. They ask `queries.scope_of` which one."""
    SEE = "see"
    """Look at all of its pages, with the Members of every group."""
    WRITE = "write"
    """Draft and change texts, story, addressees, documents."""
    DECIDE = "decide"
    """Open, extend, close, revise, freeze: what changes where a letter stands."""
    INVITE = "invite"
    """Ask and remind Members. A shepherd holds it for one group: ask `queries.scope_of` which one."""
    BRING = "bring"
    """Take signatures in person, bring in evidence: mails, sheets, signed files."""
    APPROVE = "approve"
    """Look at evidence that somebody else brought and let it count."""
    ISSUE = "issue"
    """Produce editions and archives, deliver, take exports."""
    PUBLISH = "publish"
    """Show things to the public: the campaign's page, replies, statements."""
    LEAD = "lead"
    """Change the team and the campaign's rules."""


_EDITOR = frozenset(set(Right) - {Right.LEAD})
RIGHTS = {
    Role.OWNER: frozenset(Right),
    Role.EDITOR: _EDITOR,
    Role.DESK: frozenset({Right.SEE_OWN, Right.SEE, Right.BRING}),
    Role.VIEWER: frozenset({Right.SEE_OWN, Right.SEE}),
    Role.SHEPHERD: frozenset({Right.SEE_OWN, Right.INVITE}),
}


def may(role: Role, right: Right) -> bool:
    """Whether this role holds this right."""
    return right in RIGHTS[role]
