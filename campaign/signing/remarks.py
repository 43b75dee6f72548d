"""What is said beside a name wherever names are read: in which capacity it was given, and whose group is another now.

The name's line is of the day of signing (DOMAIN §3): it does not follow a Member who changes the group, it says so.
"""

from collections.abc import Collection, Iterable
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from campaign.roster import queries as roster
from campaign.signing.models import Assurance, Signature

INDIVIDUAL = _("in an individual capacity")
GROUP_THEN = _("political group at the time of signing")


def moved(session: Session, signatures: Iterable[Signature], *, on: date) -> frozenset[int]:
    """The numbers of the Members who on that day are in another group than when they signed; one query.

    A name that others published is as they published it.
    """
    then = {each.ep_id: each.group_code for each in signatures if each.assurance is not Assurance.PUBLIC_SOURCE}
    known = roster.groups_on(session, then, on)
    return frozenset(ep_id for ep_id, code in then.items() if known.get(ep_id, code) != code)


def beside(signature: Signature, moved: Collection[int]) -> str:
    """The words for one name; empty for most."""
    said = [INDIVIDUAL] if signature.in_individual_capacity else []
    said += [GROUP_THEN] if signature.ep_id in moved else []
    return ", ".join(map(str, said))
