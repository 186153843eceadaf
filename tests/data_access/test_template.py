"""The blank workbooks: they hold the declarations, and nothing that a reader would take for data."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data_access.workbooks.match import match_sheet
from data_access.workbooks.raw import RawSheet
from data_access.workbooks.read import read_file
from data_access.workbooks.template import explanation, write_template
from domain.sheets import SHEETS, WORKBOOK_SHEETS, Book

BOOKS = (Book.PLAN, Book.INDICATORS)


def written(book: Book) -> bytes:
    buffer = BytesIO()
    write_template(book, buffer)
    return buffer.getvalue()


def sheets_read(book: Book) -> tuple[RawSheet, ...]:
    return read_file(written(book), "modele.xlsx").sheets


@pytest.mark.parametrize("book", BOOKS)
def test_each_declared_sheet_is_recognised_at_its_first_row(book: Book) -> None:
    found = {}
    for raw in sheets_read(book):
        match = match_sheet(raw)
        if match is not None:
            found[raw.name] = (
                match.sheet.code,
                match.header_row,
                tuple(match.columns),
                match.unmatched,
                len(raw.cells),
            )
    declared = [sheet for sheet in WORKBOOK_SHEETS if sheet.book is book]
    assert {
        name: (code, row, set(fields), unmatched, rows) for name, (code, row, fields, unmatched, rows) in found.items()
    } == {sheet.title: (sheet.code, 0, set(sheet.fields), {}, 1) for sheet in declared}


@pytest.mark.parametrize("book", BOOKS)
def test_guide_and_example_are_not_taken_for_data(book: Book) -> None:
    by_name = {raw.name: raw for raw in sheets_read(book)}
    assert match_sheet(by_name["Mode d’emploi"]) is None
    assert match_sheet(by_name["Exemple"]) is None
    code = "sectors" if book is Book.PLAN else "operations"
    headers = [row[0] for row in by_name["Exemple"].cells[2:]]
    assert headers == [column.header for column in SHEETS[code].columns]


def test_order_of_the_tabs() -> None:
    assert [raw.name for raw in sheets_read(Book.PLAN)] == [
        "Mode d’emploi",
        "Plan",
        "Secteurs",
        "Établissements",
        "Objectifs",
        "Cibles",
        "Services",
        "Exemple",
    ]


def test_example_shows_real_types() -> None:
    example = next(raw for raw in sheets_read(Book.INDICATORS) if raw.name == "Exemple")
    values = {str(row[0]): row[1] for row in example.cells[2:]}
    assert values["date"] == date(2026, 7, 3)
    assert values["type"] == "sécurisation"
    assert values["troubles à l’ordre public"] == "N"


def test_lists_formats_and_comments() -> None:
    worksheet = load_workbook(BytesIO(written(Book.INDICATORS)))["Faits"]
    assert worksheet.freeze_panes == "A2"
    fields = list(SHEETS["facts"].fields)
    lists = {str(rule.sqref): rule.formula1 for rule in worksheet.data_validations.dataValidation}
    assert lists == {
        "C2:C5000": '"jour,mois"',
        "E2:E5000": '"trafic,usage-revente,usage,autre ILS,homicide,violences aggravées,'
        'vol avec violences,autre connexe"',
    }
    formats = [worksheet.column_dimensions[letter].number_format for letter in "ABCDEFGH"]
    assert dict(zip(fields, formats, strict=True)) == {
        "reference": "@",
        "date": "dd/mm/yyyy",
        "precision": "@",
        "sector": "@",
        "offence": "@",
        "count": "#,##0",
        "longitude": "0.00000",
        "latitude": "0.00000",
    }
    assert [bool(worksheet.cell(1, at).font.bold) for at in range(1, 9)] == [
        column.required for column in SHEETS["facts"].columns
    ]
    comment = worksheet["C1"].comment
    assert comment is not None
    assert comment.text == explanation(SHEETS["facts"].column("precision"))


def test_explanation_says_everything() -> None:
    assert explanation(SHEETS["facts"].column("precision")).split("\n") == [
        "Facultatif.",
        "Type\u00a0: valeur de la liste.",
        "Valeurs\u00a0: jour, mois.",
        "Case vide\u00a0: jour.",
        SHEETS["facts"].column("precision").help,
    ]
    assert explanation(SHEETS["operations"].column("cannabis_g")).split("\n") == [
        "Facultatif.",
        "Type\u00a0: nombre.",
        "Unité\u00a0: g.",
    ]


@pytest.mark.parametrize("book", BOOKS)
def test_same_bytes_each_time(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "modele.xlsx"
    write_template(book, path)
    assert path.read_bytes() == written(book)


def test_nobody_fills_in_the_published_series() -> None:
    with pytest.raises(ValueError, match="published"):
        write_template(Book.PUBLISHED, BytesIO())
