"""Historique: every deposit of a département, and what it brought."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data_access.database import Database
from data_access.queries.deposits import departments_with_data, deposit_sheets, deposits, last_covered_day
from domain.scope import Scope


@dataclass(frozen=True)
class History:
    """The deposits, newest first (columns `queries.deposits.DEPOSIT_COLUMNS`), and their sheets (`SHEET_COLUMNS`)."""

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


def known_departments(database: Database, scope: Scope) -> list[str]:
    """The départements of the scope that have handed in something, by code."""
    with database.read() as connection:
        return departments_with_data(connection, scope)


def last_day(database: Database, scope: Scope, department: str) -> date | None:
    """The newest day that the département's files cover; None where it has none. Raises ScopeError."""
    with database.read() as connection:
        return last_covered_day(connection, scope, department)
