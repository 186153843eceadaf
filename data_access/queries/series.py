"""Published series and layers."""

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
