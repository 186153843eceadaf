"""The current rows of the fictional département, read from its SQLite file by plain SQL."""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

Row = dict[str, Any]
Span = tuple[date, date]
"""First and last day, both inside."""

DEPARTMENT = "00"
DEPARTMENT_NAME = "Val-Fictif"
PLAN_TABLES = ("sectors", "schools", "objectives", "targets", "services", "plan")
EVENT_DAYS = {
    "facts": "date",
    "operations": "date",
    "presences": "date",
    "investigations": "opened_on",
    "prevention": "date",
    "safety": "date",
    "repeat_offenders": "month",
    "mobile_forces": "from_date",
    "local_indicators": "period",
    "seizure_fund": "date",
}
"""The tables whose rows fall into windows, and the day by which they do."""

AUTHORS = {
    "operations": "lead_service",
    "presences": "service",
    "investigations": "service",
    "local_indicators": "service",
}
DATES = {"date", "month", "period", "from_date", "to_date", "first_date", "last_date"}
TIMES = {"starts_at", "ends_at"}


@dataclass(frozen=True, eq=False)
class Files:
    """What the département handed in: rows by table, and the sheets of the deposits that stand."""

    tables: dict[str, list[Row]]
    sheets: list[Row]

    def of_plan(self, table: str, day: date) -> list[Row]:
        """The rows of the plan in force that day: the newest begun by its semester, else the oldest."""
        return _of_plan(self, table, semester(day))

    def first_day(self, tables: tuple[str, ...]) -> date | None:
        """The first day on which every one of those tables that has rows has some."""
        return max((_first_of(self, table) for table in tables if self.tables[table]), default=None)

    def contributors(self, tables: tuple[str, ...]) -> list[str]:
        """The services that feed one of those tables: for whom it was deposited, or whom its rows name as author."""
        return sorted({service for table in tables for service in _contributors_of(self, table)})

    def behind(self, tables: tuple[str, ...], last: date) -> tuple[str, ...]:
        """The services that feed those tables and whose files stop before that day."""
        return tuple(service for service in self.contributors(tables) if _covered_until(self, service) < last)


@cache
def _of_plan(files: Files, table: str, wanted: str) -> list[Row]:
    stored = sorted({(row["semester"], row["version"]) for row in files.tables[table]})
    begun = [plan for plan in stored if plan[0] <= wanted]
    chosen = [*begun[-1:], *stored][:1]
    return [row for row in files.tables[table] if (row["semester"], row["version"]) in chosen]


@cache
def _first_of(files: Files, table: str) -> date:
    first: date = min(row[EVENT_DAYS[table]] for row in files.tables[table])
    return first


@cache
def _contributors_of(files: Files, table: str) -> set[str]:
    found = {sheet["service"] for sheet in files.sheets if sheet["recognised"] == table}
    if table in AUTHORS:
        found |= {row[AUTHORS[table]] for row in files.tables[table]}
    return found - {None}


@cache
def _covered_until(files: Files, service: str) -> date:
    """The last day that the service's own files state or hold."""
    days: list[date] = [sheet["last_date"] for sheet in files.sheets if sheet["service"] == service]
    return max(day for day in days if day is not None)


def read(path: str) -> Files:
    """All of it, dates as dates and times as minutes of the day."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    tables = {}
    for table in (*EVENT_DAYS, *PLAN_TABLES):
        tables[table] = _rows(connection, f'SELECT * FROM "{table}" WHERE superseded_by IS NULL ORDER BY id')
    tables["meetings"] = _rows(connection, "SELECT * FROM meetings WHERE state = 'closed' ORDER BY id")
    tables["decisions"] = _rows(connection, "SELECT * FROM decisions ORDER BY id")
    sheets = _rows(
        connection,
        "SELECT deposits.department, service, recognised, first_date, last_date FROM deposit_sheets "
        "JOIN deposits ON deposits.id = deposit_id WHERE undone_at IS NULL",
    )
    connection.close()
    return Files(tables, sheets)


def _rows(connection: sqlite3.Connection, query: str) -> list[Row]:
    rows = [dict(row) for row in connection.execute(query)]
    return [{name: _cell(name, row[name]) for name in row} for row in rows if row["department"] == DEPARTMENT]


def _cell(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in DATES or name.endswith("_on"):
        return date.fromisoformat(value)
    if name in TIMES:
        hours, minutes = value.split(":")[:2]
        return 60 * int(hours) + int(minutes)
    return value


def semester(day: date) -> str:
    """The semester of a day, as a plan writes it."""
    return f"{day.year}-S1" if day.month < 7 else f"{day.year}-S2"


def days_of(span: Span) -> list[date]:
    """Every day of the span."""
    days = []
    day = span[0]
    while day <= span[1]:
        days.append(day)
        day += timedelta(days=1)
    return days


def length(span: Span) -> int:
    """How many days it holds."""
    return (span[1] - span[0]).days + 1


def last_of_month(day: date) -> date:
    """The last day of that day's month."""
    while (day + timedelta(days=1)).month == day.month:
        day += timedelta(days=1)
    return day


def is_whole_months(span: Span) -> bool:
    """Whether it runs from the first of a month to the last of a month."""
    return span[0].day == 1 and (span[1] + timedelta(days=1)).day == 1
