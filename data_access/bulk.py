"""Many rows into one table, from columns: what the driver wants is worked out once a value, not once a row."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat

from sqlalchemy import Connection, Table, insert

ROWS_A_STATEMENT = 20_000


def insert_columns(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[object]], constants: Mapping[str, object]
) -> Iterator[int]:
    """Insert rows whose values are those columns, equally long, and constants, some thousands at a time.

    Yields how many rows are in after each statement: nothing is inserted unless it is consumed.
    """
    rows = len(next(iter(columns.values()), ()))
    statement = insert(table).compile(
        dialect=connection.dialect, column_keys=[*constants, *columns], for_executemany=True
    )
    names = statement.positiontup or [*constants, *columns]
    for start in range(0, rows, ROWS_A_STATEMENT):
        end = min(start + ROWS_A_STATEMENT, rows)
        wanted = {
            name: _for_driver(connection, table, name, columns[name][start:end])
            if name in columns
            else repeat(_for_driver(connection, table, name, [constants[name]])[0], end - start)
            for name in names
        }
        records = zip(*wanted.values(), strict=True)
        if statement.positiontup:
            connection.exec_driver_sql(str(statement), list(records))
        else:
            connection.exec_driver_sql(str(statement), [dict(zip(names, record, strict=True)) for record in records])
        yield end


def _for_driver(connection: Connection, table: Table, name: str, values: Sequence[object]) -> Sequence[object]:
    """The values as the driver takes them: on SQLite a date is a text."""
    process = table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    if process is None:
        return values
    known = {value: process(value) for value in set(values)}
    return [known[value] for value in values]
