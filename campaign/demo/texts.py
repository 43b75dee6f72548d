"""The demo's invented case: the state of Sarovia, the journalist Ilja Brandt, the prison of Kessel."""

from typing import Any

CAMPAIGN = "The case of Ilja Brandt"

STORY = (
    "Ilja Brandt, a journalist from Kessel in Sarovia, has been held without trial since March. "
    "Sarovia, its authorities and every person in this demo are invented."
)

OPEN_LETTER: dict[str, Any] = {
    "title": "Release Ilja Brandt",
    "place": "Brussels",
    "letterhead_name": "Open Courts Network",
    "letterhead_address": "Rue de l’Exemple 12\n1000 Brussels\nTransparency Register 000000000000-00",
    "subject": "Detention of Ilja Brandt",
    "closing": "Yours faithfully,",
    "cc": "European External Action Service, Brussels\nDelegation of the European Union to Sarovia",
    "goal_members": 60,
    "goal_groups": 6,
    "goal_countries": 20,
    "body": """\
We, Members of the European Parliament, write to you about **Ilja Brandt**, a journalist from Kessel, who has been \
held since 3 March without being brought before a judge.[^order]

According to his lawyers he was questioned on eleven nights without a lawyer present, and no independent doctor has \
seen him since May. His family has been refused every visit.

The Constitution of Sarovia and the International Covenant on Civil and Political Rights, to which Sarovia is a \
party, both say that nobody may be held for long without a court's decision, and that

> anyone arrested or detained on a criminal charge shall be brought promptly before a judge.[^covenant]

## What we ask

We therefore ask you

1. to release Ilja Brandt, or to bring him before an independent court without delay;
2. to let a doctor of his own choice examine him at once, and to make the findings known to his family;
3. to open an inquiry into the questioning at night, and to publish its result;
4. to let his family and his lawyers visit him.

We follow this case closely. Progress in it would be a sign that the partnership between Sarovia and the European \
Union rests on the rule of law. We should be grateful for your reply.

[^order]: Order of the district prosecutor of Kessel of 4 March, file 17.
[^covenant]: International Covenant on Civil and Political Rights, Article 9(3).
""",
}

PRESIDENT = {
    "name": "H.E. Mr Anton Varga",
    "office": "President of Sarovia",
    "postal": "1 Palace Square\n10000 Sarograd\nSarovia",
    "email": "president@example.org",
    "salutation": "Your Excellency,",
    "language": "en",
}

PROSECUTOR = {
    "name": "Ms Milena Torvald",
    "office": "Prosecutor General of Sarovia",
    "postal": "8 Court Street\n10010 Sarograd\nSarovia",
    "email": "prosecutor@example.org",
    "salutation": "Dear Prosecutor General,",
    "language": "en",
}

MINISTER = {
    "name": "Mr Josip Karvan",
    "office": "Minister of Justice of Sarovia",
    "postal": "3 Ministry Row\n10000 Sarograd\nSarovia",
    "email": "justice@example.org",
    "salutation": "Dear Minister,",
    "language": "en",
}

#: How one word stood when the open letter was opened, and how it was mended.
WRONG, RIGHT = "According to his lawers", "According to his lawyers"
CORRECTED_BECAUSE = "A letter was missing in one word."
LATE_BECAUSE = "Two offices were travelling on the last day."

CLOSED_LETTER: dict[str, Any] = {
    "title": "Independent doctors for the prisoners of Kessel",
    "place": "Strasbourg",
    "letterhead_name": "Open Courts Network",
    "letterhead_address": "Rue de l’Exemple 12\n1000 Brussels\nTransparency Register 000000000000-00",
    "subject": "Medical care in the prison of Kessel",
    "closing": "Yours faithfully,",
    "list_format": "A",
    "goal_members": 25,
    "goal_groups": 5,
    "body": """\
Reports from the prison of Kessel say that forty-two prisoners wait for a doctor, some of them for months, and that \
medicine sent by their families is returned.[^report]

We ask you to open the prison to independent doctors, *beginning with those who are gravely ill*:

- Oskar Reuven, who has had two heart attacks since January;
- Tamar Lindqvist-Roy, who needs insulin every day.

Their names stand for the others. A state is judged by how it treats those whom nobody sees.

[^report]: Open Courts Network, *Behind the wall of Kessel*, report of this year, pages 12 to 19.
""",
}

FRENCH_SUBJECT = "Les soins médicaux à la prison de Kessel"
FRENCH_BODY = """\
Selon des informations venant de la prison de Kessel, quarante-deux détenus attendent un médecin, certains depuis des \
mois, et les médicaments envoyés par leurs familles sont renvoyés.[^report]

Nous vous demandons d’ouvrir la prison à des médecins indépendants, *en commençant par ceux qui sont gravement \
malades* :

- Oskar Reuven, qui a subi deux crises cardiaques depuis janvier ;
- Tamar Lindqvist-Roy, qui a besoin d’insuline chaque jour.

Leurs noms représentent tous les autres. On juge un État à la façon dont il traite ceux que personne ne voit.

[^report]: Open Courts Network, *Behind the wall of Kessel*, rapport de cette année, pages 12 à 19.
"""

QUESTION_SUBJECT = "VP/HR — Medical care for prisoners in Kessel, Sarovia"
QUESTION = """\
According to a report of the Open Courts Network, forty-two prisoners in Kessel, Sarovia, wait for a doctor, and \
medicine sent by their families is returned. Two of them are gravely ill.

1. What has the Vice-President/High Representative done so that independent doctors are let into the prison?
2. Will the matter be raised at the next human rights dialogue with Sarovia?"""

DELEGATION = "Robin Example, Open Courts Network\nMira Sarin, lawyer"

RECEIPT = """\
POST OF SAROVIA
Advice of delivery

Registered item   RR123456785BE
Addressee         Prosecutor General of Sarovia
Received by       Registry, stamp 4
"""

ACKNOWLEDGED = """\
OFFICE OF THE PROSECUTOR GENERAL OF SAROVIA
Sarograd

Dear Members of the European Parliament,

we acknowledge receipt of your letter on medical care
in the prison of Kessel. It was passed to the department
responsible, which will answer you.

For the Registry
"""

ANSWERED = """\
OFFICE OF THE PROSECUTOR GENERAL OF SAROVIA
Sarograd

Dear Members of the European Parliament,

thank you for your letter. A commission of doctors of the
Sarovian Medical Chamber will visit the prison of Kessel
next month. Mr Reuven was taken to the hospital of the
district last week.

We do not share the view that medicine is returned.

Milena Torvald
Prosecutor General
"""

REPORT = """\
Open Courts Network
BEHIND THE WALL OF KESSEL

A report on medical care in the prison of Kessel.
(An invented document, for the demo.)
"""

NOTES = """\
Notes of the lawyers. Not for publication.
(An invented document, for the demo.)
"""

#: (days ago, title, text); the first one is told beside its document
EVENTS = (
    (260, "Ilja Brandt is detained", "He was taken from his newspaper's office in Kessel, according to his lawyers."),
    (60, "The report “Behind the wall of Kessel” is published", "It names forty-two prisoners who wait for a doctor."),
    (10, "Oskar Reuven is taken to a hospital", "According to his family."),
)
