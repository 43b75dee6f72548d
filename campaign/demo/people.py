"""Invented Members for the demo: as many for each country as its share of 720 seats gives of about 150.

Given names are usual ones, family names are made up to sound like the country; a test compares them with real lists.
"""

from collections.abc import Iterator
from dataclasses import dataclass

FIRST_ID = 9_100_001

NAMES: dict[str, tuple[str, str]] = {
    "BE": ("Lieve Bram Elodie Joris Noor", "VAN HEELSUM|DE RAEVE|TERLINCK-MAES|DUBRAY|OOSTKERKE"),
    "BG": ("Rada Kalin Mira Stoyan", "DRENKOV|SVETLINA|BREZOVA|TOPALSKI"),
    "CZ": ("Alena Vojtěch Šárka Ctirad", "ŘEZNÍKOVSKÝ|ŠTĚPNICKÁ|DOUBRAVÍN|ČEJKOVEC"),
    "DK": ("Signe Asger Kirsten", "LØVSTRUP|ÆBELGAARD|HØJSBORG"),
    "DE": (
        "Anke Bernd Cornelia Dirk Elke Friedrich Gesa Holger Ines Jochen Katrin Lutz Maren Niels Ortrud Philipp "
        "Renate Sönke Tanja Uwe",
        "ACKERSTEIN|BRÜNNING|DAHLHÖFER|EICHGRÜN|FÖRSTENAU|GROSSWALD|HÄRTLEIN|IMGRUND|JUNGBLÖD|KÜSTERBACH|LANGWIESE|"
        "MÖHRENHOF|NIEDERAU|OSTERMOOR|PRÄTORFF|RÖTTGERS-HAHN|SCHÖNWETTER|TANNENBRINK|VON DER AUE|WEIẞGERBER",
    ),
    "EE": ("Maarja", "ÕUNAPUU-SAAR"),
    "IE": ("Aoife Cathal Niamh", "O'DRENNAN|McGARRIGAN|NÍ BHRIAIN"),
    "EL": ("Eleni Stavros Katerina Petros", "PAPAVASILAKIS|KARAMOUTSOS|THEOFILOPOULOU|DRAKOLIAS"),
    "ES": (
        "Lucía Andrés Marta Íñigo Carmen Joaquín Nuria Álvaro Begoña Rafael Montse Xavier Pilar",
        "ALDEANUEVA RUIZ|BARCENILLA|CASTROFUERTE|DE LA HOZ MARÍN|ETXEBARREN|FONTANAL|GARCÍA-MUELAS|HERRADURA|"
        "IBARRONDO|LLOBERAS I PUIG|MONTEALEGRE|NAVALÓN|PEÑARROJA",
    ),
    "FR": (
        "Adèle Benoît Camille Denis Éloïse Fabrice Gaëlle Hugues Inès Julien Karine Loïc Manon Nathan Odile Pascal "
        "Solène",
        "ARCHAMBAULT-ROY|BEAUVERGER|CHÂTEAUNOIR|DELACOMBE|D'AUBRESSAC|ESTRADIÈRE|FOUGERAY|GRANDVAL|HÉRISSON|"
        "JOUVENEL-PETIT|LE GOUVELLO|MÉRIADEC|NOGARÈDE|PONTCROIX|QUESNELIN|ROCHEMAURE|VILLEDIEU",
    ),
    "HR": ("Marija Tomislav Jasna", "BRODARIĆ|ŠUMANOVAC|ŽITNJAK"),
    "IT": (
        "Alba Bruno Chiara Dario Elisa Fulvio Giada Ivano Letizia Marco Nives Ottavio Piera Renzo Silvia Tullio",
        "ACQUAFREDDA|BELLOSGUARDO|CASTELVERDE|D'ORSENIGO|FONTEBUONA|GRANAROLO|LAGOMARE|MONTECAVALLO|NOCERAVIVA|"
        "OLIVASTRI|PIETRALUNGA|ROCCABIANCA|SANGUINETO|TORRESINA|VALDAMERI|DI FIORENTO",
    ),
    "CY": ("Androulla", "HADJIKYRIAKIDOU"),
    "LV": ("Ilze Raimonds", "BĒRZKALNE|OZOLIŅŠ-VĪTOLS"),
    "LT": ("Rasa Vytenis", "ŠALTENYTĖ|GIRDVAINIS"),
    "LU": ("Josiane", "WEILERBACH"),
    "HU": ("Boglárka Csaba Réka Zsolt", "ÁRVAHÁZY|KŐSZEGFALVI|SZILVÁSSY-NAGY|TŰZKÖVES"),
    "MT": ("Mariella", "ZAMMITELLO"),
    "NL": (
        "Femke Jelle Saskia Wouter Yasmin Gijs",
        "VAN DER MEULENBROEK|IN 'T HOUT|OUDERKERK|EL BARKANI|DE WINDT|ZUIDHOEK",
    ),
    "AT": ("Theresia Clemens Brigitte Valentin", "OBERSTEINER-LECH|MAYRGUT|WALDKIRCHNER|TRAUNFELS"),
    "PL": (
        "Agnieszka Bartłomiej Celina Dobrosław Elżbieta Grzegorz Halina Jędrzej Kinga Łukasz Małgorzata",
        "BRZEZIŃSKA-LIS|CHWALIBÓR|DĄBROWIECKI|GRZMIĄCY|KŁOSOWICZ|ŁABĘDZKA|MŁYNARSKI|PSTRĄGOWSKA|ŚWIERCZEWSKI|"
        "WĘGIERSKA|ŻUBROWSKI",
    ),
    "PT": ("Beatriz Duarte Leonor Tomé", "ALBERGARIA PINTO|CARVALHOSA|FREIXEDELO|SEIXAS DO VALE"),
    "RO": (
        "Ioana Răzvan Simona Horia Daciana Mihnea Corina",
        "BRĂDĂȚEANU|ȘERBĂNOIU|CÂMPINARU|ȚEPELEA|DRAGOȘEL|MURGULEȚ|VÂLSĂNESCU",
    ),
    "SI": ("Nataša Matjaž", "BREŽNIKAR|KOŽELJNIK"),
    "SK": ("Ľubica Radovan Zuzana", "ČERVENICKÝ|HÔRKOVÁ|ĎURIŠIN-BOĽ"),
    "FI": ("Aino Eero Päivi", "HÄMEENKOSKI|YLÄ-OUTINEN|KOIVUMÄKI-LEHTO"),
    "SE": ("Åsa Lennart Malin Östen", "ÅKERSTRAND|BJÖRKENSTAM|LÖFVINGE|SJÖDAHL-EK"),
}

