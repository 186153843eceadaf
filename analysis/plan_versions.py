"""The stored versions of the plan: what each holds, and what one changed in another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data_access.database import Connection, Database
from data_access.queries import plans
from data_access.queries.rows import version_rows
from domain.plans import Plan
from domain.scope import Scope
from indicators.steering_views import COMPARED, STEPS, version_changes


@dataclass(frozen=True)
class PlanVersion:
    """A stored version of the plan, whole: what is printed to be signed and sent.

    `before`: the version that it takes the place of, None for the first. `steps`: the day of each step of
    `indicators.steering_views.STEPS`, None where it is not done. `remarks`: those of the sheet Plan, empty without.
    `sheets`: by sheet code of `COMPARED`, the columns of `data_access.queries.rows.sheet_rows`. `changes`: of
    `version_changes`, from the version before; empty without one. `files`: those that it was stored from.
    """

    department: str
    plan: Plan
    before: Plan | None
    steps: Mapping[str, date | None]
    remarks: str
    sheets: Mapping[str, pd.DataFrame]
    changes: pd.DataFrame
    files: tuple[str, ...]


def plan_version(database: Database, scope: Scope, department: str, plan: Plan) -> PlanVersion:
    """That stored version of the plan of a département. Raises ScopeError, and KeyError where it is not stored."""
    with database.read() as connection:
        stored = plans.plans(connection, scope, department)
        if plan not in stored:
            raise KeyError(plan)
        before = version_before(stored, plan)
        head = version_rows(connection, scope, department, "plan", plan)
        sheets = _sheets(connection, scope, department, plan)
        changes = changes_between(connection, scope, department, before, plan)
    row = head.iloc[-1]
    used = pd.concat([frame["source_file"] for frame in (head, *sheets.values())])
    return PlanVersion(
        department=department,
        plan=plan,
        before=before,
        steps={step: None if pd.isna(row[field]) else row[field].date() for field, step in STEPS.items()},
        remarks="" if pd.isna(row["remarks"]) else str(row["remarks"]),
        sheets=sheets,
        changes=changes,
        files=tuple(dict.fromkeys(used)),
    )


def plan_changes(database: Database, scope: Scope, department: str, before: Plan, after: Plan) -> pd.DataFrame:
    """What one stored version of the plan changed in another; columns of `version_changes`. Raises ScopeError."""
    with database.read() as connection:
        return changes_between(connection, scope, department, before, after)


def version_before(versions: Sequence[Plan], plan: Plan) -> Plan | None:
    """The version that a plan takes the place of; None for the first."""
    return max((version for version in versions if version < plan), default=None)


def changes_between(
    connection: Connection, scope: Scope, department: str, before: Plan | None, after: Plan | None
) -> pd.DataFrame:
    """The changes from one version to the next, columns of `version_changes`; none where nothing is before."""
    old, new = (_sheets(connection, scope, department, plan) for plan in (before or after, after))
    return version_changes(old, new)


def _sheets(connection: Connection, scope: Scope, department: str, plan: Plan | None) -> dict[str, pd.DataFrame]:
    """The sheets as that version has them: one that leaves a sheet out keeps that of the version before."""
    found = {}
    for code in COMPARED:
        stored = plans.plans(connection, scope, department, code)
        held = max((version for version in stored if plan is not None and version <= plan), default=None)
        found[code] = version_rows(connection, scope, department, code, held)
    return found
