"""What organisers did, in words that go on from the person's name."""

from flask_babel import lazy_gettext as _

from campaign.campaigns.happened import Act

WORDS = {
    "campaign.created": _("started the campaign"),
    "campaign.described": _("changed its title or story"),
    "campaign.closed": _("closed the campaign"),
    "campaign.reopened": _("opened the campaign again"),
    "campaign.published": _("showed the campaign to the public"),
    "notice.published": _("published a privacy notice"),
    "letter.created": _("started a letter"),
    "letter.opened": _("opened the letter for signature"),
    "letter.extended": _("moved the deadline"),
    "letter.closed": _("closed the letter"),
    "change.started": _("began to change the open letter"),
    "change.dropped": _("dropped the change of the letter"),
    "edition.issued": _("made an edition of the PDF"),
    "signatories.exported": _("exported the signatories"),
    "person.exported": _("exported the data held about a person"),
    "person.erased": _("erased the data held about a person"),
    "invitation.worded": _("changed the covering text"),
    "invitation.sent": _("invited a Member"),
    "invitation.reminded": _("reminded a Member"),
    "invitation.cancelled": _("stopped an invitation"),
    "claim.brought": _("brought evidence of a signature"),
    "claim.approved": _("approved evidence that another brought"),
    "claim.refused": _("refused evidence"),
    "desk.started": _("started desk mode on a tablet"),
    "desk.ended": _("ended desk mode on a tablet"),
    "desk.asked_again": _("asked a Member again to confirm"),
    "mission.planned": _("planned a mission"),
    "mission.changed": _("changed a mission"),
    "mission.removed": _("removed a mission"),
    "team.invited": _("invited a colleague"),
    "team.invitation_withdrawn": _("took a colleague's invitation back"),
    "team.joined": _("joined the team"),
    "team.role_changed": _("changed the role of %(other)s"),
    "team.removed": _("removed %(other)s from the team"),
    "team.left": _("left the team"),
    "organiser.added": _("got an account"),
    "organiser.logged_in": _("logged in"),
    "organiser.logged_out": _("logged out"),
    "organiser.link_sent": _("was sent a link that sets the password"),
    "organiser.password_set": _("set a new password"),
    "organiser.made_operator": _("became an operator"),
    "organiser.operator_ended": _("is no operator any more"),
    "organiser.closed": _("lost the account"),
    "organiser.reopened": _("got the account back"),
    "organiser.factor_added": _("added a second factor"),
    "organiser.factor_removed": _("removed a second factor"),
    "organiser.factors_forgotten": _("had all second factors removed by the operator"),
    "organiser.codes_renewed": _("made new recovery codes"),
    "organiser.recovery_code_used": _("used a recovery code"),
    "organiser.session_ended": _("ended sessions"),
    "roster.imported": _("imported Members"),
    "journal.witnessed": _("kept the end of the journal elsewhere"),
    "retention.run": _("deleted what its time was over for"),
}


def of(act: Act) -> str:
    """What was done; an act without words of its own is told by its name in the journal."""
    words = WORDS.get(act.kind)
    if words is None:
        return act.kind.replace(".", ": ").replace("_", " ")
    return str(words) % {"other": act.other or _("somebody")}
