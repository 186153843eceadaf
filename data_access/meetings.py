"""Writing what the état-major holds and decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert

from data_access.database import Database
from data_access.models import table_of
from domain.scope import Scope


@dataclass(frozen=True)
class DecisionRecord:
    """A decision: what, which body carries it out, by when, and when it was done."""

    taken_on: date
    text: str
    owner: str
    due_on: date | None = None
    done_on: date | None = None


def record_meetings(
    database: Database, scope: Scope, department: str, held_on: Sequence[date], decisions: Sequence[DecisionRecord]
) -> None:
    """Store meetings held and decisions taken, in one transaction. Raises ScopeError."""
    scope.require(department)
    with database.write() as connection:
        if held_on:
            connection.execute(
                insert(table_of("meetings")), [{"department": department, "held_on": day} for day in held_on]
            )
        if decisions:
            rows = [{"department": department, **vars(decision)} for decision in decisions]
            connection.execute(insert(table_of("decisions")), rows)
