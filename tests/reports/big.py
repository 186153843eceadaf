"""Two départements at the ends of what a book must hold: 60 sectors and 180 schools, and a single sector alone.

Both are made from the numbers below, with names that are no place's, and come in by the ordinary import.
"""

from datetime import date, time, timedelta

from domain.uai import check_letter
from tests.data_access.workbook_builder import SQUARE_1, Rows

BIG, SINGLE = "69", "48"
LAST = date(2026, 11, 22)
ROWS, COLUMNS = 6, 10  # sectors on the map; the middle ones are small, as those of a town are
SECTORS = ROWS * COLUMNS
SCHOOLS_A_SECTOR = 3
SERVICES = 14  # more than a page of the matrix holds
_KINDS = ("quartier", "gare ou transports", "autre")
_HEIGHTS = (0.12, 0.04, 0.02, 0.02, 0.04, 0.12)  # degrees
_WIDTHS = (0.2, 0.1, 0.05, 0.03, 0.03, 0.03, 0.03, 0.05, 0.1, 0.2)


def sector_code(at: int) -> str:
    return f"S{at + 1:02}"


def sector_name(at: int) -> str:
    """Short names and long ones; the longest is as long as those of real plans."""
    place = ("Le Pré", "La Roseraie", "Les Quatre-Vents", "Secteur fictif du pôle d’échanges et de ses abords")[at % 4]
    return f"{place} {at + 1}"


def service_code(at: int) -> str:
    return f"SERVICE-{at + 1:02}"


def uai(at: int) -> str:
    digits = f"{690000 + at:07}"
    return f"{digits}{check_letter(digits)}"


def big_plan() -> dict[str, Rows]:
    """The plan of 60 sectors side by side, three schools in each, a target for each."""
    return {
        "Plan": [["département", "semestre", "version"], [BIG, "2026-S2", 1]],
        "Services": [
            ["code", "nom", "force"],
            *([service_code(at), f"Service fictif {at + 1}", "police nationale"] for at in range(SERVICES)),
        ],
        "Secteurs": [
            ["code", "nom", "type", "zone", "priorité", "contour"],
            *(
                [sector_code(at), sector_name(at), _KINDS[at % 3], "PN" if at % 2 else "GN", 1 + at % 3, _outline(at)]
                for at in range(SECTORS)
            ),
        ],
        "Établissements": [
            ["UAI", "nom", "type", "secteur", "liste nationale", "sensible", "présences par semaine"],
            *(
                [uai(at), f"Collège fictif {at + 1}", "collège", sector_code(at % SECTORS), _yes(at % 4 == 0), "oui", 2]
                for at in range(SECTORS * SCHOOLS_A_SECTOR)
            ),
        ],
        "Cibles": [
            ["indicateur", "secteur", "valeur", "par"],
            *(["operations", sector_code(at), 1 + at % 2, "quinzaine"] for at in range(SECTORS)),
        ],
    }


def big_actions() -> dict[str, Rows]:
    """Facts of a year, operations, presences, investigations; sector 1 in clear rise, sector 60 without any action."""
    return {
        "Faits": [
            ["date", "secteur", "nature"],
            *(
                [LAST - timedelta(days=day), sector_code(at), "trafic"]
                for at in range(SECTORS)
                for day in range(at % 7, 420, 9 + at % 23)
            ),
            *([LAST - timedelta(days=day % 14), sector_code(0), "trafic"] for day in range(40)),
        ],
        "Opérations": [
            ["référence", "date", "secteur", "type", "service pilote", "services associés"],
            *(
                [
                    f"OP-{at}",
                    LAST - timedelta(days=at % 28),
                    sector_code(at % (SECTORS - 1)),
                    "sécurisation",
                    *_pair(at),
                ]
                for at in range(150)
            ),
        ],
        "Présences": [
            ["UAI", "date", "heure début", "service"],
            *(
                [uai(at), LAST - timedelta(days=2 + at % 5 + 7 * week), time(8), service_code(at % SERVICES)]
                for at in range(0, SECTORS * SCHOOLS_A_SECTOR - 1, 2)
                for week in range(4)
            ),
        ],
        "Enquêtes": _investigations(),
    }


def _investigations() -> Rows:
    """One closed investigation a service, none of them sent."""
    header = [
        "référence",
        "ouverte le",
        "close le",
        "service",
        "secteur",
        "réseau démantelé",
        "transmise à l'office le",
    ]
    opened = LAST - timedelta(days=60)
    return [
        header,
        *(
            [f"E-{at}", opened, LAST - timedelta(days=at), service_code(at), sector_code(at), "oui", None]
            for at in range(SERVICES)
        ),
    ]


def single_plan() -> dict[str, Rows]:
    """A plan of one sector, without services, schools or targets."""
    return {
        "Plan": [["département", "semestre", "version"], [SINGLE, "2026-S2", 1]],
        "Secteurs": [
            ["code", "nom", "type", "zone", "priorité", "contour"],
            ["S1", "Le Seul", "quartier", "GN", 1, SQUARE_1],
        ],
    }


def _pair(at: int) -> list[str]:
    return [service_code(at % SERVICES), service_code((at + 1) % SERVICES)]


def _yes(value: bool) -> str:
    return "oui" if value else "non"


def _outline(at: int) -> str:
    row, column = divmod(at, COLUMNS)
    west, south = 4.4 + sum(_WIDTHS[:column]), 45.5 + sum(_HEIGHTS[:row])
    east, north = west + _WIDTHS[column], south + _HEIGHTS[row]
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return f"POLYGON(({','.join(f'{x:.3f} {y:.3f}' for x, y in corners)}))"
