"""Published series and layers, and the meetings of the état-major."""

import pandas as pd
from sqlalchemy import ColumnElement, Connection, select

from data_access.models import table_of
from data_access.queries.rows import sheet_rows
from domain.scope import Scope

RECORDED_COLUMNS = ("source", "year", "month", "force", "service", "index", "label", "count", "unit", "population")


def recorded_rows(
    connection: Connection, scope: Scope, department: str, year: int | None = None, indexes: tuple[str, ...] = ()
) -> pd.DataFrame:
    """The published counts of a département, columns `RECORDED_COLUMNS`; all years and indexes by default."""
    table = table_of("recorded")
    conditions: list[ColumnElement[bool]] = [
        table.c.department == scope.require(department),
        table.c.superseded_by.is_(None),
    ]
    if year is not None:
        conditions.append(table.c.year == year)
    if indexes:
        conditions.append(table.c.index.in_(indexes))
    statement = (
        select(*(table.c[name] for name in RECORDED_COLUMNS))
        .where(*conditions)
        .order_by(table.c.source, table.c.year, table.c.month, table.c.force, table.c.id)
    )
    frame = pd.DataFrame(connection.execute(statement).all(), columns=list(RECORDED_COLUMNS))
    whole = dict.fromkeys(("year", "month", "count", "population"), "Int64")
    return frame.astype(whole)


def layer_rows(connection: Connection, scope: Scope, department: str) -> pd.DataFrame:
    """The geographic features of a département, columns of the sheet `layer_features`."""
    return sheet_rows(connection, scope, department, "layer_features")


def meetings(connection: Connection, scope: Scope, department: str) -> pd.DataFrame:
    """The meetings held, one column `held_on` (datetime64), oldest first."""
    table = table_of("meetings")
    statement = select(table.c.held_on).where(table.c.department == scope.require(department)).order_by(table.c.held_on)
    days = list(connection.execute(statement).scalars())
    return pd.DataFrame({"held_on": pd.Series(days, dtype="datetime64[us]")})


def decisions(connection: Connection, scope: Scope, department: str) -> pd.DataFrame:
    """The decisions: taken_on, due_on, done_on (datetime64), text, owner (str); oldest first."""
    table = table_of("decisions")
    names = ("taken_on", "text", "owner", "due_on", "done_on")
    statement = (
        select(*(table.c[name] for name in names))
        .where(table.c.department == scope.require(department))
        .order_by(table.c.taken_on, table.c.id)
    )
    frame = pd.DataFrame(connection.execute(statement).all(), columns=list(names))
    return frame.astype(dict.fromkeys(("taken_on", "due_on", "done_on"), "datetime64[us]"))
