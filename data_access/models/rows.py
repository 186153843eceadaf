"""One table a declared sheet, made from its declaration: a column added there is a column here.

Every row keeps its origin (deposit, sheet, row of the file) and its history: a row that another
replaced stays, with the deposit that superseded it.
"""

from datetime import date, time
from typing import Any, cast

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from data_access.workbooks.identity import PLAN_FIELDS
from domain.sheets import SHEETS, Book, Kind, Sheet

_PYTHON_TYPES: dict[Kind, type] = {
    Kind.INT: int,
    Kind.FLOAT: float,
    Kind.BOOL: bool,
    Kind.DATE: date,
    Kind.MONTH: date,
    Kind.PERIOD: date,
    Kind.TIME: time,
}


class SheetRow(SQLModel):
    """What every stored row has beside the fields of its sheet."""

    id: int | None = Field(default=None, primary_key=True)
    department: str
    deposit_id: int = Field(foreign_key="deposits.id")
    deposit_sheet_id: int = Field(foreign_key="deposit_sheets.id")
    source_row: int
    row_key: str
    content: str
    superseded_by: int | None = Field(default=None, foreign_key="deposits.id")


def plan_bound(sheet: Sheet) -> bool:
    """Whether rows of that sheet belong to one plan, by semester and version."""
    return sheet.book is Book.PLAN and sheet.code != "plan"


def _model(sheet: Sheet) -> type[SheetRow]:
    annotations: dict[str, Any] = {}
    if plan_bound(sheet):
        annotations |= dict(zip(PLAN_FIELDS, (str, int), strict=True))
    for column in sheet.columns:
        if column.field != "department":
            python_type = _PYTHON_TYPES.get(column.kind, str)
            annotations[column.field] = python_type if column.required else python_type | None
    defaults = {column.field: None for column in sheet.columns if not column.required and column.field in annotations}
    current, former = text("superseded_by IS NULL"), text("superseded_by IS NOT NULL")
    indexes = [
        Index(
            f"one_current_{sheet.code}",
            "department",
            "row_key",
            unique=True,
            sqlite_where=current,
            postgresql_where=current,
        ),
        # Both for an undo: what a deposit brought, and what it superseded; the second also for the life of a row.
        Index(f"by_deposit_{sheet.code}", "deposit_id"),
        Index(
            f"superseded_{sheet.code}",
            "superseded_by",
            "row_key",
            sqlite_where=former,
            postgresql_where=former,
        ),
    ]
    if sheet.event_date:
        indexes.append(Index(f"by_date_{sheet.code}", "department", sheet.event_date))
        if sheet.service_fields:
            # How far each service's files reach, without reading its rows.
            indexes.append(Index(f"by_author_{sheet.code}", "department", sheet.service_fields[0], sheet.event_date))
    namespace = {
        "__annotations__": annotations,
        "__module__": __name__,
        "__tablename__": f"{sheet.code}",
        "__table_args__": tuple(indexes),
        "__doc__": f"Rows of the sheet « {sheet.title} ».",
        **defaults,
    }
    metaclass = cast("Any", type(SheetRow))  # SQLModel's metaclass takes `table`, which type() does not declare
    return cast("type[SheetRow]", metaclass(f"{sheet.code.title()}Row", (SheetRow,), namespace, table=True))


ROW_MODELS: dict[str, type[SheetRow]] = {code: _model(sheet) for code, sheet in SHEETS.items()}
