"""The tables follow the declarations, and nothing in them is SQLite's alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Table, make_url
from sqlalchemy.schema import CreateIndex, CreateTable

from data_access.models import METADATA, ROW_MODELS, plan_bound, table_of
from data_access.models.rows import _model
from domain.sheets import SHEETS, Column, Kind, Sheet
from tests.data_access.conftest import Door

ORIGIN = {"id", "department", "deposit_id", "deposit_sheet_id", "source_row", "row_key", "content", "superseded_by"}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.code)
def test_a_sheet_s_table_has_its_fields_and_their_origin(sheet: Sheet) -> None:
    plan = {"semester", "version"} if plan_bound(sheet) else set()
    assert set(table_of(sheet.code).columns.keys()) == ORIGIN | plan | set(sheet.fields)
    assert ROW_MODELS[sheet.code].__doc__ == f"Rows of the sheet « {sheet.title} »."


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.code)
def test_a_required_column_is_not_null_and_no_other(sheet: Sheet) -> None:
    table = table_of(sheet.code)
    assert {name: table.c[name].nullable for name in sheet.fields if name != "department"} == {
        column.field: not column.required for column in sheet.columns if column.field != "department"
    }


def test_a_column_that_the_declaration_gains_the_table_has() -> None:
    widened = replace(
        SHEETS["facts"], code="widened", columns=(*SHEETS["facts"].columns, Column("vent", "wind", Kind.FLOAT))
    )
    model = _model(widened)
    table: Table = METADATA.tables["widened"]
    try:
        assert (model.__name__, str(table.c["wind"].type), table.c["wind"].nullable) == ("WidenedRow", "FLOAT", True)
    finally:
        METADATA.remove(table)


@pytest.mark.parametrize("name", sorted(METADATA.tables))
def test_each_table_is_one_that_postgresql_can_make(name: str) -> None:
    table, dialect = METADATA.tables[name], make_url("postgresql+psycopg://").get_dialect()()
    assert str(CreateTable(table).compile(dialect=dialect)).lstrip().startswith("CREATE TABLE")
    indexes = {str(index.name): str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes}
    if name in SHEETS:
        assert indexes[f"one_current_{name}"].endswith("(department, row_key) WHERE superseded_by IS NULL")


def test_the_migrations_make_the_tables_that_the_models_describe(door: Door) -> None:
    with door.database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_only_the_database_module_speaks_a_dialect() -> None:
    root = Path(__file__).parents[2] / "data_access"
    speaking = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if "migrations/versions" not in path.as_posix()
        and any(
            word in path.read_text(encoding="utf-8") for word in ("PRAGMA", "exec_driver_sql", "sqlalchemy.dialects")
        )
    }
    # bulk.py hands the driver what SQLAlchemy compiled for its dialect, whichever it is.
    assert speaking == {"database.py", "bulk.py"}
