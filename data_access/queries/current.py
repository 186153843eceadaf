"""The current rows of a sheet by their keys: what a deposit is compared with."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from data_access.models import table_of
from domain.scope import Scope

_A_QUERY = 5_000


def current_rows(
    connection: Connection, scope: Scope, department: str, code: str, keys: Sequence[str]
) -> dict[str, tuple[int, str]]:
    """Of those keys, the ones that a current row bears: key -> (its id, the digest of its content)."""
    table = table_of(code)
    scope.require(department)
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(keys), _A_QUERY):
        statement = select(table.c.row_key, table.c.id, table.c.content).where(
            table.c.department == department,
            table.c.row_key.in_(keys[start : start + _A_QUERY]),
            table.c.superseded_by.is_(None),
        )
        found |= {key: (row_id, content) for key, row_id, content in connection.execute(statement)}
    return found


def stored_values(
    connection: Connection, scope: Scope, department: str, code: str, row_ids: Sequence[int], fields: Sequence[str]
) -> dict[int, tuple[object, ...]]:
    """The values of those fields in rows of the département that `current_rows` has given, by their id."""
    table = table_of(code)
    scope.require(department)
    found: dict[int, tuple[object, ...]] = {}
    for start in range(0, len(row_ids), _A_QUERY):
        statement = select(table.c.id, *(table.c[field] for field in fields)).where(
            table.c.department == department, table.c.id.in_(row_ids[start : start + _A_QUERY])
        )
        found |= {row_id: tuple(values) for row_id, *values in connection.execute(statement)}
    return found
