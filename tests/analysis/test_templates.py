"""The plan's workbook comes with the schools of the official directory, ready to be marked."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl

from analysis.templates import template
from data_access.database import Database
from data_access.examination import examine_file
from data_access.imports import store
from domain.scope import OPERATOR
from domain.sheets import Book
from tests.data_access.workbook_builder import plan_sheets, workbook

TODAY = date(2026, 11, 24)


def deposit(database: Database, content: bytes, name: str) -> None:
    parsed = examine_file(database, OPERATOR, content, name, "31", today=TODAY)
    store(database, OPERATOR, parsed, "31", None, "essai", sound_only=True)


def schools_in(content: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(BytesIO(content))["Établissements"]
    headers = [cell.value for cell in sheet[1]]
    wanted = [headers.index(name) for name in ("UAI", "nom", "type", "secteur", "sensible")]
    rows = [tuple(row[at] for at in wanted) for row in sheet.iter_rows(min_row=2, values_only=True)]
    return [row for row in rows if any(row)]


def test_the_directory_of_the_departement_fills_the_sheet_of_schools(published: Path, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'vigie.db'}")
    database.migrate()
    assert schools_in(template(database, OPERATOR, Book.PLAN, "31", TODAY)) == []
    path = published / "schools" / "annuaire-31.csv"
    deposit(database, path.read_bytes(), path.name)
    rows = schools_in(template(database, OPERATOR, Book.PLAN, "31", TODAY))
    # 1 244 lines, and the campus 0311631E on two of them.
    assert len(rows) == 1_243
    assert {row[3:] for row in rows} == {(None, None)}
    assert schools_in(template(database, OPERATOR, Book.PLAN, "13", TODAY)) == []
    database.close()


def test_what_the_plan_says_of_a_school_is_there_already(tmp_path: Path, published: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'vigie.db'}")
    database.migrate()
    path = published / "schools" / "annuaire-31.csv"
    deposit(database, path.read_bytes(), path.name)
    uai = str(schools_in(template(database, OPERATOR, Book.PLAN, "31", TODAY))[0][0])
    plan = plan_sheets("31") | {
        "Établissements": [["UAI", "nom", "type", "secteur", "sensible"], [uai, "Notre école", "école", "S1", "O"]]
    }
    deposit(database, workbook(plan), "plan.xlsx")
    marked = [row for row in schools_in(template(database, OPERATOR, Book.PLAN, "31", TODAY)) if row[4] == "O"]
    assert marked == [(uai, "Notre école", "école", "S1", "O")]
    database.close()
