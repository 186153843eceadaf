"""The stored plans: which there are, when each was adopted, and which is in force."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from data_access.models import table_of
from domain.plans import Plan, PlanTerm, plan_in_force, plan_terms
from domain.scope import Scope


def plans(connection: Connection, scope: Scope, department: str, code: str = "plan") -> list[Plan]:
    """The plans that hold rows of that sheet, oldest first."""
    table = table_of(code)
    statement = (
        select(table.c.semester, table.c.version)
        .where(table.c.department == scope.require(department), table.c.superseded_by.is_(None))
        .distinct()
    )
    return sorted((str(semester), int(version or 1)) for semester, version in connection.execute(statement))


def adoptions(connection: Connection, scope: Scope, department: str) -> dict[Plan, date]:
    """The day on which each plan was adopted; those that state none are left out."""
    table = table_of("plan")
    statement = select(table.c.semester, table.c.version, table.c.adopted_on).where(
        table.c.department == scope.require(department),
        table.c.superseded_by.is_(None),
        table.c.adopted_on.is_not(None),
    )
    return {(str(semester), int(version or 1)): day for semester, version, day in connection.execute(statement)}


def terms(connection: Connection, scope: Scope, department: str, code: str) -> list[PlanTerm]:
    """When each of the plans that hold rows of that sheet is in force for it, oldest first."""
    return plan_terms(plans(connection, scope, department, code), adoptions(connection, scope, department))


def latest_plan(connection: Connection, scope: Scope, department: str) -> Plan | None:
    """The newest plan of a département; None where it has none."""
    stored = plans(connection, scope, department)
    return stored[-1] if stored else None


def plan_of_sheet(connection: Connection, scope: Scope, department: str, code: str, on: date) -> Plan | None:
    """The plan in force on that day, of those that hold the sheet; None where none does."""
    stored = plans(connection, scope, department, code)
    return plan_in_force(stored, on, adoptions(connection, scope, department))


def named_in_plans(
    connection: Connection, scope: Scope, department: str, code: str, fields: Sequence[str]
) -> dict[Plan, list[tuple[str | None, ...]]]:
    """What each plan's rows of that sheet hold in those fields, in the order in which they were stored."""
    table = table_of(code)
    statement = (
        select(table.c.semester, table.c.version, *(table.c[field] for field in fields))
        .where(table.c.department == scope.require(department), table.c.superseded_by.is_(None))
        .order_by(table.c.id)
    )
    found: dict[Plan, list[tuple[str | None, ...]]] = {}
    for semester, version, *values in connection.execute(statement):
        found.setdefault((str(semester), int(version or 1)), []).append(tuple(values))
    return found
