"""All the figures of a département whose history is of ten years, against the same where it is of two."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from sqlalchemy import insert, select

from analysis.figures import department_figures
from analysis.hotspots import fortnight_until
from benchmarks.timing import Measure, compare
from data_access.database import Database
from data_access.models import table_of
from demonstration.load import load_demonstration
from domain.catalogue import By
from domain.scope import OPERATOR
from domain.sheets import WORKBOOK_SHEETS

LAST_DAY = date(2026, 11, 22)
DEPARTMENT = "00"
SPAN = timedelta(weeks=104)
COPIES = 4  # of two years each, before the two of the demonstration


def history_benchmarks() -> Iterator[Measure]:
    """Every indicator at every level, uncached, for a fortnight."""
    with TemporaryDirectory() as folder:
        short = Database(f"sqlite:///{Path(folder) / 'two.db'}")
        short.migrate()
        load_demonstration(short, OPERATOR, LAST_DAY, lambda _: None)
        short.close()
        copyfile(Path(folder) / "two.db", Path(folder) / "ten.db")
        long = Database(f"sqlite:///{Path(folder) / 'ten.db'}")
        _go_back(long)
        yield compare(
            "tous les chiffres, historique de 10 ans",
            lambda: _every_figure(long),
            "historique de 2 ans",
            lambda: _every_figure(short),
            runs=5,
        )
        short.close()
        long.close()


def _every_figure(database: Database) -> None:
    for by in By:
        department_figures(database, OPERATOR, DEPARTMENT, fortnight_until(LAST_DAY), None, by)


def _go_back(database: Database) -> None:
    """Put copies of the rows of every dated sheet before them, each two years older than the last."""
    with database.write() as connection:
        for sheet in WORKBOOK_SHEETS:
            if sheet.event_date is None:
                continue
            table = table_of(sheet.code)
            rows = [dict(row) for row in connection.execute(select(table)).mappings()]
            copies = [_older(row, back) for back in range(1, COPIES + 1) for row in rows]
            connection.execute(insert(table), copies)


def _older(row: dict[str, object], back: int) -> dict[str, object]:
    moved = {
        name: value - SPAN * back if isinstance(value, date) else value for name, value in row.items() if name != "id"
    }
    named = {name: f"{moved[name]}-{back}" for name in ("row_key", "reference") if isinstance(moved.get(name), str)}
    return moved | named
