"""Which sheet it is, where its header stands, which column is which."""

from collections.abc import Mapping

import pytest

from data_access.workbooks.instructions import Assignment, Layout, Memory
from data_access.workbooks.match import Match, match_sheet
from data_access.workbooks.raw import Cell, RawSheet
from domain.sheets import WORKBOOK_SHEETS, Sheet


def match(*rows: list[Cell], tab: str = "Feuil1") -> Match | None:
    return match_sheet(RawSheet(tab, list(rows)))


def fields(*rows: list[Cell], tab: str = "Feuil1") -> dict[str, int]:
    found = match(*rows, tab=tab)
    assert found is not None
    return found.columns


@pytest.mark.parametrize("sheet", WORKBOOK_SHEETS, ids=lambda sheet: sheet.code)
@pytest.mark.parametrize("titled", [True, False])
def test_each_declared_sheet_is_recognised_with_all_its_columns(sheet: Sheet, titled: bool) -> None:
    headers: list[Cell] = [column.header for column in sheet.columns]
    found = match(headers, tab=sheet.title if titled else "Feuil1")
    assert found is not None
    assert (found.sheet.code, found.columns, found.unmatched) == (
        sheet.code,
        {column.field: at for at, column in enumerate(sheet.columns)},
        {},
    )


@pytest.mark.parametrize("sheet", WORKBOOK_SHEETS, ids=lambda sheet: sheet.code)
def test_each_synonym_finds_its_column(sheet: Sheet) -> None:
    for at, column in enumerate(sheet.columns):
        for synonym in column.synonyms:
            headers: list[Cell] = [other.header for other in sheet.columns]
            headers[at] = synonym
            assert fields(headers, tab=sheet.title).get(column.field) == at, (column.field, synonym)


@pytest.mark.parametrize(
    "header",
    ["Cannabis (g)", "CANNABIS", "cannabis  (G)", " Cannabis (en g) ", "cannabis [g]", "Cannabis :", "cannabis\n(g)"],
)
def test_case_punctuation_spaces_and_units_do_not_count(header: str) -> None:
    found = fields(["Référence", "DATE", "secteur", "Type", "service pilote", header])
    assert found["cannabis_g"] == 5


@pytest.mark.parametrize("header", ["heroine", "HÉROÏNE (g)", "Heroïne"])
def test_accents_do_not_count(header: str) -> None:
    assert fields(["reference", "date", "secteur", "type", "service pilote", header])["heroin_g"] == 5


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("cannabis (kg)", 1000.0),
        ("cannabis (en Kg)", 1000.0),
        ("cannabis [kg]", 1000.0),
        ("cannabis (kilos)", 1000.0),
        ("cannabis (mg)", 0.001),
        ("cannabis (tonnes)", 1_000_000.0),
        ("cannabis (g)", None),
        ("cannabis", None),
    ],
)
def test_another_unit_has_a_factor(header: str, factor: float | None) -> None:
    found = match(["référence", "date", "secteur", "type", "service pilote", header])
    assert found is not None
    assert found.factors.get("cannabis_g") == factor


def remembered(recognised: str, fields: Mapping[str, str]) -> Memory:
    """A memory of one layout whose folded headers give those fields."""
    assignments = tuple(Assignment(field, header) for header, field in fields.items())
    return Memory({"signature": Layout(recognised, assignments)})


def test_a_mapped_header_keeps_the_unit_that_it_says() -> None:
    raw = RawSheet("Opérations", [["référence", "date", "secteur", "type", "service pilote", "cannabis en kg"]])
    found = match_sheet(raw, remembered("operations", {"cannabis en kg": "cannabis_g"}))
    assert found is not None
    assert found.factors == {"cannabis_g": 1000.0}


@pytest.mark.parametrize("unit", ["k€", "milliers d’euros"])
def test_thousands_of_euros(unit: str) -> None:
    found = match(["référence", "ouverte le", "service", f"avoirs saisis ({unit})"], tab="Enquêtes")
    assert found is not None
    assert found.factors == {"assets_eur": 1000.0}


def test_the_header_stands_below_title_lines() -> None:
    found = match(
        ["Préfecture de Val-Fictif", ""],
        ["Opérations", "du 01/10/2026 au 23/11/2026"],
        [],
        ["référence", "date", "secteur", "type", "service pilote"],
        ["OP-1", "10/11/2026", "S1", "coup de poing", "BAC"],
    )
    assert found is not None
    assert (found.sheet.code, found.header_row) == ("operations", 3)


def test_the_contract_s_header_wins_over_a_synonym() -> None:
    found = fields(["service", "référence", "date", "secteur", "type", "service pilote"])
    assert found["lead_service"] == 5


def test_unmatched_headers_are_told() -> None:
    found = match(["référence", "date", "secteur", "type", "service pilote", "météo"])
    assert found is not None
    assert found.unmatched == {5: "météo"}


def test_a_missing_required_column_still_fits_under_the_tab_s_name() -> None:
    found = match(["référence", "date", "type", "service pilote"], tab="Opérations")
    assert found is not None
    assert (found.sheet.code, found.missing) == ("operations", ["sector"])


@pytest.mark.parametrize("rows", [[], [[]], [["", ""]], [["menu", "prix"], ["soupe", 4.5]], [[1.0, 2.0]]])
def test_what_is_no_declared_sheet(rows: list[list[Cell]]) -> None:
    assert match(*rows) is None


def test_a_mapping_gives_a_header_to_a_field_and_one_that_no_field_bears_is_passed_over() -> None:
    raw = RawSheet("Opérations", [["n° affaire", "date", "lieu dit", "type", "service pilote", "météo"]])
    memory = remembered("operations", {"n affaire": "reference", "lieu dit": "sector", "meteo": "sky"})
    found = match_sheet(raw, memory)
    assert found is not None
    assert found.columns == {"reference": 0, "date": 1, "sector": 2, "kind": 3, "lead_service": 4}
