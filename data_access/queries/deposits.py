"""The history of deposits, what was amended in them, and up to which day each service's files reach."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
from sqlalchemy import ColumnElement, Connection, func, select

from data_access.models import table_of
from domain.scope import Scope
from domain.sheets import SHEETS, WORKBOOK_SHEETS, Book, Sheet

_DEPOSITS = table_of("deposits")
_SHEETS = table_of("deposit_sheets")
_ORIGINALS = table_of("originals")
_AMENDMENTS = table_of("deposit_amendments")

_OWN = (
    "id",
    "department",
    "service",
    "file",
    "kind",
    "size",
    "author",
    "stored_at",
    "undone_at",
    "undone_by",
    "corrects",
)
_COUNTS = ("new", "replaced", "unchanged", "refused")
DEPOSIT_COLUMNS = (*_OWN, "has_original", *_COUNTS)
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
AMENDMENT_COLUMNS = ("deposit_id", "sheet", "cell", "field", "rule", "value", "reason")
_SIGNED = [sheet for sheet in WORKBOOK_SHEETS if sheet.event_date and sheet.service_fields]
"""The sheets whose rows say which service wrote them, and of which day they are."""
_STANDING = _DEPOSITS.c.undone_at.is_(None)


def deposits(connection: Connection, scope: Scope, department: str) -> pd.DataFrame:
    """The deposits of a département, the undone ones too, newest first, columns `DEPOSIT_COLUMNS`.

    `stored_at` and `undone_at` (NaT where it stands) are in UTC; `corrects` is the deposit that the file mends.
    """
    counts = [func.coalesce(func.sum(_SHEETS.c[name]), 0) for name in _COUNTS]
    own = [_DEPOSITS.c[name] for name in _OWN]
    statement = (
        select(*own, _ORIGINALS.c.sha256.is_not(None), *counts)
        .outerjoin(_SHEETS, _SHEETS.c.deposit_id == _DEPOSITS.c.id)
        .outerjoin(_ORIGINALS, _ORIGINALS.c.sha256 == _DEPOSITS.c.sha256)
        .where(_DEPOSITS.c.department == scope.require(department), *of_service(scope))
        .group_by(*own, _ORIGINALS.c.sha256)
        .order_by(_DEPOSITS.c.id.desc())
    )
    frame = pd.DataFrame(connection.execute(statement).all(), columns=list(DEPOSIT_COLUMNS))
    moments = {name: pd.to_datetime(frame[name], utc=True) for name in ("stored_at", "undone_at")}
    return frame.astype({"corrects": "Int64"}).assign(**moments)


def deposit_sheets(connection: Connection, scope: Scope, department: str) -> pd.DataFrame:
    """The sheets of those deposits, columns `SHEET_COLUMNS`."""
    statement = (
        select(*(_SHEETS.c[name] for name in SHEET_COLUMNS))
        .join(_DEPOSITS, _SHEETS.c.deposit_id == _DEPOSITS.c.id)
        .where(_DEPOSITS.c.department == scope.require(department), *of_service(scope))
        .order_by(_SHEETS.c.deposit_id.desc(), _SHEETS.c.id)
    )
    return pd.DataFrame(connection.execute(statement).all(), columns=list(SHEET_COLUMNS))


def amendments(connection: Connection, scope: Scope, department: str, deposit_id: int) -> pd.DataFrame:
    """What was corrected or accepted in the file of a deposit, columns `AMENDMENT_COLUMNS`, as it was recorded."""
    statement = (
        select(*(_AMENDMENTS.c[name] for name in AMENDMENT_COLUMNS))
        .join(_DEPOSITS, _AMENDMENTS.c.deposit_id == _DEPOSITS.c.id)
        .where(_DEPOSITS.c.department == scope.require(department), *of_service(scope), _DEPOSITS.c.id == deposit_id)
        .order_by(_AMENDMENTS.c.id)
    )
    return pd.DataFrame(connection.execute(statement).all(), columns=list(AMENDMENT_COLUMNS))


def deposit_of_file(connection: Connection, scope: Scope, department: str, sha256: str) -> int | None:
    """The newest deposit of the file with that digest in a département, undone or not; None where it has none."""
    statement = select(func.max(_DEPOSITS.c.id)).where(
        _DEPOSITS.c.department == scope.require(department), *of_service(scope), _DEPOSITS.c.sha256 == sha256
    )
    return connection.execute(statement).scalar()


def departments_with_data(connection: Connection, scope: Scope) -> list[str]:
    """The départements of the scope that have a deposit, by code; where all are undone, its history stays in reach."""
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
        .where(_DEPOSITS.c.department == scope.require(department), _STANDING, _DEPOSITS.c.service.is_not(None))
        .group_by(_DEPOSITS.c.service)
    )
    found = {str(service): last for service, last in connection.execute(stated) if last is not None}
    for sheet in _SIGNED:
        table = table_of(sheet.code)
        author, day = table.c[sheet.service_fields[0]], table.c[str(sheet.event_date)]
        for service in _authors(connection, department, sheet):
            own = (table.c.department == department, author == service, table.c.superseded_by.is_(None))
            last = connection.execute(select(day).where(*own, day.is_not(None)).order_by(day.desc()).limit(1)).scalar()
            if last is not None:
                found[service] = max(last, found.get(service, last))
    return found


def _authors(connection: Connection, department: str, sheet: Sheet) -> list[str]:
    """The services that wrote current rows of a sheet, in order: each looked up after the one before."""
    table = table_of(sheet.code)
    author = table.c[sheet.service_fields[0]]
    own = (table.c.department == department, table.c.superseded_by.is_(None))
    found: list[str] = []
    while (
        following := connection.execute(
            select(author).where(*own, author > (found[-1] if found else "")).order_by(author).limit(1)
        ).scalar()
    ) is not None:
        found.append(str(following))
    return found


def contributors(connection: Connection, scope: Scope, department: str) -> Mapping[str, tuple[str, ...]]:
    """For each sheet that a service feeds: the authors of its rows, and the services it was deposited for."""
    found: dict[str, set[str]] = {}
    deposited = (
        select(_SHEETS.c.recognised, _DEPOSITS.c.service)
        .join(_DEPOSITS, _SHEETS.c.deposit_id == _DEPOSITS.c.id)
        .where(_DEPOSITS.c.department == scope.require(department), _STANDING, _DEPOSITS.c.service.is_not(None))
        .distinct()
    )
    for code, service in connection.execute(deposited):
        if SHEETS[code].book is Book.INDICATORS:
            found.setdefault(str(code), set()).add(str(service))
    for sheet in _SIGNED:
        found.setdefault(sheet.code, set()).update(_authors(connection, department, sheet))
    return {code: tuple(sorted(services)) for code, services in found.items() if services}


def last_covered_day(connection: Connection, scope: Scope, department: str) -> date | None:
    """The newest day that any file of the département's services covers; None where there is none."""
    covered = coverage(connection, scope, department)
    return max(covered.values(), default=None)


def of_service(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """The conditions that leave the deposits that the account may list: those of its own service, if it has one."""
    return () if scope.service is None else (_DEPOSITS.c.service == scope.service,)
