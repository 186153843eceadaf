"""Current rows of the declared sheets, as typed frames with their origin."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from data_access.models import plan_bound, table_of
from data_access.queries.plans import plan_of_sheet
from data_access.workbooks.frames import typed_frame
from domain.plans import Plan
from domain.scope import Scope
from domain.sheets import SHEETS, WORKBOOK_SHEETS, Kind
from domain.windows import Window

LINEAGE = ("deposit_id", "source_file", "source_sheet", "source_row")
"""Where each row comes from: the deposit, its file, the sheet of the file, the row of that sheet from 1."""


def sheet_rows(
    connection: Connection,
    scope: Scope,
    department: str,
    code: str,
    window: Window | None = None,
) -> pd.DataFrame:
    """The current rows of a sheet in a département: its declared fields and `LINEAGE`, by date then origin.

    `window` keeps the rows whose event date lies in it (sheets without one ignore it). Missing
    booleans are False. Raises ScopeError.
    """
    table = table_of(code)
    conditions: list[ColumnElement[bool]] = [table.c.department == scope.require(department), _current(code)]
    event_date = SHEETS[code].event_date
    if window is not None and event_date:
        conditions.append(table.c[event_date].between(window.start, window.end))
    return _frame(connection, code, conditions)


def reaching_rows(connection: Connection, scope: Scope, department: str, code: str, days: Window) -> pd.DataFrame:
    """The rows of a sheet that the figures of those days rest on: the columns of `sheet_rows`.

    Rows dated in them. Of investigations also the older ones that were open, or not sent to the office, on one
    of those days. A département's own indicators all stand, whatever their date: their rows also say which there
    are, and how often they are counted.
    """
    if code == "local_indicators":
        return sheet_rows(connection, scope, department, code)
    if code != "investigations":
        return sheet_rows(connection, scope, department, code, days)
    table = table_of(code)
    unfinished = (table.c[name] for name in ("closed_on", "sent_to_office_on"))
    still = or_(
        table.c.opened_on >= days.start, *(or_(column.is_(None), column >= days.start) for column in unfinished)
    )
    dated = table.c.opened_on <= days.end
    return _frame(connection, code, [table.c.department == scope.require(department), _current(code), dated, still])


def spans(connection: Connection, scope: Scope, department: str) -> dict[str, Window]:
    """The first and last event day of each workbook sheet that has current rows of a date."""
    found = {}
    for sheet in WORKBOOK_SHEETS:
        if sheet.event_date is None:
            continue
        table = table_of(sheet.code)
        day = table.c[sheet.event_date]
        conditions = (table.c.department == scope.require(department), _current(sheet.code), day.is_not(None))
        # Two statements: each then reads one end of the index, where one would read it all.
        first, last = (
            connection.execute(select(day).where(*conditions).order_by(order).limit(1)).scalar()
            for order in (day.asc(), day.desc())
        )
        if first is not None and last is not None:
            found[sheet.code] = Window(first, last)
    return found


def last_days_before(
    connection: Connection, scope: Scope, department: str, code: str, fields: Sequence[str], before: date
) -> pd.DataFrame:
    """The last event day before that day of each combination of those fields: the fields, and `date` (datetime64)."""
    table = table_of(code)
    day = table.c[str(SHEETS[code].event_date)]
    columns = [table.c[field] for field in fields]
    statement = (
        select(*columns, func.max(day))
        .where(table.c.department == scope.require(department), _current(code), day < before)
        .group_by(*columns)
    )
    frame = pd.DataFrame(connection.execute(statement).all(), columns=[*fields, "date"]).astype(object)
    return frame.assign(date=pd.to_datetime(frame["date"]).astype("datetime64[us]"))


def plan_rows(connection: Connection, scope: Scope, department: str, code: str, on: date) -> pd.DataFrame:
    """The rows of a plan's sheet as in force on that day; the columns of `sheet_rows`, empty without a plan.

    Where the plan in force lacks that sheet, the newest earlier plan that has it stands for it.
    """
    return version_rows(connection, scope, department, code, plan_of_sheet(connection, scope, department, code, on))


def version_rows(connection: Connection, scope: Scope, department: str, code: str, plan: Plan | None) -> pd.DataFrame:
    """The rows of a plan's sheet in that version; the columns of `sheet_rows`, empty for None."""
    table = table_of(code)
    conditions: list[ColumnElement[bool]] = [table.c.department == scope.require(department), _current(code)]
    if plan is None:
        conditions.append(table.c.id.is_(None))
    else:
        conditions += [table.c.semester == plan[0], table.c.version == plan[1]]
    return _frame(connection, code, conditions)


def has_plan_versions(code: str) -> bool:
    """Whether that sheet's rows belong to plans, and are read by `plan_rows`."""
    return code == "plan" or plan_bound(SHEETS[code])


def _current(code: str) -> ColumnElement[bool]:
    return table_of(code).c.superseded_by.is_(None)


def _frame(connection: Connection, code: str, conditions: list[ColumnElement[bool]]) -> pd.DataFrame:
    table = table_of(code)
    sheet = SHEETS[code]
    origin, deposit = table_of("deposit_sheets"), table_of("deposits")
    fields = [table.c[field] for field in sheet.fields]
    statement: Select[Any] = (
        select(*fields, table.c.deposit_id, deposit.c.file, origin.c.sheet, table.c.source_row)
        .join(origin, origin.c.id == table.c.deposit_sheet_id)
        .join(deposit, deposit.c.id == table.c.deposit_id)
        .where(*conditions)
        .order_by(*([table.c[sheet.event_date]] if sheet.event_date else []), table.c.deposit_id, table.c.id)
    )
    rows = connection.execute(statement).all()
    values = {name: [row[at] for row in rows] for at, name in enumerate((*sheet.fields, *LINEAGE))}
    frame = typed_frame(sheet, values, range(len(rows)))
    for column in sheet.columns:
        if column.kind is Kind.BOOL:
            frame[column.field] = frame[column.field].fillna(False).astype(bool)
    origins = {name: pd.Series(values[name], index=frame.index, dtype="object") for name in LINEAGE}
    return frame.assign(**origins).reset_index(drop=True)
