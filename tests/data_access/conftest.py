"""A database of its own for each test, and the front door: deposit bytes, read rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import select

from data_access import examination, imports
from data_access.database import Database
from data_access.models import METADATA
from data_access.queries.rows import sheet_rows
from data_access.workbooks.instructions import Amendments
from data_access.workbooks.parsed import ParsedFile
from domain.faults import Rule
from domain.scope import OPERATOR, Scope
from tests.data_access.workbook_builder import TODAY, Rows, plan_sheets, workbook


@dataclass(frozen=True)
class Door:
    """The road of a file into the database and back, for département 00 on a fixed day."""

    database: Database

    def examine(
        self,
        source: bytes | Mapping[str, Rows],
        name: str = "essai.xlsx",
        service: str | None = None,
        amendments: Amendments | None = None,
    ) -> ParsedFile:
        content = source if isinstance(source, bytes) else workbook(source)
        return examination.examine_file(
            self.database, OPERATOR, content, name, "00", service, TODAY, amendments=amendments
        )

    def deposit(
        self,
        source: bytes | Mapping[str, Rows],
        name: str = "essai.xlsx",
        service: str | None = None,
        sound_only: bool = False,
        scope: Scope = OPERATOR,
    ) -> imports.Receipt:
        content = source if isinstance(source, bytes) else workbook(source)
        parsed = self.examine(content, name, service)
        return imports.store(self.database, scope, parsed, "00", service, "essai", sound_only, content)

    def rows(self, code: str) -> pd.DataFrame:
        with self.database.read() as connection:
            return sheet_rows(connection, OPERATOR, "00", code)


def content(door: Door, but: tuple[str, ...] = ()) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, those of `but` left out."""
    with door.database.read() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(known).order_by(*known.primary_key))]
            for name, known in METADATA.tables.items()
            if name not in but
        }


def triples(parsed: ParsedFile) -> list[tuple[str, str, Rule]]:
    """The faults of a file that is not refused, each by its sheet, cell and rule."""
    assert parsed.refused is None, parsed.refused
    return [(fault.sheet, fault.cell, fault.rule) for fault in parsed.faults]


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """The front door of an empty database."""
    database = Database(f"sqlite:///{tmp_path / 'vigie.db'}")
    database.migrate()
    yield Door(database)
    database.close()


@pytest.fixture
def with_plan(door: Door) -> Door:
    """The front door of a database that holds the small plan of 2026-S2."""
    door.deposit(plan_sheets(), "plan.xlsx")
    return door
