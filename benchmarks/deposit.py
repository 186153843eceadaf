"""A deposit of 100,000 facts, their declared columns and twelve others, against what reads the same workbook.

Reference A is calamine reading it and nothing more; reference B is pandas reading it through openpyxl and writing it
to a table, nothing checked.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import pandas as pd
from openpyxl import Workbook
from sqlalchemy import create_engine

from benchmarks.deposit_alone import LAST_DAY, deposit
from benchmarks.memory import peak_of
from benchmarks.reading_alone import read
from benchmarks.timing import Measure, compare, seconds
from data_access.database import Database
from data_access.progress import Stage
from data_access.workbooks import sandbox
from domain.sheets import SHEETS

ROWS, DEPOSITS, ROWS_A_DEPOSIT = 100_000, 100, 5_000
OTHER_COLUMNS = 12
FORTNIGHT = timedelta(days=14)
A, B = "calamine lit le même classeur", "pandas et openpyxl, puis to_sql"


def write_facts(path: Path, rows: int = ROWS, first: int = 0, last_day: date = LAST_DAY, days: int = 700) -> None:
    """A workbook of that many sound facts of those days, every declared column filled, numbered from `first`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Faits")
    sheet.append(
        [*(column.header for column in SHEETS["facts"].columns), *(f"divers {n}" for n in range(OTHER_COLUMNS))]
    )
    for number in range(first, first + rows):
        day = last_day - timedelta(days=number % days)
        point = (round(5 + number % 100 / 1000, 3), round(46 + number % 97 / 1000, 3))
        others = [f"libellé {number % 1000}" if n % 2 else number % 50 + n for n in range(OTHER_COLUMNS)]
        sheet.append([f"F-{number}", day, "jour", f"S{number % 60:02}", "trafic", 1, *point, *others])
    book.save(path)


def read_and_write(path: Path, folder: Path) -> None:
    """Reference B."""
    engine = create_engine(f"sqlite:///{folder / 'reference.db'}")
    pd.read_excel(path, engine="openpyxl").to_sql("facts", engine, if_exists="replace", index=False, chunksize=5_000)
    engine.dispose()


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """A database, its schema made, closed at the end."""
    database = Database(f"sqlite:///{path}")
    database.migrate()
    yield database
    database.close()


def deposit_benchmarks() -> Iterator[Measure | str]:
    """The deposit against A and B in time and memory, its steps, and the hundredth against the second."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "faits.xlsx"
        write_facts(path)
        sandbox.warm()
        deposit_into_new = _deposits_into_new(folder, path)
        whole = compare(f"déposer {ROWS} faits", deposit_into_new, A, lambda: read(path))
        yield whole
        yield Measure(whole.name, whole.seconds, B, seconds(lambda: read_and_write(path, folder)))
        yield _steps(folder, path)
        with opened(folder / "again.db") as database:
            deposit(database, path)
            yield compare("le déposer de nouveau, inchangé", lambda: deposit(database, path), A, lambda: read(path))
        yield _memory(path)
        yield _hundredth(folder)


def _deposits_into_new(folder: Path, path: Path) -> Callable[[], None]:
    """A deposit into a database of its own each time it is called; making the database is not what is measured."""
    databases = [opened(folder / f"new-{number}.db") for number in range(3)]

    def run() -> None:
        with databases.pop() as database:
            deposit(database, path)

    return run


def _steps(folder: Path, path: Path) -> str:
    moments: list[tuple[Stage | None, float]] = []

    def tell(stage: Stage, _done: int, _rows: int) -> None:
        if not moments or moments[-1][0] is not stage:
            moments.append((stage, perf_counter()))

    with opened(folder / "steps.db") as database:
        deposit(database, path, tell)
    moments.append((None, perf_counter()))
    spans = {str(stage): after - before for (stage, before), (_, after) in pairwise(moments)}
    return "  dont " + ", ".join(f"{stage} {span:.2f} s" for stage, span in spans.items())


def _memory(path: Path) -> str:
    reference, own = peak_of("benchmarks.reading_alone", path), peak_of("benchmarks.deposit_alone", path)
    return f"mémoire du dépôt, lecteur compris : {own} Mo, {own / reference:.1f} x  {A} ({reference} Mo)"


def _hundredth(folder: Path) -> str:
    spans = []
    with opened(folder / "hundred.db") as database:
        for number in range(DEPOSITS):
            path = folder / "part.xlsx"
            write_facts(path, ROWS_A_DEPOSIT, number * ROWS_A_DEPOSIT, LAST_DAY - (DEPOSITS - number) * FORTNIGHT, 14)
            spans.append(seconds(partial(deposit, database, path)))
    second, hundredth = median(spans[1:6]), median(spans[-5:])
    return (
        f"centième dépôt de {ROWS_A_DEPOSIT} faits : {hundredth:.2f} s, {hundredth / second:.2f} x  le deuxième "
        f"({second:.2f} s ; médianes de cinq)"
    )