PARTIES = (
    "Civic Union",
    "Labour Alliance",
    "Green List",
    "Liberal Forum",
    "People's Bloc",
    "New Left",
    "Farmers' Party",
)

GROUPS = ("EPP", "SD", "PFE", "ECR", "RENEW", "GREENS", "LEFT", "NI", "ESN")
SHARES = (188, 136, 84, 78, 77, 53, 46, 33, 25)


@dataclass(frozen=True)
class Person:
    """An invented Member as a roster would give it."""

    ep_id: int
    given: str
    surname: str
    country: str
    group: str
    party: str


def members() -> list[Person]:
    """All invented Members, groups spread over every country in the shares of the real Parliament."""
    groups = _spread()
    found: list[Person] = []
    for country, (given, surnames) in NAMES.items():
        for first, last in zip(given.split(), surnames.split("|"), strict=True):
            number = len(found)
            group = next(groups)
            party = f"{PARTIES[(number + len(country)) % len(PARTIES)]} ({country})"
            found.append(Person(FIRST_ID + number, first, last, country, group, party))
    return found


def _spread() -> Iterator[str]:
    """Groups in turn, each as often as its share demands (largest arrears first)."""
    given = dict.fromkeys(GROUPS, 0)
    total = 0
    while True:
        total += 1
        due = {group: total * share / sum(SHARES) - given[group] for group, share in zip(GROUPS, SHARES, strict=True)}
        group = max(due, key=lambda each: due[each])
        given[group] += 1
        yield group
