"""The screens of the demonstration, each against reading its tables from the database and nothing else."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.hotspots import fortnight_until, grid, hotspots
from analysis.operations import operations
from analysis.schools import schools
from analysis.situation import situation
from analysis.summary import summary
from benchmarks.timing import Measure, compare
from data_access.database import Database
from demonstration.load import load_demonstration
from domain.scope import OPERATOR

LAST_DAY = date(2026, 11, 22)
DEPARTMENT = "00"


def screen_benchmarks() -> Iterator[Measure]:
    """What each page asks for, uncached."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'demo.db'}")
        database.migrate()
        load_demonstration(database, OPERATOR, LAST_DAY, lambda _: None)
        window = fortnight_until(LAST_DAY)
        screens = {
            "Synthèse": lambda: summary(database, OPERATOR, DEPARTMENT, window),
            "Points chauds": lambda: hotspots(database, OPERATOR, DEPARTMENT, window),
            "mailles": lambda: grid(database, OPERATOR, DEPARTMENT, LAST_DAY),
            "Opérations": lambda: operations(database, OPERATOR, DEPARTMENT, window),
            "Établissements": lambda: schools(database, OPERATOR, DEPARTMENT, window),
        }
        for name, screen in screens.items():
            yield compare(
                f"écran {name}",
                screen,
                "lire les tables du département",
                lambda: situation(database, OPERATOR, DEPARTMENT, window),
            )
        database.close()
