"""The whole deposit of a workbook of facts. As a program, in a process that has loaded what a deposit needs."""

import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from data_access.database import Database
from data_access.examination import examine_file
from data_access.imports import store
from data_access.progress import Tell, untold
from data_access.workbooks.known import Known
from domain.scope import OPERATOR
from domain.sheets import Reference

LAST_DAY = date(2026, 11, 22)
DEPARTMENT = "00"
KNOWN = Known(DEPARTMENT, {Reference.SECTOR: {f"S{number:02}": f"Secteur {number}" for number in range(60)}})


def deposit(database: Database, path: Path, tell: Tell = untold) -> None:
    """Read, matched, checked, stored with its lineage, the file kept."""
    parsed = examine_file(database, OPERATOR, path, path.name, DEPARTMENT, today=LAST_DAY, known=KNOWN, tell=tell)
    store(database, OPERATOR, parsed, DEPARTMENT, None, "bench", content=path.read_bytes(), tell=tell)


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        opened = Database(f"sqlite:///{Path(folder) / 'alone.db'}")
        opened.migrate()
        deposit(opened, Path(sys.argv[1]))
        opened.close()
