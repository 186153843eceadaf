"""Which plan is in force: plans go by semester, a higher version supersedes a lower one."""

from datetime import date

from sqlalchemy import Connection, select

from data_access.models import table_of
from domain.scope import Scope
from domain.windows import semester_of

Plan = tuple[str, int]
"""A plan: its semester (`2026-S2`) and version."""


def plans(connection: Connection, scope: Scope, department: str, code: str = "plan") -> list[Plan]:
    """The plans that hold rows of that sheet, oldest first."""
    table = table_of(code)
    statement = (
        select(table.c.semester, table.c.version)
        .where(table.c.department == scope.require(department), table.c.superseded_by.is_(None))
        .distinct()
    )
    return sorted((str(semester), int(version or 1)) for semester, version in connection.execute(statement))


def latest_plan(connection: Connection, scope: Scope, department: str) -> Plan | None:
    """The newest plan of a département; None where it has none."""
    stored = plans(connection, scope, department)
    return stored[-1] if stored else None


def plan_of_sheet(connection: Connection, scope: Scope, department: str, code: str, on: date) -> Plan | None:
    """The newest plan up to that day's semester that holds the sheet; failing one, the oldest after it."""
    stored = plans(connection, scope, department, code)
    semester = semester_of(on)
    begun = [plan for plan in stored if plan[0] <= semester]
    if begun:
        return begun[-1]
    return stored[0] if stored else None
