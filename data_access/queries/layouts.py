"""What is remembered of the layouts of a service's files."""

from sqlalchemy import Connection, select

from data_access.models import table_of
from data_access.workbooks.instructions import Assignment, Layout, Memory
from data_access.workbooks.parts import Part
from domain.scope import Scope


def memory_of(connection: Connection, scope: Scope, department: str, service: str | None) -> Memory:
    """What analysts set for that service's files (None: the departmental ones), by the signature of their headers."""
    layouts, assignments, values = (table_of(n) for n in ("layouts", "layout_assignments", "layout_values"))
    own = select(layouts.c.id, layouts.c.signature, layouts.c.recognised).where(
        layouts.c.department == scope.require(department), layouts.c.service == (service or "")
    )
    found: dict[str, Layout] = {}
    for layout_id, signature, recognised in connection.execute(own.order_by(layouts.c.changed_at)).all():
        set_for = connection.execute(select(assignments).where(assignments.c.layout_id == layout_id)).all()
        words = connection.execute(select(values).where(values.c.layout_id == layout_id)).all()
        found[str(signature)] = Layout(
            recognised=str(recognised),
            assignments=tuple(Assignment(row.field, row.header, Part(row.part), row.constant) for row in set_for),
            values={(row.field, row.written): row.value for row in words},
        )
    return Memory(found)
