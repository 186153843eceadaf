"""The life of a row: which file gave each of its values, when, and what it was before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, false, or_, select

from data_access.models import table_of
from data_access.queries.chains import naming_fields, utc
from domain.scope import Scope
from domain.sheets import SHEETS, Column, Kind

FOUND_ROWS = 50
"""How many rows a search gives at most."""

_DATES = (Kind.DATE, Kind.MONTH, Kind.PERIOD)
_NUMBERS = (Kind.INT, Kind.FLOAT)
_UNSEARCHED = (Kind.TIME, Kind.BOOL)
_DIGITS = 9  # any number of so many fits a database's integer


@dataclass(frozen=True)
class Given:
    """A value of a row, the deposit whose file gave it, and what stood there before that deposit.

    `before` is None where the field was empty, and where the row was not there yet.
    """

    value: object
    deposit_id: int
    before: object


@dataclass(frozen=True)
class Version:
    """A row as one deposit left it: where it stands in which file, by whom and when (UTC), and its values by field."""

    row_id: int
    deposit_id: int
    file: str
    sheet: str
    source_row: int
    author: str
    stored_at: datetime
    values: Mapping[str, Given]


@dataclass(frozen=True)
class FoundRow:
    """A current row: its key, by which its life is asked, the deposit that brought it, its values by field."""

    row_key: str
    deposit_id: int
    values: Mapping[str, object]


def row_life(connection: Connection, scope: Scope, department: str, code: str, row_key: str) -> list[Version]:
    """The versions of the row of a sheet that bears that key, oldest first; none where no current row does.

    A row that replaces another keeps the values for which its file had no column: a value is the gift of the first
    of the versions in a row that have it. Raises ScopeError.
    """
    table = table_of(code)
    own = _versions(code).where(table.c.department == scope.require(department), table.c.row_key == row_key)
    newest_first = list(connection.execute(own.where(table.c.superseded_by.is_(None))))
    reached = None
    while newest_first and newest_first[-1].deposit_id != reached:
        reached = newest_first[-1].deposit_id
        former = own.where(table.c.superseded_by == reached, table.c.deposit_id != reached)
        newest_first += connection.execute(former)
    life: list[Version] = []
    for row in reversed(newest_first):
        life.append(_version(SHEETS[code].fields, row, life[-1] if life else None))
    return life


def find_rows(connection: Connection, scope: Scope, department: str, code: str, words: str) -> list[FoundRow]:
    """The current rows of a sheet whose `naming_fields` hold each of the words, newest first, `FOUND_ROWS` at most.

    Case is ignored (that of accented letters too, if the database can); a date is typed 13/01/2026. Raises ScopeError.
    """
    table, sheet = table_of(code), SHEETS[code]
    named = [sheet.column(name) for name in naming_fields(sheet)]
    statement = (
        select(table.c.row_key, table.c.deposit_id, *(table.c[name] for name in sheet.fields))
        .where(
            table.c.department == scope.require(department),
            table.c.superseded_by.is_(None),
            *(
                or_(false(), *(_holds(table.c[column.field], column, word) for column in named))
                for word in words.split()
            ),
        )
        .order_by(table.c.id.desc())
        .limit(FOUND_ROWS)
    )
    return [
        FoundRow(row_key, deposit_id, dict(zip(sheet.fields, values, strict=True)))
        for row_key, deposit_id, *values in connection.execute(statement)
    ]


def _holds(stored: ColumnElement[Any], column: Column, word: str) -> ColumnElement[bool]:
    if column.kind in _DATES:
        day = _day(word)
        return false() if day is None else stored == day
    if column.kind in _NUMBERS:
        return stored == int(word) if word.isdecimal() and len(word) <= _DIGITS else false()
    return false() if column.kind in _UNSEARCHED else stored.icontains(word, autoescape=True)


def _day(word: str) -> date | None:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(word, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return None


def _versions(code: str) -> Select[Any]:
    table, origin, deposit = table_of(code), table_of("deposit_sheets"), table_of("deposits")
    lineage = (
        table.c.id.label("row_id"),
        table.c.deposit_id,
        deposit.c.file,
        origin.c.sheet.label("source_sheet"),
        table.c.source_row,
    )
    fields = [table.c[name] for name in SHEETS[code].fields]
    return (
        select(*lineage, deposit.c.author, deposit.c.stored_at, *fields)
        .join(origin, origin.c.id == table.c.deposit_sheet_id)
        .join(deposit, deposit.c.id == table.c.deposit_id)
    )


def _version(fields: Sequence[str], row: Sequence[Any], former: Version | None) -> Version:
    row_id, deposit_id, file, sheet, source_row, author, stored_at, *values = row
    given = {
        name: _given(value, deposit_id, former.values[name] if former else None)
        for name, value in zip(fields, values, strict=True)
    }
    return Version(row_id, deposit_id, file, sheet, source_row, author, utc(stored_at), given)


def _given(value: object, deposit_id: int, former: Given | None) -> Given:
    if former is None:
        return Given(value, deposit_id, None)
    return former if former.value == value else Given(value, deposit_id, former.value)
