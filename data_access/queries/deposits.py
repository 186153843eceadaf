"""The history of deposits, and up to which day each service's files reach."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, CompoundSelect, Connection, func, select, union_all

from data_access.models import table_of
from domain.scope import Scope
from domain.sheets import SHEETS, WORKBOOK_SHEETS, Book

_DEPOSITS = table_of("deposits")
_SHEETS = table_of("deposit_sheets")

_OWN = ("id", "department", "service", "file", "kind", "size", "author", "stored_at")
_COUNTS = ("new", "replaced", "unchanged", "refused")
DEPOSIT_COLUMNS = (*_OWN, *_COUNTS)
SHEET_COLUMNS = (
    "deposit_id",
    "sheet",
    "recognised",
    "new",
    "replaced",
    "unchanged",
    "refused",
    "first_date",
    "last_date",
)


def deposits(connection: Connection, scope: Scope, department: str) -> pd.DataFrame:
    """The deposits of a département, newest first, columns `DEPOSIT_COLUMNS`; `stored_at` is in UTC."""
    counts = [func.coalesce(func.sum(_SHEETS.c[name]), 0) for name in _COUNTS]
    own = [_DEPOSITS.c[name] for name in _OWN]
    statement = (
        select(*own, *counts)
        .outerjoin(_SHEETS, _SHEETS.c.deposit_id == _DEPOSITS.c.id)
        .where(_DEPOSITS.c.department == scope.require(department), *_of_service(scope))
        .group_by(*own)
        .order_by(_DEPOSITS.c.id.desc())
    )
    frame = pd.DataFrame(connection.execute(statement).all(), columns=list(DEPOSIT_COLUMNS))
    return frame.assign(stored_at=[_aware(moment) for moment in frame["stored_at"]])


def deposit_sheets(connection: Connection, scope: Scope, department: str) -> pd.DataFrame:
    """The sheets of those deposits, columns `SHEET_COLUMNS`."""
    statement = (
        select(*(_SHEETS.c[name] for name in SHEET_COLUMNS))
        .join(_DEPOSITS, _SHEETS.c.deposit_id == _DEPOSITS.c.id)
        .where(_DEPOSITS.c.department == scope.require(department), *_of_service(scope))
        .order_by(_SHEETS.c.deposit_id.desc(), _SHEETS.c.id)
    )
    return pd.DataFrame(connection.execute(statement).all(), columns=list(SHEET_COLUMNS))


def departments_with_data(connection: Connection, scope: Scope) -> list[str]:
    """The départements of the scope that have a deposit, by code."""
    codes = connection.execute(select(_DEPOSITS.c.department).distinct()).scalars()
    return sorted(code for code in codes if scope.departments is None or code in scope.departments)


def coverage(connection: Connection, scope: Scope, department: str) -> dict[str, date]:
    """The last day that each service's files cover.

    A file deposited for a service covers up to the last day that its sheets state or hold; a
    departmental file covers, for each service named in its rows, up to that service's last row.
    """
    stated = (
        select(_DEPOSITS.c.service, func.max(_SHEETS.c.last_date))
        .join(_SHEETS, _SHEETS.c.deposit_id == _DEPOSITS.c.id)
        .where(_DEPOSITS.c.department == scope.require(department), _DEPOSITS.c.service.is_not(None))
        .group_by(_DEPOSITS.c.service)
    )
    found = {str(service): last for service, last in connection.execute(stated) if last is not None}
    for service, last in connection.execute(_last_rows(department)):
        if last is not None:
            found[str(service)] = max(last, found.get(str(service), last))
    return found


def _last_rows(department: str) -> CompoundSelect[Any]:
    parts = []
    for sheet in WORKBOOK_SHEETS:
        if sheet.event_date and sheet.service_fields:
            table = table_of(sheet.code)
            author = table.c[sheet.service_fields[0]]
            conditions = (table.c.department == department, table.c.superseded_by.is_(None), author.is_not(None))
            parts.append(select(author, func.max(table.c[sheet.event_date])).where(*conditions).group_by(author))
    return union_all(*parts)


def contributors(connection: Connection, scope: Scope, department: str) -> Mapping[str, tuple[str, ...]]:
    """For each sheet that a service feeds: the authors of its rows, and the services it was deposited for."""
    found: dict[str, set[str]] = {}
    deposited = (
        select(_SHEETS.c.recognised, _DEPOSITS.c.service)
        .join(_DEPOSITS, _SHEETS.c.deposit_id == _DEPOSITS.c.id)
        .where(_DEPOSITS.c.department == scope.require(department), _DEPOSITS.c.service.is_not(None))
        .distinct()
    )
    for code, service in connection.execute(deposited):
        if SHEETS[code].book is Book.INDICATORS:
            found.setdefault(str(code), set()).add(str(service))
    for sheet in WORKBOOK_SHEETS:
        if sheet.service_fields and sheet.book is Book.INDICATORS:
            table = table_of(sheet.code)
            author = table.c[sheet.service_fields[0]]
            statement = select(author).where(
                table.c.department == department, table.c.superseded_by.is_(None), author.is_not(None)
            )
            found.setdefault(sheet.code, set()).update(connection.execute(statement.distinct()).scalars())
    return {code: tuple(sorted(services)) for code, services in found.items() if services}


def last_covered_day(connection: Connection, scope: Scope, department: str) -> date | None:
    """The newest day that any file of the département's services covers; None where there is none."""
    covered = coverage(connection, scope, department)
    return max(covered.values(), default=None)


def _of_service(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    return () if scope.service is None else (_DEPOSITS.c.service == scope.service,)


def _aware(moment: datetime) -> datetime:
    # SQLite gives back naive moments; what was stored is UTC.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
