"""Cells corrected by their analyst, before anything is stored."""

from datetime import date

import pytest

from data_access import imports
from data_access.workbooks.instructions import Amendments
from data_access.workbooks.parsed import Amendment
from domain.faults import Rule
from domain.scope import OPERATOR
from tests.data_access.conftest import Door, triples
from tests.data_access.reading import members, zipped
from tests.data_access.workbook_builder import operation, table
from tests.data_access.written_files import written

SHEET = "Opérations"
# A2 reference, B2 date, C2 sector, D2 type, E2 lead service, F2 arrests.
FAULTY = {
    SHEET: table(
        [
            operation("A", date="hier", secteur="S9", interpellations=2),
            operation("B", interpellations="deux"),
        ]
    )
}


def test_corrected_cells_are_read_as_if_they_had_been_typed_so(with_plan: Door) -> None:
    assert triples(with_plan.examine(FAULTY)) == [
        (SHEET, "B2", Rule.TYPE),
        (SHEET, "C2", Rule.UNKNOWN_REFERENCE),
        (SHEET, "F3", Rule.TYPE),
    ]
    typed = {(SHEET, "B2"): "12/11/2026", (SHEET, "C2"): "La Gare", (SHEET, "F3"): "3"}
    parsed = with_plan.examine(FAULTY, amendments=Amendments(corrections=typed))
    assert triples(parsed) == []
    assert parsed.amendments == (
        Amendment(SHEET, "B2", "date", None, "12/11/2026"),
        Amendment(SHEET, "C2", "sector", None, "La Gare"),
        Amendment(SHEET, "F3", "arrests", None, "3"),
    )
    receipt = imports.store(with_plan.database, OPERATOR, parsed, "00", None, "essai")
    assert receipt.amendments == parsed.amendments
    stored = with_plan.rows("operations")[["reference", "date", "sector", "arrests"]]
    assert [(*row[:1], row[1].date(), *row[2:]) for row in stored.to_numpy().tolist()] == [
        ("B", date(2026, 11, 10), "S1", 3),
        ("A", date(2026, 11, 12), "S2", 2),
    ]


def test_a_correction_is_checked_like_any_cell(with_plan: Door) -> None:
    parsed = with_plan.examine(FAULTY, amendments=Amendments(corrections={(SHEET, "B2"): "31/02/2026"}))
    assert triples(parsed)[0] == (SHEET, "B2", Rule.TYPE)


def test_a_correction_mends_a_formula_that_failed(with_plan: Door) -> None:
    sheets = {SHEET: table([operation("A", interpellations="=1/0")])}
    assert triples(with_plan.examine(sheets)) == [(SHEET, "F2", Rule.FORMULA_ERROR)]
    assert triples(with_plan.examine(sheets, amendments=Amendments(corrections={(SHEET, "F2"): "4"}))) == []


def test_places_that_the_file_has_not_are_passed_over(with_plan: Door) -> None:
    elsewhere = {("Autre", "B2"): "x", (SHEET, "B99"): "x", (SHEET, "B0"): "x", (SHEET, "pas une cellule"): "x"}
    parsed = with_plan.examine(FAULTY, amendments=Amendments(corrections=elsewhere))
    assert (len(triples(parsed)), parsed.amendments) == (3, ())


def computed(form: str) -> bytes:
    """Two operations; F2, F3 and H2 are formulas with results, G2 and G3 numbers."""
    records = [operation(name, interpellations=77, cannabis=1, cocaïne=88) for name in "AB"]
    parts = members(written(form, SHEET, table(records)))
    member, number, formula = {
        "xlsx": ("xl/worksheets/sheet1.xml", "><v>77</v>", "><f>G2*1</f><v>77</v>"),
        "ods": ("content.xml", 'office:value="77"', 'table:formula="of:=[.G2]" office:value="77"'),
    }[form]
    text = parts[member].decode()
    assert text.count(number) == 2
    text = text.replace(number, formula).replace(number.replace("77", "88"), formula.replace("77", "88"), 1)
    return zipped({**parts, member: text})


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_results_that_a_correction_may_change_are_faults(with_plan: Door, form: str) -> None:
    content, name = computed(form), f"essai.{form}"
    assert triples(with_plan.examine(content, name)) == []
    parsed = with_plan.examine(content, name, amendments=Amendments(corrections={(SHEET, "G2"): "2"}))
    assert triples(parsed) == [(SHEET, "F2", Rule.FORMULA_ERROR), (SHEET, "H2", Rule.FORMULA_ERROR)]
    assert "d’avant la correction" in parsed.faults[0].message
    assert any("leurs résultats sont ceux d’avant vos corrections" in notice for notice in parsed.sheets[0].notices)
    typed = {(SHEET, "G2"): "2", (SHEET, "F2"): "3", (SHEET, "H2"): "4"}
    assert triples(with_plan.examine(content, name, amendments=Amendments(corrections=typed))) == []
