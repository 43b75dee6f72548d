"""Texts for typical letters. They are ours; organisers make them theirs.

Every legal hook names its article or act, so that a lawyer can look it up. A treaty is cited as binding a state only
with the day since which it does, which the organiser enters: the text never claims it unasked. What is said of a case
is told as reported.
"""

from campaign.casefacts.decision_texts import SANCTIONS_LISTING, VISA_BAN
from campaign.casefacts.detention_texts import (
    CONSULAR_ACCESS,
    MEDICAL_ACCESS,
    POLITICAL_PRISONER,
    TORTURE_INQUIRY,
    TRIAL_OBSERVATION,
)

ALL = (
    POLITICAL_PRISONER,
    TRIAL_OBSERVATION,
    MEDICAL_ACCESS,
    TORTURE_INQUIRY,
    VISA_BAN,
    SANCTIONS_LISTING,
    CONSULAR_ACCESS,
)
BY_KEY = {each.key: each for each in ALL}
