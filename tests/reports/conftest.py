"""A département small enough to count by hand, and its book.

The fortnight is that of 9 to 22 November 2026; the one before it, of 26 October to 8 November. Département 31 is in
zone C: 11 November is a holiday, so the first week has 4 school days and the second 5.
"""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from analysis.hotspots import fortnight_until
from analysis.summary import Summary, summary
from data_access.database import Database
from data_access.examination import examine_file
from data_access.imports import store
from data_access.meetings import DecisionRecord, record_meetings
from domain.scope import OPERATOR
from reports.book import build_book
from reports.content import Book
from tests.data_access.workbook_builder import SCHOOL_1, SCHOOL_2, SQUARE_1, SQUARE_2, Rows, workbook
from tests.reports import big

DEPARTMENT = "31"
UNTIL = date(2026, 11, 22)
TODAY = date(2026, 11, 23)


def november(day: int) -> date:
    return date(2026, 11, day)


PLAN: dict[str, Rows] = {
    "Plan": [["département", "semestre", "version"], [DEPARTMENT, "2026-S2", 1]],
    "Services": [["code", "nom", "force"], ["BAC", "BAC de nuit", "police nationale"], ["CIE", "Compagnie", "douane"]],
    "Secteurs": [
        ["code", "nom", "type", "zone", "priorité", "contour"],
        ["S1", "Les Lilas", "quartier", "PN", 1, SQUARE_1],
        ["S2", "La Gare", "gare ou transports", "PN", 2, SQUARE_2],
        ["S3", "Le Bourg", "autre", "GN", 3, None],
    ],
    "Établissements": [
        ["UAI", "nom", "type", "secteur", "liste nationale", "sensible", "présences par semaine"],
        [SCHOOL_1, "Collège des Lilas", "collège", "S1", "oui", "oui", 2],
        [SCHOOL_2, "Lycée de la Gare", "lycée", "S2", "non", "oui", 1],
    ],
    "Cibles": [
        ["indicateur", "secteur", "valeur", "par"],
        ["operations", "S1", 2, "quinzaine"],
        ["operations", "S2", 1, "semaine"],
    ],
}
ACTIONS: dict[str, Rows] = {
    "Faits": [
        ["date", "secteur", "nature"],
        # Before both windows, so that the history reaches back beyond them.
        [date(2026, 10, 20), "S1", "trafic"],
        # The window before: 5 drug facts in S1, 1 in S2.
        *([date(2026, 10, day), "S1", "trafic"] for day in (26, 27, 28, 29, 30)),
        [november(2), "S2", "usage"],
        # The window: 3 drug facts in S1, 1 in S2; 1 robbery.
        *([november(day), "S1", "trafic"] for day in (10, 12, 20)),
        [november(15), "S2", "usage"],
        [november(14), "S1", "vol avec violences"],
        [november(22), "S2", "vol avec violences"],
    ],
    "Opérations": [
        ["référence", "date", "secteur", "type", "service pilote", "services associés"],
        ["OP-0", date(2026, 10, 20), "S1", "sécurisation", "BAC", None],
        ["OP-1", date(2026, 10, 28), "S2", "sécurisation", "BAC", None],
        ["OP-2", november(12), "S1", "coup de poing", "BAC", "CIE"],
        ["OP-3", november(18), "S1", "sécurisation", "BAC", None],
    ],
    "Présences": [
        ["UAI", "date", "heure début", "service"],
        # Target 2: two days of the four are wanted in the first week, two of the five in the second.
        *([SCHOOL_1, november(day), time(8), "BAC"] for day in (9, 10, 17)),
        *([SCHOOL_2, november(day), time(17), "BAC"] for day in (12, 19)),
    ],
    "Enquêtes": [
        ["référence", "ouverte le", "close le", "service", "secteur", "réseau démantelé", "transmise à l'office le"],
        ["E-1", date(2026, 10, 1), november(13), "BAC", "S1", "oui", None],
        ["E-2", date(2026, 10, 5), date(2026, 10, 30), "BAC", "S1", "non", november(3)],
    ],
}
LATE: dict[str, Rows] = {
    "Opérations": [
        ["référence", "date", "secteur", "type", "service pilote"],
        ["OP-9", date(2026, 10, 22), "S2", "contrôle routier", "CIE"],
    ],
}


def deposit(database: Database, sheets: dict[str, Rows], name: str, department: str = DEPARTMENT) -> None:
    parsed = examine_file(database, OPERATOR, workbook(sheets), name, department, None, TODAY)
    assert not parsed.faults, [fault.message for fault in parsed.faults]
    assert not any(sheet.unmatched for sheet in parsed.sheets)
    store(database, OPERATOR, parsed, department, None, "essai")


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('book') / 'vigie.db'}")
    opened.migrate()
    deposit(opened, PLAN, "plan.xlsx")
    deposit(opened, ACTIONS, "indicateurs.xlsx")
    deposit(opened, LATE, "douane.xlsx")
    decision = DecisionRecord(date(2026, 10, 22), "Éclairer le parvis", "BAC", date(2026, 11, 5))
    record_meetings(opened, OPERATOR, DEPARTMENT, [date(2026, 10, 22)], [decision])
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def drawn(database: Database) -> Summary:
    """What the page Synthèse shows of the same fortnight."""
    return summary(database, OPERATOR, DEPARTMENT, fortnight_until(UNTIL))


@pytest.fixture(scope="session")
def book(database: Database) -> Book:
    return build_book(database, OPERATOR, DEPARTMENT, UNTIL)


@pytest.fixture(scope="session")
def big_book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The book of 60 sectors and 180 schools."""
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('big') / 'vigie.db'}")
    opened.migrate()
    deposit(opened, big.big_plan(), "plan.xlsx", big.BIG)
    deposit(opened, big.big_actions(), "indicateurs.xlsx", big.BIG)
    made = build_book(opened, OPERATOR, big.BIG, big.LAST)
    opened.close()
    return made


@pytest.fixture(scope="session")
def single(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A single sector, where nothing else was ever deposited."""
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('single') / 'vigie.db'}")
    opened.migrate()
    deposit(opened, big.single_plan(), "plan.xlsx", big.SINGLE)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def single_book(single: Database) -> Book:
    """Its book for the meeting."""
    return build_book(single, OPERATOR, big.SINGLE, big.LAST)


@pytest.fixture(scope="session")
def single_circulating(single: Database) -> Book:
    """Its edition for circulation."""
    return build_book(single, OPERATOR, big.SINGLE, big.LAST, circulation=True)


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'vide.db'}")
    opened.migrate()
    yield opened
    opened.close()
