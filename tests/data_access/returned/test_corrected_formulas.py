"""Formulas in a returned copy: written over where a cell was corrected, as they were everywhere else."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from data_access.workbooks.read import read_file
from data_access.workbooks.returned import returned_workbook
from tests.data_access.returned.files import HEADING, SHA, bare_workbook, comments_of, members, ods, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHARED = (
    '<row r="1"><c r="A1"><v>1</v></c>'
    '<c r="B1"><f t="shared" ref="B1:B4" si="0">A1*2+$A$1&amp;"é"</f><v>3</v></c></row>'
    '<row r="2"><c r="B2" s="0" t="str"><f t="shared" si="0"/><v>5</v></c></row>'
    '<row r="3"><c r="B3"><f t="shared" si="0"/><v>7</v></c></row>'
    '<row r="4"><c r="B4"><f t="shared" si="0"></f><v>9</v></c></row>'
)


def put(rows: str, corrections: dict[str, str], extra: dict[str, str] | None = None) -> tuple[str, bytes]:
    """The copy of a .xlsx of these rows."""
    content = bare_workbook(f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>', extra)
    placed = {("Opérations", cell): typed for cell, typed in corrections.items()}
    return returned_workbook("bac.xlsx", content, [], SHA, placed)


def formulas(content: bytes) -> dict[str, object]:
    sheet = load_workbook(BytesIO(content))["Opérations"]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_a_shared_formula_is_handed_on_to_the_cells_that_share_it() -> None:
    _, copy = put(SHARED, {"B1": "4", "B3": "=1+1"})
    assert formulas(copy) == {"A1": 1, "B1": 4, "B2": '=A2*2+$A$1&"é"', "B3": "=1+1", "B4": '=A4*2+$A$1&"é"'}
    xml = members(copy)["xl/worksheets/sheet1.xml"].decode()
    assert '<c r="B3" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>' in xml
    assert '<c r="B2" s="0" t="str"><f>A2*2+$A$1&amp;&quot;é&quot;</f><v>5</v></c>' in xml
    assert "shared" not in xml
    assert read_file(copy, "a.xlsx").sheets[0].cells[3][1] == 9.0


def test_a_cell_that_shares_a_formula_leaves_the_others_theirs() -> None:
    _, copy = put(SHARED, {"B2": "4"})
    assert formulas(copy)["B2"] == 4
    assert SHARED.partition('<row r="3">')[2].encode() in members(copy)["xl/worksheets/sheet1.xml"]


def test_a_shared_formula_that_cannot_be_said_elsewhere_is_left_and_said() -> None:
    rows = (
        '<row r="2"><c r="C2"><f t="shared" ref="B2:C2" si="0">B1</f><v>1</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>1</v></c></row>'
    )  # two columns to the left of B there is none
    name, copy = put(rows, {"C2": "4"})
    assert name == "bac – à corriger.xlsx"
    assert b'<f t="shared" ref="B2:C2" si="0">B1</f><v>1</v>' in members(copy)["xl/worksheets/sheet1.xml"]
    assert f">{HEADING}\nLa correction" in members(copy)["xl/comments1.xml"].decode()


ARRAY = (
    '<row r="1"><c r="A1"><f t="array" ref="A1:B1">D1:E1</f><v>1</v></c><c r="B1"><v>2</v></c>'
    '<c r="C1" cm="1"><f t="array" ref="C1">SUM(D1:E1)</f><v>3</v></c></row>'
)


@pytest.mark.parametrize("cell", ["A1", "B1"])
def test_a_part_of_what_one_formula_fills_is_left_and_said(cell: str) -> None:
    name, copy = put(ARRAY, {cell: "7", "C1": "8"})
    assert name == "bac – à corriger.xlsx"
    xml = members(copy)["xl/worksheets/sheet1.xml"].decode()
    assert re.sub(r' s="\d"', "", xml).startswith(
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><f t="array" ref="A1:B1">D1:E1</f><v>1</v></c>'
        '<c r="B1"><v>2</v></c><c r="C1"><v>8</v></c></row>'
    )
    assert comments_of(copy)[cell] == (
        f"{HEADING}\nLa correction faite dans Vigie n’a pas été écrite ici, dans une formule qui remplit plusieurs "
        "cellules. Remplacez cette formule par des valeurs, ici «\u00a07\u00a0»."
    )


def test_a_spreadsheet_works_the_formulas_out_anew() -> None:
    parts = members(bare_workbook(f'<worksheet xmlns="{MAIN}"><sheetData>{SHARED}</sheetData></worksheet>'))
    types = parts["[Content_Types].xml"].replace(
        b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="c"/></Types>'
    )
    relations = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId9" Type="{RELATION}/calcChain" Target="calcChain.xml"/></Relationships>'.encode(),
    )
    changed = {
        "[Content_Types].xml": types,
        "xl/_rels/workbook.xml.rels": relations,
        "xl/calcChain.xml": b"<calcChain/>",
    }
    content = zipped({**parts, **changed})
    untouched = members(returned_workbook("a.xlsx", content, [], SHA)[1])
    assert (untouched["xl/calcChain.xml"], untouched["xl/workbook.xml"]) == (b"<calcChain/>", parts["xl/workbook.xml"])
    copy = members(returned_workbook("a.xlsx", content, [], SHA, {("Opérations", "B1"): "1"})[1])
    assert "xl/calcChain.xml" not in copy
    assert b"calcChain" not in copy["[Content_Types].xml"] + copy["xl/_rels/workbook.xml.rels"]
    assert b'</sheets><calcPr fullCalcOnLoad="1"/></workbook>' in copy["xl/workbook.xml"]


def test_days_are_counted_from_the_day_the_workbook_counts_from() -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><fills count="1"><fill/></fills>'
        '<cellXfs count="2"><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    rows = '<row r="1"><c r="A1" s="1" t="d"><v>2026-01-01</v></c></row>'
    parts = members(bare_workbook(f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'))
    book = parts["xl/workbook.xml"].replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    relations = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId2" Type="{RELATION}/styles" Target="styles.xml"/></Relationships>'.encode(),
    )
    changed = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relations, "xl/styles.xml": styles.encode()}
    copy = returned_workbook("a.xlsx", zipped({**parts, **changed}), [], SHA, {("Opérations", "A1"): "01/02/1904"})[1]
    # From 1 January to 1 February there are 31 days.
    assert b'<c r="A1" s="1"><v>31</v></c>' in members(copy)["xl/worksheets/sheet1.xml"]


MATRIX = (
    '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row><table:table-row>'
    '<table:table-cell table:number-columns-repeated="2"/>'
    '<table:table-cell table:formula="of:=[.A1:.B1]" table:number-matrix-columns-spanned="2" '
    'table:number-matrix-rows-spanned="1" office:value-type="float" office:value="1"><text:p>1</text:p>'
    "</table:table-cell>"
    '<table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>'
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="x"><text:p>x</text:p>'
    "</table:table-cell></table:table-row>"
)


def test_formulas_of_an_ods_go_but_for_those_that_fill_several_cells() -> None:
    corrections = {("Opérations", "D3"): "7", ("Opérations", "E3"): "3,5"}
    name, copy = returned_workbook("a.ods", ods(MATRIX), [], SHA, corrections)
    assert name == "a – à corriger.ods"
    xml = members(copy)["content.xml"].decode()
    assert '<table:table-cell office:value-type="float" office:value="3.5">' in xml
    assert "<text:p>3,5</text:p></table:table-cell>" in xml
    assert ">Vigie, corrigé\u00a0: «\u00a03,5\u00a0».<" in xml
    assert ("of:=1/0" in xml, "of:=[.A1:.B1]" in xml) == (False, True)
    assert "ici «\u00a07\u00a0»." in xml
    assert read_file(copy, name).sheets[0].cells[2] == ["", "", 1.0, 2.0, 3.5]
