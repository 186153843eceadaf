"""A deposit of 100,000 operations x 20 columns, against calamine reading the same file and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from benchmarks.timing import Measure, compare
from data_access.database import Database
from data_access.examination import examine_file
from data_access.imports import store
from data_access.workbooks.known import Known
from domain.scope import OPERATOR
from domain.sheets import SHEETS, Reference

ROWS = 100_000
LAST_DAY = date(2026, 11, 22)
DEPARTMENT = "00"
KNOWN = Known(
    DEPARTMENT,
    {
        Reference.SECTOR: {f"S{number:02}": f"Secteur {number}" for number in range(60)},
        Reference.SERVICE: {"PN-1": "Sûreté", "GN-1": "Brigade"},
        Reference.OBJECTIVE: {"R1": "Objectif"},
    },
)


def write_operations(path: Path, rows: int = ROWS) -> None:
    """A workbook of that many valid operations, every column but one filled."""
    columns = [column for column in SHEETS["operations"].columns if column.field != "disorder"]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Opérations")
    sheet.append([column.header for column in columns])
    for number in range(rows):
        day = LAST_DAY - timedelta(days=number % 700)
        head: list[object] = [f"OP-{number}", day, time(14, 30), time(16), f"S{number % 60:02}", "coup de poing"]
        sheet.append([*head, "PN-1", "GN-1", "R1", *(number % 50 + at for at in range(len(columns) - 9))])
    book.save(path)


@contextmanager
def _empty_database(folder: Path, name: str) -> Iterator[Database]:
    database = Database(f"sqlite:///{folder / name}.db")
    database.migrate()
    yield database
    database.close()


def deposit_benchmarks() -> Iterator[Measure]:
    """Examining, storing, and storing again what is stored already."""
    with TemporaryDirectory() as name, _empty_database(Path(name), "known") as known:
        folder = Path(name)
        path = folder / "operations.xlsx"
        write_operations(path)
        reference = "calamine lit le même classeur"

        def read() -> object:
            return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()

        def examine() -> object:
            return examine_file(known, OPERATOR, path, path.name, DEPARTMENT, today=LAST_DAY, known=KNOWN)

        parsed = examine_file(known, OPERATOR, path, path.name, DEPARTMENT, today=LAST_DAY, known=KNOWN)
        numbers = count()

        def first_deposit() -> None:
            with _empty_database(folder, f"new-{next(numbers)}") as database:
                store(database, OPERATOR, parsed, DEPARTMENT, None, "bench")

        yield compare(f"examiner {ROWS} opérations", examine, reference, read)
        yield compare("les enregistrer", first_deposit, reference, read)
        store(known, OPERATOR, parsed, DEPARTMENT, None, "bench")
        yield compare(
            "les déposer de nouveau, inchangées",
            lambda: store(known, OPERATOR, parsed, DEPARTMENT, None, "bench"),
            reference,
            read,
        )
