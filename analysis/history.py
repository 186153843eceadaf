"""Historique: every deposit of a département and what it brought, the life of its rows, and undoing it."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.deposit import AUTHOR
from data_access import originals, undo
from data_access.database import Database
from data_access.queries import history as rows
from data_access.queries.deposits import (
    amendments,
    departments_with_data,
    deposit_sheets,
    deposits,
    last_covered_day,
)
from data_access.queries.history import FoundRow, Version
from data_access.undo import UndoPlan, UndoReceipt
from domain.scope import Scope


@dataclass(frozen=True)
class History:
    """The deposits, newest first (columns `queries.deposits.DEPOSIT_COLUMNS`), and their sheets (`SHEET_COLUMNS`).

    Those that were undone are among them: `undone_at` says when.
    """

    department: str
    deposits: pd.DataFrame
    sheets: pd.DataFrame


def history(database: Database, scope: Scope, department: str) -> History:
    """The deposits of a département. Raises ScopeError."""
    with database.read() as connection:
        return History(
            department=department,
            deposits=deposits(connection, scope, department),
            sheets=deposit_sheets(connection, scope, department),
        )


def amended(database: Database, scope: Scope, department: str, deposit_id: int) -> pd.DataFrame:
    """What was corrected or accepted in a deposit's file, columns `AMENDMENT_COLUMNS`. Raises ScopeError."""
    with database.read() as connection:
        return amendments(connection, scope, department, deposit_id)


def row_life(database: Database, scope: Scope, department: str, code: str, row_key: str) -> list[Version]:
    """The versions of a row that `find_rows` found, oldest first, each value with its origin. Raises ScopeError."""
    with database.read() as connection:
        return rows.row_life(connection, scope, department, code, row_key)


def find_rows(database: Database, scope: Scope, department: str, code: str, words: str) -> list[FoundRow]:
    """The current rows of a sheet whose key fields hold those words, newest first, 50 at most. Raises ScopeError."""
    with database.read() as connection:
        return rows.find_rows(connection, scope, department, code, words)


def undo_plan(database: Database, scope: Scope, deposit_id: int) -> UndoPlan:
    """What undoing a deposit would take away, put back and lose. Raises UndoRefused."""
    return undo.plan_undo(database, scope, deposit_id)


def undone(database: Database, scope: Scope, deposit_id: int, lose_later: bool = False) -> UndoReceipt:
    """Undo a deposit. Raises UndoRefused; ChangesWouldBeLost where later changes stand and `lose_later` is not set."""
    return undo.undo(database, scope, deposit_id, AUTHOR, lose_later)


def original(database: Database, scope: Scope, department: str, deposit_id: int) -> tuple[str, bytes] | None:
    """The file of a deposit by its name, as it came; None where it is not, or no longer, kept. Raises ScopeError."""
    return originals.original(database, scope, department, deposit_id)


def known_departments(database: Database, scope: Scope) -> list[str]:
    """The départements of the scope that have handed in something, by code."""
    with database.read() as connection:
        return departments_with_data(connection, scope)


def last_day(database: Database, scope: Scope, department: str) -> date | None:
    """The newest day that the département's files cover; None where it has none. Raises ScopeError."""
    with database.read() as connection:
        return last_covered_day(connection, scope, department)
