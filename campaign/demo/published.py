"""What others published about the case of 2017 beside the letter: facts and links, neutral, no text of ours as theirs.

Days and names as the Open Dialogue Foundation and the institutions published them; every entry says who says so.
"""

from datetime import date
from typing import Any

from campaign.timeline.models import DocumentKind

FOUNDATION = "Open Dialogue Foundation"
SITE = "https://odfoundation.eu/"

#: (first day, last day, title, text)
EVENTS: tuple[tuple[date, date | None, str, str], ...] = (
    (
        date(2017, 11, 9),
        None,
        "A Member is named as host of a conference in Parliament without having agreed",
        "Indrek TARAND, named as its initiator by state-linked media, denied it, according to the foundation.",
    ),
    (
        date(2017, 11, 13),
        None,
        "Iskander Yerimbetov is detained",
        "His family says that he was ill-treated in custody to obtain statements, according to the foundation.",
    ),
    (
        date(2017, 12, 12),
        None,
        "Parliament votes on the Enhanced Partnership and Cooperation Agreement with Kazakhstan",
        "The agreement has been in force since 1 March 2020.",
    ),
    (
        date(2017, 12, 13),
        None,
        "What the letter is about, as the foundation reports it",
        "The case of Iskander Yerimbetov; Max Bokayev and Mukhtar Dzhakishev are named too. Reported demands: fair "
        "handling of the case and a proper inquiry, an end of torture and ill-treatment, an end of politically "
        "motivated prosecution, the release of political prisoners. It was signed in Strasbourg during the December "
        "part-session. Neither the text nor the names of its addressees are known here.",
    ),
    (
        date(2017, 12, 21),
        None,
        "What the question is, as the foundation reports it",
        "Helmut SCHOLZ, who did not sign the letter, asked the High Representative, Federica MOGHERINI. Neither the "
        "reference nor the text of his question is known here.",
    ),
    (date(2018, 1, 25), None, "Written declaration 652 in the Parliamentary Assembly of the Council of Europe", ""),
    (date(2018, 6, 28), None, "Written declaration 660 in the Parliamentary Assembly of the Council of Europe", ""),
    (date(2018, 10, 1), date(2018, 10, 31), "Iskander Yerimbetov is sentenced to seven years", ""),
    (date(2018, 11, 20), None, "A working group of the United Nations adopts its opinion 67/2018", ""),
    (date(2019, 7, 29), None, "Seventeen United States senators write a letter", ""),
    (date(2019, 12, 30), None, "Iskander Yerimbetov is released", ""),
)

#: (kind, title)
DOCUMENTS = (
    (DocumentKind.LETTER, "The letter of the seven Members, as a file"),
    (DocumentKind.QUESTION, "The written question, as a file"),
    (DocumentKind.REPORT, "Report on cases at the anniversary of Zhanaozen"),
    (DocumentKind.REPORT, "List of political prisoners in Kazakhstan"),
    (DocumentKind.STATEMENT, "Statement on torture in detention"),
    (DocumentKind.PAGE, "On a smear campaign"),
)

DELEGATION = (
    "Lyudmyla Kozlovska, president of the Open Dialogue Foundation\n"
    "Botagoz Jardemalie, lawyer, refugee in Belgium, sister of Iskander Yerimbetov\n"
    "Mukhtar Ablyazov, her client, refugee in France"
)
MISSIONS = (
    ("Brussels", date(2017, 12, 7), date(2017, 12, 9)),
    ("Strasbourg", date(2017, 12, 11), date(2017, 12, 13)),
)

#: The question's author did not sign the letter.
AUTHOR: dict[str, Any] = {"ep_id": 96646, "given": "Helmut", "surname": "SCHOLZ", "country": "DE", "group": "GUENGL"}
TABLED = date(2017, 12, 21)
OUTCOME = "Iskander Yerimbetov was released on 30 December 2019, two years after the letter."
