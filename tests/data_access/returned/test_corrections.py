"""A returned copy holds what was corrected, and reads like the file amended on the page."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Alignment

from data_access import imports
from data_access.foreseen import preview
from data_access.workbooks.instructions import Amendments, Place
from data_access.workbooks.parsed import ParsedFile
from data_access.workbooks.read import read_file
from data_access.workbooks.returned import returned_workbook
from domain.faults import Rule
from domain.scope import OPERATOR
from tests.data_access import xls_builder as xls
from tests.data_access.conftest import Door, triples
from tests.data_access.returned.files import HEADING, LIGHT, comments_of, fault, members, ods
from tests.data_access.workbook_builder import operation, table, workbook
from tests.data_access.written_files import written

PUT = "Vigie, corrigé\u00a0:"
TAB = "ops"  # what a .csv of that name calls its one sheet
HEADERS = {"heure début": None, "services associés": None, "cannabis (g)": None, "interpellations": None}
# A reference, B date, C sector, D type, E lead service, F start, G other services, H cannabis, I arrests.
ROWS = table(
    [
        operation("A", **(HEADERS | {"secteur": "S9", "cannabis (g)": "peu", "interpellations": 2})),
        operation("B", **(HEADERS | {"services associés": "XX", "interpellations": "deux"})),
        operation("C", **HEADERS, date="hier"),
        operation(None, **(HEADERS | {"heure début": "tôt"})),
    ]
)
TYPED = {"C2": "La Gare", "H2": "3,5", "G3": "BAC, CIE", "I3": "12", "B4": "12/11/2026", "A5": "3,50", "F5": "14h30"}
CORRECTIONS: dict[Place, str] = {(TAB, cell): typed for cell, typed in TYPED.items()}


def values(parsed: ParsedFile) -> list[object]:
    return [(sheet.recognised, sheet.values, sheet.row_numbers) for sheet in parsed.sheets]


def mended(door: Door, name: str, content: bytes) -> tuple[str, bytes, ParsedFile]:
    """The copy of a file whose faults are all corrected; and that file as it was amended."""
    amended = door.examine(content, name, amendments=Amendments(CORRECTIONS))
    assert triples(amended) == []
    words = {(TAB, cell) for cell in TYPED if cell[0] in "ACDEFG"}
    return (*returned_workbook(name, content, amended.faults, amended.sha256, CORRECTIONS, words), amended)


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
def test_the_copy_reads_like_the_amended_file_row_for_row(with_plan: Door, form: str) -> None:
    name, copy, amended = mended(with_plan, f"{TAB}.{form}", written(form, TAB, ROWS))
    assert name == f"{TAB} – corrigé.{'xlsx' if form == 'csv' else form}"
    again = with_plan.examine(copy, name)
    assert triples(again) == []
    assert values(again) == values(amended)
    assert again.corrects == amended.sha256
    imports.store(with_plan.database, OPERATOR, amended, "00", None, "essai")
    (sheet,) = preview(with_plan.database, OPERATOR, again, "00").sheets
    assert (sheet.new, sheet.replaced, sheet.unchanged, sheet.refused) == (0, 0, 4, 0)


def test_a_xls_comes_back_mended_as_a_xlsx(with_plan: Door) -> None:
    header = [xls.text(0, column, str(title)) for column, title in enumerate(ROWS[0][:5])]
    days = [xls.number(1, 1, 46336.0, xls.DATE), xls.number(2, 1, 1.0, xls.DATE)]  # 46336: 10/11/2026
    cells = [
        xls.text(row, column, words)
        for row in (1, 2)
        for column, words in {0: f"OP-{row}", 2: "S1", 3: "coup de poing", 4: "BAC"}.items()
    ]
    content = xls.xls({TAB: [*header, *days, *cells]})
    typed: dict[Place, str] = {(TAB, "B3"): "12/11/2026"}
    amended = with_plan.examine(content, "ops.xls", amendments=Amendments(typed))
    name, copy = returned_workbook("ops.xls", content, amended.faults, amended.sha256, typed)
    assert name == "ops – corrigé.xlsx"
    assert values(with_plan.examine(copy, name)) == values(amended)
    cell = load_workbook(BytesIO(copy))[TAB]["B3"]
    assert (cell.value.date(), cell.number_format) == (date(2026, 11, 12), "dd/mm/yyyy")


def test_what_is_put_is_typed_keeps_its_style_and_is_said(with_plan: Door) -> None:
    book = load_workbook(BytesIO(workbook({TAB: ROWS})))
    sheet = book[TAB]
    sheet["H2"].number_format, sheet["H2"].alignment = "0.00", Alignment(horizontal="right")
    sheet["B4"].number_format = "dd/mm/yyyy"
    buffer = BytesIO()
    book.save(buffer)
    _, copy, _ = mended(with_plan, "ops.xlsx", buffer.getvalue())
    back = load_workbook(BytesIO(copy))[TAB]
    assert {cell: back[cell].value for cell in TYPED} == {
        "C2": "La Gare",
        "H2": 3.5,
        "G3": "BAC, CIE",
        "I3": 12,
        "B4": back["B4"].value,
        "A5": "3,50",
        "F5": "14h30",
    }
    assert (back["B4"].value.date(), back["B4"].number_format) == (date(2026, 11, 12), "dd/mm/yyyy")
    assert (back["H2"].number_format, back["H2"].alignment.horizontal) == ("0.00", "right")
    assert [cell.coordinate for row in back.iter_rows() for cell in row if cell.fill.fill_type] == []
    assert comments_of(copy, TAB) == {cell: f"{PUT} «\u00a0{typed}\u00a0»." for cell, typed in TYPED.items()}


@pytest.mark.parametrize("form", ["xlsx", "ods", "csv"])
def test_what_is_still_faulty_is_marked_beside_what_was_mended(with_plan: Door, form: str) -> None:
    content, typed = written(form, TAB, ROWS), {(TAB, "C2"): "S2", (TAB, "I3"): "trois"}
    amended = with_plan.examine(content, f"{TAB}.{form}", amendments=Amendments(typed))
    name, copy = returned_workbook(f"{TAB}.{form}", content, amended.faults, amended.sha256, typed)
    assert name.startswith(f"{TAB} – à corriger.")
    again = with_plan.examine(copy, name)
    expected = [(TAB, cell, rule) for _, cell, rule in triples(amended)]
    assert triples(again) == expected
    assert (TAB, "I3", Rule.TYPE) in expected
    assert (TAB, "C2", Rule.UNKNOWN_REFERENCE) not in expected


def test_a_cell_corrected_in_vain_is_coloured_and_says_both(with_plan: Door) -> None:
    content, typed = workbook({TAB: ROWS}), {(TAB, "I3"): "trois"}
    amended = with_plan.examine(content, "ops.xlsx", amendments=Amendments(typed))
    _, copy = returned_workbook("ops.xlsx", content, amended.faults, amended.sha256, typed)
    heading, _, put = comments_of(copy, TAB)["I3"].split("\n")
    assert (heading, put) == (HEADING, f"{PUT} «\u00a0trois\u00a0».")
    cell = load_workbook(BytesIO(copy))[TAB]["I3"]
    assert (cell.value, cell.fill.fgColor.rgb) == ("trois", LIGHT)


def test_the_former_value_is_nowhere_in_the_copy() -> None:
    content = workbook({TAB: [["référence"], ["Untel, 06 01 02 03 04"]]})
    _, copy = returned_workbook("ops.xlsx", content, [], "0f" * 32, {(TAB, "A2"): "OP-1"})
    cells = {cell.coordinate: cell.value for row in load_workbook(BytesIO(copy))[TAB].iter_rows() for cell in row}
    assert (cells, comments_of(copy, TAB)) == (
        {"A1": "référence", "A2": "OP-1"},
        {"A2": f"{PUT} «\u00a0OP-1\u00a0»."},
    )
    assert not [part for part, held in members(copy).items() if b"Untel" in held]


def test_a_text_that_other_cells_hold_stays() -> None:
    content = workbook({TAB: [["référence"], ["OP-1"], ["OP-1"]], "Notes": [["référence"]]})
    _, copy = returned_workbook("ops.xlsx", content, [], "0f" * 32, {(TAB, "A1"): "ref", (TAB, "A2"): "OP-2"})
    back = load_workbook(BytesIO(copy))
    assert [[cell.value for cell in row] for sheet in back for row in sheet] == [
        ["ref"],
        ["OP-2"],
        ["OP-1"],
        ["référence"],
    ]


def test_an_emptied_cell_and_one_that_was_not_there() -> None:
    content = workbook({TAB: [["référence"], ["OP-1"]]})
    _, copy = returned_workbook("ops.xlsx", content, [], "0f" * 32, {(TAB, "A2"): "", (TAB, "C4"): "<neuf> & beau"})
    back = load_workbook(BytesIO(copy))[TAB]
    assert (back["A2"].value, back["C4"].value) == (None, "<neuf> & beau")
    assert comments_of(copy, TAB) == {
        "A2": f"{PUT} cellule vidée.",
        "C4": f"{PUT} «\u00a0<neuf> & beau\u00a0».",
    }


@pytest.mark.parametrize("sheet", ["Autre", TAB])
def test_where_persons_are_named_what_was_put_is_not_repeated(sheet: str) -> None:
    persons = [fault("A1", "colonne de personnes.", sheet=TAB, rule=Rule.PERSONAL_DATA, row=0)]
    content = workbook({TAB: [["nom"], ["x"]], "Autre": [["référence"], ["x"]]})
    _, copy = returned_workbook("ops.xlsx", content, persons, "0f" * 32, {(sheet, "A2"): "OP-1"})
    said = comments_of(copy, TAB) | comments_of(copy, "Autre")
    assert ("A2" in said) is (sheet == "Autre")
    assert load_workbook(BytesIO(copy))[sheet]["A2"].value == "OP-1"


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_what_a_former_copy_said_is_gone_from_the_next(form: str) -> None:
    rows = [["référence"], ["OP-1"], ["OP-2"]]
    corrections: dict[Place, str] = {(TAB, "A2"): "OP-7"}
    name, once = returned_workbook(f"{TAB}.{form}", written(form, TAB, rows), [], "0f" * 32, corrections)
    name, twice = returned_workbook(name, once, [fault("A3", sheet=TAB)], "1f" * 32)
    assert name == f"{TAB} – à corriger.{form}"
    said = b"".join(members(twice).values()).decode("utf-8", "replace")
    assert (PUT in said, HEADING in said) == (False, True)
    assert [row[0] for row in read_file(twice, name).sheets[0].cells] == ["référence", "OP-7", "OP-2"]


def test_cells_of_an_ods_that_others_cover_or_repeat() -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-spanned="2" '
        'table:style-name="d" office:value-type="string"><text:p>x</text:p></table:table-cell>'
        '<table:covered-table-cell/><table:table-cell table:number-columns-repeated="3"/></table:table-row>'
    )
    styles = (
        '<number:date-style xmlns:number="n" style:name="N1"/>'
        '<style:style style:name="d" style:family="table-cell" style:data-style-name="N1"/>'
    )
    typed: dict[Place, str] = {("Opérations", "A2"): "13/01/2026", ("Opérations", "B2"): "7", ("Opérations", "D1"): "8"}
    _, copy = returned_workbook("a.ods", ods(rows, styles), [], "0f" * 32, typed)
    # Line 1: x, nothing, nothing, 8; line 2: the day, and the 7 that is covered.
    assert [row[:4] for row in read_file(copy, "a.ods").sheets[0].cells] == [
        ["x", "", "", 8.0],
        [date(2026, 1, 13), 7.0, "", ""],
    ]
