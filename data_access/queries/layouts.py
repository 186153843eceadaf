"""What is remembered of the layouts of a service's files."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Select, select

from data_access.models import table_of
from data_access.workbooks.instructions import Assignment, Layout, Memory
from data_access.workbooks.parts import Part
from domain.scope import Scope


@dataclass(frozen=True)
class StoredLayout:
    """A layout as it is stored: for which service ("": the departmental files), under which name, since when."""

    id: int
    service: str
    signature: str
    name: str
    changed_at: datetime
    layout: Layout


def memory_of(connection: Connection, scope: Scope, department: str, service: str | None) -> Memory:
    """What analysts set for that service's files (None: the departmental ones), by the signature of their headers."""
    return Memory(
        {stored.signature: stored.layout for stored in stored_layouts(connection, scope, department, service)}
    )


def stored_layouts(connection: Connection, scope: Scope, department: str, service: str | None) -> list[StoredLayout]:
    """The layouts of that service (None: the departmental ones), the last changed at the end. Raises ScopeError."""
    layouts = table_of("layouts")
    own = (layouts.c.department == scope.require(department), layouts.c.service == (service or ""))
    ids = select(layouts.c.id).where(*own)
    assignments, values = _assignments(connection, ids), _values(connection, ids)
    found = connection.execute(select(layouts).where(*own).order_by(layouts.c.changed_at, layouts.c.id))
    return [
        StoredLayout(
            id=row.id,
            service=row.service,
            signature=row.signature,
            name=row.name,
            changed_at=row.changed_at if row.changed_at.tzinfo else row.changed_at.replace(tzinfo=UTC),
            layout=Layout(row.recognised, tuple(assignments[row.id]), values[row.id]),
        )
        for row in found
    ]


def _assignments(connection: Connection, ids: Select[tuple[int]]) -> dict[int, list[Assignment]]:
    table = table_of("layout_assignments")
    found: dict[int, list[Assignment]] = defaultdict(list)
    for row in connection.execute(select(table).where(table.c.layout_id.in_(ids)).order_by(table.c.field)):
        found[row.layout_id].append(Assignment(row.field, row.header, Part(row.part), row.constant))
    return found


def _values(connection: Connection, ids: Select[tuple[int]]) -> dict[int, dict[tuple[str, str], str]]:
    table = table_of("layout_values")
    found: dict[int, dict[tuple[str, str], str]] = defaultdict(dict)
    for row in connection.execute(
        select(table).where(table.c.layout_id.in_(ids)).order_by(table.c.field, table.c.written)
    ):
        found[row.layout_id][row.field, row.written] = row.value
    return found
