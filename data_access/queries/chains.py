"""How the rows of one key follow each other: what a deposit brought and superseded, and what later ones made of it.

Of the rows with one key in a département one is current at most. Each of the others names, in `superseded_by`, the
deposit that brought the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from data_access.models import table_of
from domain.scope import Scope
from domain.sheets import SHEETS, Book, Sheet

_DEPOSITS, _SHEETS = table_of("deposits"), table_of("deposit_sheets")
_PUBLISHED = [code for code, sheet in SHEETS.items() if sheet.book is Book.PUBLISHED]


@dataclass(frozen=True)
class DepositRecord:
    """A deposit as it was recorded; moments are in UTC, `undone_at` None where it stands."""

    id: int
    department: str
    service: str | None
    file: str
    author: str
    stored_at: datetime
    undone_at: datetime | None
    undone_by: str | None

    @classmethod
    def of(cls, values: Sequence[Any]) -> "DepositRecord":
        """The record of those values, in the order of the fields."""
        found = cls(*values)
        return replace(found, stored_at=utc(found.stored_at), undone_at=found.undone_at and utc(found.undone_at))


def utc(moment: datetime) -> datetime:
    """A stored moment, aware: SQLite gives back naive ones, and what was stored is UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_RECORDED = [_DEPOSITS.c[field.name] for field in fields(DepositRecord)]


def recorded_deposits(connection: Connection, ids: Sequence[int]) -> list[DepositRecord]:
    """Those of the deposits that exist, whosever they are, oldest first: what may be said of them is the caller's."""
    statement = select(*_RECORDED).where(_DEPOSITS.c.id.in_(ids)).order_by(_DEPOSITS.c.id)
    return [DepositRecord.of(values) for values in connection.execute(statement)]


def naming_fields(sheet: Sheet) -> tuple[str, ...]:
    """The fields by which a reader tells one row of a sheet from another: those of its keys, and its date."""
    return tuple(dict.fromkeys((*sheet.key, *sheet.fallback_key, *filter(None, [sheet.event_date]))))


def sheets_brought(connection: Connection, deposit_id: int) -> list[str]:
    """The codes of the declared sheets that a deposit held, in its order."""
    statement = select(_SHEETS.c.recognised).where(_SHEETS.c.deposit_id == deposit_id).order_by(_SHEETS.c.id)
    return list(dict.fromkeys(connection.execute(statement).scalars()))


def rows_brought(connection: Connection, code: str, deposit_id: int) -> dict[str, int]:
    """How many rows of a sheet a deposit brought, by département."""
    table = table_of(code)
    statement = select(table.c.department, func.count()).where(table.c.deposit_id == deposit_id)
    return dict(connection.execute(statement.group_by(table.c.department)).all())


def rows_superseded(connection: Connection, code: str, deposit_id: int) -> int:
    """How many rows of earlier deposits that deposit superseded."""
    table = table_of(code)
    statement = select(func.count()).where(table.c.superseded_by == deposit_id, table.c.deposit_id != deposit_id)
    return connection.execute(statement).scalar_one()


def descendants(connection: Connection, code: str, deposit_id: int) -> dict[int, list[int]]:
    """The rows that later deposits put in the place of that deposit's, and so on: deposit -> ids, oldest first."""
    table = table_of(code)
    columns = (table.c.id, table.c.department, table.c.row_key, table.c.superseded_by)
    own = select(*columns).where(
        table.c.deposit_id == deposit_id, table.c.superseded_by.is_not(None), table.c.superseded_by != deposit_id
    )
    followed: dict[int, set[tuple[str, str]]] = {}
    for _, department, key, successor in connection.execute(own):
        followed.setdefault(successor, set()).add((department, key))
    found: dict[int, list[int]] = {}
    # A deposit's rows are read whole, by its index: a join of two large deposits by key has none to use.
    while followed:
        later = min(followed)
        wanted = followed.pop(later)
        for row_id, department, key, successor in connection.execute(
            select(*columns).where(table.c.deposit_id == later).order_by(table.c.id)
        ):
            if (department, key) in wanted:
                found.setdefault(later, []).append(row_id)
                if successor not in (None, later):
                    followed.setdefault(successor, set()).add((department, key))
    return found


def key_values(connection: Connection, code: str, row_ids: Sequence[int]) -> list[dict[str, object]]:
    """The `naming_fields` of a few rows that another query here has given, oldest first."""
    table, names = table_of(code), naming_fields(SHEETS[code])
    statement = select(*(table.c[name] for name in names)).where(table.c.id.in_(row_ids)).order_by(table.c.id)
    return [dict(zip(names, values, strict=True)) for values in connection.execute(statement)]


def confirming_deposits(
    connection: Connection, scope: Scope, deposit: DepositRecord, codes: Sequence[str]
) -> list[tuple[DepositRecord, int]]:
    """The later deposits that stand and found rows of those sheets there already, with how many, oldest first.

    Which rows they were is not recorded: some may be another deposit's.
    """
    statement = (
        select(*_RECORDED, func.sum(_SHEETS.c.unchanged))
        .join(_SHEETS, _SHEETS.c.deposit_id == _DEPOSITS.c.id)
        .where(
            _DEPOSITS.c.id > deposit.id,
            _DEPOSITS.c.undone_at.is_(None),
            _SHEETS.c.recognised.in_(codes),
            _SHEETS.c.unchanged > 0,
            # A published series goes to several départements, whichever it was deposited under.
            or_(_DEPOSITS.c.department == deposit.department, _SHEETS.c.recognised.in_(_PUBLISHED)),
            *([] if scope.departments is None else [_DEPOSITS.c.department.in_(scope.departments)]),
        )
        .group_by(*_RECORDED)
        .order_by(_DEPOSITS.c.id)
    )
    return [(DepositRecord.of(values), int(unchanged)) for *values, unchanged in connection.execute(statement)]
