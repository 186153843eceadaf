"""The codes that plans name, and the stored rows that point at them."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import Connection, func, or_, select

from data_access.models import table_of
from domain.scope import Scope
from domain.sheets import SHEETS, Kind, Reference

NAMING = {
    "sectors": (Reference.SECTOR, "code"),
    "services": (Reference.SERVICE, "code"),
    "objectives": (Reference.OBJECTIVE, "code"),
    "schools": (Reference.SCHOOL, "uai"),
}
"""The sheets that name codes: of which kind, and the field that holds them."""


def plan_codes(connection: Connection, scope: Scope, department: str, code: str) -> set[str]:
    """The codes that the current rows of a sheet of plans name (`NAMING`)."""
    table, field = table_of(code), NAMING[code][1]
    current = select(table.c[field]).where(
        table.c.department == scope.require(department), table.c.superseded_by.is_(None)
    )
    return {str(found) for found in connection.execute(current.distinct()).scalars()}


def codes_only_named_by(
    connection: Connection, department: str, code: str, deposit_id: int, lost: Collection[int]
) -> set[str]:
    """The codes of a sheet of plans that nothing would name once a deposit were undone, and those rows lost."""
    table, field = table_of(code), NAMING[code][1]
    named, remaining = set[str](), set[str]()
    columns = (table.c.id, table.c[field], table.c.deposit_id, table.c.superseded_by)
    for row_id, name, brought_by, successor in connection.execute(
        select(*columns).where(table.c.department == department)
    ):
        if successor is None:
            named.add(str(name))
        if brought_by != deposit_id and row_id not in lost and successor in (None, deposit_id):
            remaining.add(str(name))
    if code == "schools":
        directory = table_of("directory")
        held = select(directory.c.uai).where(directory.c.department == department, directory.c.superseded_by.is_(None))
        remaining |= set(connection.execute(held).scalars())
    return named - remaining


def rows_pointing_at(
    connection: Connection, department: str, kind: Reference, codes: Collection[str], deposit_id: int
) -> dict[str, int]:
    """How many current rows, by sheet, of other deposits point at one of those codes of that kind, where any does."""
    found: dict[str, int] = {}
    for sheet in SHEETS.values():
        fields = [column for column in sheet.columns if column.references is kind]
        if not fields:
            continue
        table = table_of(sheet.code)
        columns = [table.c[column.field] for column in fields]
        pointing = (
            select(*columns, func.count())
            .where(
                table.c.department == department,
                table.c.superseded_by.is_(None),
                table.c.deposit_id != deposit_id,
                or_(*(column.is_not(None) for column in columns)),
            )
            .group_by(*columns)
        )
        counts = Counter[str]()
        for *values, rows in connection.execute(pointing):
            pointed = {
                code
                for column, value in zip(fields, values, strict=True)
                for code in (str(value or "").split(";") if column.kind is Kind.CODES else [str(value)])
            }
            counts[sheet.code] += rows if pointed & set(codes) else 0
        found |= {name: rows for name, rows in counts.items() if rows}
    return found
