"""The published series of all départements together: public counts, to set one of them beside its like.

The other départements' counts are public, so they are read whatever the account; each query raises
ScopeError where the account may not see the département that asks.
"""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, func, select

from data_access.models import table_of
from domain.scope import Scope


def published_counts(connection: Connection, scope: Scope, department: str, indexes: Sequence[str]) -> pd.DataFrame:
    """The counts of those indexes in every département, of the sources that `department` itself has.

    Columns source, year, month, department, index, facts (over all forces and services), population
    (missing where the source states none).
    """
    table = table_of("recorded")
    keys = [table.c[name] for name in ("source", "year", "month", "department", "index")]
    statement = (
        select(*keys, func.sum(table.c["count"]).label("facts"), func.max(table.c.population).label("population"))
        .where(*_sources_of(scope, department), table.c.index.in_(indexes))
        .group_by(*keys)
    )
    return _frame(connection, statement, ("year", "month", "facts", "population"))


def recorded_totals(connection: Connection, scope: Scope, department: str) -> pd.DataFrame:
    """All the facts that each of those sources records a year in every département.

    Columns source, year, department, recorded.
    """
    table = table_of("recorded")
    keys = [table.c[name] for name in ("source", "year", "department")]
    statement = (
        select(*keys, func.sum(table.c["count"]).label("recorded"))
        .where(*_sources_of(scope, department))
        .group_by(*keys)
    )
    return _frame(connection, statement, ("year", "recorded"))


def _sources_of(scope: Scope, department: str) -> tuple[ColumnElement[bool], ...]:
    table = table_of("recorded")
    current = table.c.superseded_by.is_(None)
    own = select(table.c.source).where(table.c.department == scope.require(department), current).distinct()
    return current, table.c.source.in_(own)


def _frame(connection: Connection, statement: Select[tuple[object, ...]], whole: Sequence[str]) -> pd.DataFrame:
    columns = [str(column.name) for column in statement.selected_columns]
    frame = pd.DataFrame(connection.execute(statement).all(), columns=columns)
    return frame.astype(dict.fromkeys(whole, "Int64"))
