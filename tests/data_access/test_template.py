"""The blank workbooks: they hold the declarations, and nothing that a reader would take for data."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data_access.workbooks import versions
from data_access.workbooks.match import match_sheet
from data_access.workbooks.raw import RawSheet
from data_access.workbooks.read import read_file
from data_access.workbooks.template import explanation, write_template
from data_access.workbooks.versions import declaration_version, template_version
from domain.catalogue import CATALOGUE
from domain.sheets import SHEETS, WORKBOOK_SHEETS, Book
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import SCHOOL_1, plan_sheets

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
    rules = worksheet.data_validations.dataValidation
    lists = {str(rule.sqref): rule.formula1 for rule in rules if rule.type == "list"}
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


def test_other_kinds_are_warned_of_and_never_refused() -> None:
    workbook = load_workbook(BytesIO(written(Book.INDICATORS)))
    facts = {str(rule.sqref): rule for rule in workbook["Faits"].data_validations.dataValidation if rule.type != "list"}
    asked = {place: (rule.type, rule.formula1, rule.formula2) for place, rule in facts.items()}
    assert asked == {
        "B2:B5000": ("date", "36526", "2958465"),
        "F2:F5000": ("whole", "0", f"{SHEETS['facts'].column('count').maximum:.0f}"),
        "G2:G5000": ("decimal", "-180", "180"),
        "H2:H5000": ("decimal", "-90", "90"),
    }
    assert facts["G2:G5000"].error == (
        "Attendu\u00a0: un nombre, de \u2212180 à 180. Garder quand même ce qui est saisi\u202f?"
    )
    presences = workbook["Présences"].data_validations.dataValidation
    assert [(str(rule.sqref), rule.formula1) for rule in presences if rule.type == "time"] == [
        ("C2:C5000", "0"),
        ("D2:D5000", "0"),
    ]
    everything = [rule for sheet in workbook for rule in sheet.data_validations.dataValidation]
    assert {(rule.errorStyle, rule.showErrorMessage, rule.allowBlank) for rule in everything} == {
        ("warning", True, True)
    }
    assert max(len(rule.error) for rule in everything) <= 255
    assert max(len(rule.errorTitle) for rule in everything) <= 32


def test_version_is_inside_and_in_the_guide() -> None:
    content = written(Book.PLAN)
    version = declaration_version(Book.PLAN)
    assert template_version(content) == version != declaration_version(Book.INDICATORS)
    guide = next(sheet for sheet in sheets_read(Book.PLAN) if sheet.name == "Mode d’emploi")
    (words,) = [row[1] for row in guide.cells if row[0] == "Version du modèle"]
    assert str(words).startswith(f"{version}. ")
    assert template_version(b"reference;date") is None


def test_version_changes_with_what_is_asked_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = declaration_version(Book.INDICATORS)
    facts = SHEETS["facts"]

    def version_with(**changed: object) -> str:
        column = replace(facts.columns[0], **changed)  # type: ignore[arg-type]  # any field of a column
        sheet = replace(facts, columns=(column, *facts.columns[1:]))
        others = tuple(sheet if known.code == "facts" else known for known in WORKBOOK_SHEETS)
        monkeypatch.setattr(versions, "WORKBOOK_SHEETS", others)
        return declaration_version(Book.INDICATORS)

    assert version_with(help="Autrement dit.") == before
    assert version_with(synonyms=("n°",)) == before
    assert len({before, version_with(header="numéro"), version_with(required=True), version_with(unit="g")}) == 4


SCHOOL = {
    "uai": SCHOOL_1,
    "name": "=Collège",
    "kind": "middle",
    "commune": "01004",
    "national_list": True,
    "sensitive": False,
    "weekly_target": 3,
    "longitude": 5.005,
    "latitude": 46.005,
}


def filled(book: Book, rows: Mapping[str, Sequence[Mapping[str, object]]]) -> bytes:
    buffer = BytesIO()
    write_template(book, buffer, rows)
    return buffer.getvalue()


def test_rows_already_filled_come_back_as_they_were_given(door: Door) -> None:
    parsed = door.examine(filled(Book.PLAN, {"schools": [SCHOOL]}), "plan.xlsx")
    assert parsed.faults == ()
    (schools,) = [sheet for sheet in parsed.sheets if sheet.recognised == "schools"]
    stored = {name: values[0] for name, values in schools.values.items() if values[0] is not None}
    assert stored == SCHOOL


def test_rows_of_every_kind_come_back(door: Door) -> None:
    operation = {
        "reference": "0539",
        "date": date(2026, 7, 3),
        "starts_at": time(23, 45),
        "sector": "S1",
        "kind": "securing",
        "lead_service": "BAC",
        "partner_services": "CIE;EMS",
        "cannabis_g": 106.5,
        "disorder": False,
    }
    door.deposit(plan_sheets(), "plan.xlsx")
    parsed = door.examine(filled(Book.INDICATORS, {"operations": [operation]}), "op.xlsx")
    assert parsed.faults == ()
    (found,) = [sheet for sheet in parsed.sheets if sheet.recognised == "operations" and sheet.rows]
    assert {name: found.values[name][0] for name in operation} == operation


def test_more_rows_than_lists_reach_by_themselves() -> None:
    content = filled(Book.PLAN, {"schools": [{"name": "x"}] * 6000})
    rules = load_workbook(BytesIO(content))["Établissements"].data_validations.dataValidation
    assert {str(rule.sqref).rpartition(":")[2].lstrip("ABCDEFGHIJ") for rule in rules} == {"6001"}


def test_rows_of_a_sheet_that_the_book_lacks_are_refused() -> None:
    with pytest.raises(ValueError, match="facts"):
        filled(Book.PLAN, {"facts": []})


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


def test_a_plan_lists_the_codes_that_a_target_may_be_set_on_and_lets_one_choose() -> None:
    workbook = load_workbook(BytesIO(written(Book.PLAN)))
    guide = {row[0].value: row[1].value for row in workbook["Mode d’emploi"].iter_rows()}
    assert guide["facts_drugs"] == "Faits de stupéfiants (faits), pour le département et par secteur"
    assert guide["meetings_held"] == "Réunions de l’état-major tenues (réunions), pour le département"
    assert {"targets_reached_share", "slots_never_covered"} & guide.keys() == set()
    (rule,) = [rule for rule in workbook["Cibles"].data_validations.dataValidation if str(rule.sqref) == "A2:A5000"]
    first, last = (int(place) for place in re.findall(r"\$A\$(\d+)", str(rule.formula1)))
    offered = [workbook["Mode d’emploi"].cell(row, 1).value for row in range(first, last + 1)]
    assert offered == [code for code in CATALOGUE if code not in {"targets_reached_share", "slots_never_covered"}]
    assert "facts_drugs" not in {row[0].value for row in load_workbook(BytesIO(written(Book.INDICATORS))).worksheets[0]}
