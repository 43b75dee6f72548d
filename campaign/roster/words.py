"""What an import would change, in words: for the preview in the browser and on the command line."""

from flask_babel import format_date, gettext, ngettext
from flask_babel import lazy_gettext as __

from campaign.parliament import countries, groups
from campaign.roster.plans import Change, Detail, Disagreement, Effect, Plan
from campaign.roster.sources.columns import Field
from campaign.roster.states import Clash

EFFECTS = {Effect.NEW: __("New"), Effect.CHANGED: __("Changed"), Effect.ENDED: __("Ended")}
CONFLICTING = __("Conflicting")
DETAILS = {
    Detail.NAME: __("Name"),
    Detail.MANDATE: __("Mandate"),
    Detail.COUNTRY: __("Country"),
    Detail.GROUP: __("Group"),
    Detail.PARTY: __("Party"),
    Detail.MAILBOX: __("Official address"),
    Detail.COMMITTEES: __("Committees"),
    Detail.HISTORY: __("Days of earlier mandates and groups"),
}
FIELDS = {
    Field.EP_ID: __("Person number or profile address"),
    Field.FULL_NAME: __("Full name"),
    Field.GIVEN: __("Given names"),
    Field.SURNAME: __("Family name"),
    Field.COUNTRY: __("Country"),
    Field.GROUP: __("Political group"),
    Field.PARTY: __("National party"),
    Field.MAILBOX: __("Official address"),
    Field.COMMITTEES: __("Committees"),
    Field.SUBSTITUTE: __("Committees as substitute"),
    Field.SINCE: __("Mandate since"),
}


def _(sentence: str, **values: object) -> str:
    """The sentence in the reader's language."""
    return str(gettext(sentence, **values))


def value(detail: Detail, stored: str) -> str:
    """A stored value as people read it."""
    if not stored:
        return _("unknown") if detail is not Detail.MANDATE else _("sits")
    if detail is Detail.GROUP:
        return groups.get(stored).official
    if detail is Detail.COUNTRY:
        return countries.get(stored).label()
    return _("ends %(day)s", day=stored) if detail is Detail.MANDATE else stored


def change(changed: Change) -> str:
    """One change in a few words: "Group: S&D → Renew"."""
    if changed.detail is Detail.HISTORY:
        return str(DETAILS[changed.detail])
    before, after = value(changed.detail, changed.before), value(changed.detail, changed.after)
    return f"{DETAILS[changed.detail]}: {before} → {after}"


def disagreement(found: Disagreement) -> str:
    """One conflict as a sentence: what is kept, what was not taken over, and where it stands."""
    where = f"{found.name} ({found.place})" if found.place else found.name
    return f"{where}: {_clash(found)}"


def _clash(found: Disagreement) -> str:  # noqa: C901 (one sentence for each kind of conflict)
    kept, refused = found.conflict.kept, found.conflict.refused
    match found.conflict.clash:
        case Clash.GROUP:
            kept, refused = value(Detail.GROUP, kept), value(Detail.GROUP, refused)
            return _("group %(kept)s is kept, %(refused)s is not taken over.", kept=kept, refused=refused)
        case Clash.COUNTRY:
            kept, refused = value(Detail.COUNTRY, kept), value(Detail.COUNTRY, refused)
            return _("%(kept)s is kept, %(refused)s is not taken over.", kept=kept, refused=refused)
        case Clash.MANDATE:
            return _("the mandate has ended and is not opened again.")
        case Clash.MAILBOX:
            return _("the address %(kept)s is taken, %(refused)s is not.", kept=kept, refused=refused)
        case Clash.SHARED_MAILBOX:
            return _(
                "the address %(refused)s also belongs to another Member; it is taken for neither.", refused=refused
            )
        case Clash.NAME:
            return _(
                "the number belongs to %(kept)s, the row says %(refused)s; the row is left out.",
                kept=kept,
                refused=refused,
            )
        case Clash.NEWER_KNOWN:
            return _("sits in this list of %(day)s but not in a newer one; only the past is taken over.", day=refused)
        case Clash.UNMATCHED:
            return _("nobody, or more than one Member, fits this row; it is left out. Add the person number to it.")


def coverage(plan: Plan) -> str:
    """How much of the Parliament the lists show, and what follows for those they do not."""
    shown = plan.coverage
    if not shown.sitting:
        return _("These files add particulars; they do not say who sits, so nobody's mandate ends.")
    seats = str(
        ngettext(
            "The lists show %(num)s Member for %(seats)s seats on %(day)s.",
            "The lists show %(num)s Members for %(seats)s seats on %(day)s.",
            shown.sitting,
            seats=shown.seats,
            day=format_date(plan.day, "d MMMM yyyy"),
        )
    )
    if plan.is_history:
        return f"{seats} " + _("That term is over: they add to the history and end nobody's mandate of today.")
    if plan.is_whole and not plan.absent:
        return f"{seats} " + _("They count as the whole Parliament and show every sitting Member of the roster.")
    if plan.is_whole:
        ends = ngettext(
            "They count as the whole Parliament: the mandate of %(num)s Member they do not show ends.",
            "They count as the whole Parliament: the mandates of %(num)s Members they do not show end.",
            plan.absent,
        )
        return f"{seats} {ends}"
    return f"{seats} " + _(
        "They do not count as the whole Parliament, so nobody's mandate ends (sitting Members not shown: %(absent)s). "
        "If they are complete, say so.",
        absent=plan.absent,
    )


def left_out(kind: str, number: int) -> str:
    """What was passed over, and why."""
    if kind == "foreign_addresses":
        sentence = ngettext(
            "%(num)s address outside europarl.europa.eu was left out: only official mailboxes count.",
            "%(num)s addresses outside europarl.europa.eu were left out: only official mailboxes count.",
            number,
        )
    elif kind == "earlier_terms":
        sentence = ngettext(
            "%(num)s entry from before the 8th term was left out.",
            "%(num)s entries from before the 8th term were left out.",
            number,
        )
    else:
        sentence = ngettext(
            "%(num)s membership says only the number of its body and was left out. Bring /corporate-bodies too.",
            "%(num)s memberships say only the numbers of their bodies and were left out. Bring /corporate-bodies too.",
            number,
        )
    return str(sentence)
