"""A returned .xlsx is the original but for the marked cells: through openpyxl, and part by part."""

import random
import re
from contextlib import suppress
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell

from data_access.workbooks.raw import RefusedFile
from data_access.workbooks.read import read_file
from data_access.workbooks.returned import corrected_origin, returned_workbook
from data_access.workbooks.xlsx_marks import column_number
from domain.faults import Fault, Proposal
from tests.data_access.returned.files import (
    DARK,
    HEADING,
    LIGHT,
    MACROS,
    SHA,
    bare_workbook,
    comments_of,
    fault,
    members,
    rich_workbook,
    with_macros,
    zipped,
)

FAULTS = [
    fault("A1", "Le titre est inconnu.", row=0),
    fault("B3", "La date est fausse.", proposals=(Proposal("B3", "03/11/2026"),)),
    fault("C5", "Le secteur «\u00a0S9\u00a0» est inconnu."),
    fault("C5", "Il manque & <autre chose>."),
    fault("E7", "La colonne est obligatoire."),
    fault("J30", "Bien plus loin."),
]
MARKED = {"A1": DARK, "B3": LIGHT, "C5": LIGHT, "E7": LIGHT, "J30": LIGHT}


def given_back(content: bytes, faults: list[Fault], name: str = "bac-nord.xlsx") -> bytes:
    return returned_workbook(name, content, faults, SHA)[1]


def looks(content: bytes) -> dict[tuple[str, str], tuple[object, ...]]:
    """All of each cell but its fill and comment."""
    return {
        (sheet.title, cell.coordinate): (
            cell.value,
            cell.number_format,
            *(repr(part) for part in (cell.font, cell.border, cell.alignment, cell.protection)),
        )
        for sheet in load_workbook(BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell)
    }


def fills(content: bytes) -> dict[tuple[str, str], str]:
    return {
        (sheet.title, cell.coordinate): str(cell.fill.fgColor.rgb)
        for sheet in load_workbook(BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type is not None
    }


def test_cells_keep_all_but_their_fill() -> None:
    original = rich_workbook()
    back = given_back(original, FAULTS)
    before, after = looks(original), looks(back)
    assert {place: after[place] for place in before} == before
    expected = {**fills(original), **{("Opérations", cell): colour for cell, colour in MARKED.items()}}
    assert fills(back) == expected


def test_comments_say_the_faults_below_what_was_said() -> None:
    assert comments_of(given_back(rich_workbook(), FAULTS)) == {
        "A1": f"{HEADING}\nLe titre est inconnu.",
        "B3": f"{HEADING}\nLa date est fausse. Proposition\u00a0: «\u00a003/11/2026\u00a0».",
        "C5": f"Vu avec le chef.\n{HEADING}\nLe secteur «\u00a0S9\u00a0» est inconnu.\nIl manque & <autre chose>.",
        "E7": f"{HEADING}\nLa colonne est obligatoire.",
        "J30": f"{HEADING}\nBien plus loin.",
    }


def test_what_surrounds_the_cells_stays() -> None:
    original = rich_workbook()
    before, after = (load_workbook(BytesIO(content)) for content in (original, given_back(original, FAULTS)))
    one, other = before["Opérations"], after["Opérations"]
    assert {key: size.width for key, size in other.column_dimensions.items()} == {
        key: size.width for key, size in one.column_dimensions.items()
    }
    assert other.merged_cells.ranges == one.merged_cells.ranges
    assert [str(rule.sqref) for rule in other.data_validations.dataValidation] == ["C2:C11"]
    assert [str(area.sqref) for area in other.conditional_formatting] == ["D2:D11"]
    assert list(other.tables) == ["Faits"]
    assert list(after.defined_names) == ["grammes"]


def test_only_these_parts_are_written_anew() -> None:
    original = with_macros(rich_workbook())
    name, back = returned_workbook("bac-nord.xlsm", original, FAULTS, SHA)
    before, after = members(original), members(back)
    assert name == "bac-nord – à corriger.xlsm"
    assert list(after)[: len(before)] == list(before)
    assert {part for part in after if after[part] != before.get(part)} == {
        "xl/worksheets/sheet1.xml",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
        "xl/styles.xml",
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/custom.xml",
    }
    assert after["xl/vbaProject.bin"] == MACROS


def test_the_sheet_differs_at_the_marked_cells_alone() -> None:
    original = rich_workbook()
    part = "xl/worksheets/sheet1.xml"
    before, after = members(original)[part], members(given_back(original, [fault("B3")]))[part]
    (one,) = re.findall(rb'<c r="B3"[^>]*>', before)
    (other,) = re.findall(rb'<c r="B3"[^>]*>', after)
    assert after.replace(other, one) == before


def test_without_fault_nothing_is_marked_but_the_origin_is_said() -> None:
    original = rich_workbook()
    back = given_back(original, [])
    before, after = members(original), members(back)
    changed = {part for part in after if after[part] != before.get(part)}
    assert changed == {"[Content_Types].xml", "_rels/.rels", "docProps/custom.xml"}
    assert corrected_origin(back) == SHA


def test_a_second_return_takes_away_what_the_first_said() -> None:
    original = rich_workbook()
    once = given_back(original, FAULTS)
    name, twice = returned_workbook("bac-nord – à corriger.xlsx", once, [fault("E7", "Encore vide.")], "0f" * 32)
    assert name == "bac-nord – à corriger.xlsx"
    assert corrected_origin(twice) == "0f" * 32
    assert comments_of(twice) == {"C5": "Vu avec le chef.", "E7": f"{HEADING}\nEncore vide."}
    assert fills(twice) == {**fills(original), ("Opérations", "E7"): LIGHT}
    boxes = members(twice)["xl/drawings/commentsDrawing1.vml"]
    assert sorted(re.findall(rb":Row>(\d+)<", boxes)) == [b"4", b"6"]


def test_a_colleagues_comment_is_kept_word_for_word_on_the_way() -> None:
    once = given_back(rich_workbook(), [fault("C5")])
    assert comments_of(given_back(once, [fault("C5", "Autre chose.")])) == {
        "C5": f"Vu avec le chef.\n{HEADING}\nAutre chose."
    }


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_cells_and_rows_without_addresses_and_with_prefixes() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:dimension ref="A1:B2"/><x:sheetData>'
        "<x:row><x:c><x:v>1</x:v></x:c><x:c t='inlineStr'><x:is><x:t>b</x:t></x:is></x:c></x:row>"
        '<x:row r="4" spans="1:2"><x:c r="B4"><x:f t="shared" ref="B4:B5" si="0">A1+1</x:f><x:v>2</x:v></x:c></x:row>'
        "<x:row/></x:sheetData></x:worksheet>"
    )
    faults = [fault(cell) for cell in ("B1", "C1", "A2", "A4", "B4", "C4", "A5", "A9")]
    back = given_back(bare_workbook(sheet), faults)
    data = members(back)["xl/worksheets/sheet1.xml"].decode()
    assert re.sub(r' xmlns:r="[^"]*"', "", data) == (
        f'<x:worksheet xmlns:x="{MAIN}"><x:dimension ref="A1:C9"/><x:sheetData>'
        "<x:row><x:c><x:v>1</x:v></x:c><x:c t='inlineStr' s=\"1\"><x:is><x:t>b</x:t></x:is></x:c>"
        '<x:c r="C1" s="1"/></x:row>'
        '<x:row r="2"><x:c r="A2" s="1"/></x:row>'
        '<x:row r="4"><x:c r="A4" s="1"/>'
        '<x:c r="B4" s="1"><x:f t="shared" ref="B4:B5" si="0">A1+1</x:f><x:v>2</x:v></x:c>'
        '<x:c r="C4" s="1"/></x:row>'
        '<x:row><x:c r="A5" s="1"/></x:row><x:row r="9"><x:c r="A9" s="1"/></x:row></x:sheetData>'
        '<x:legacyDrawing r:id="rId2"/></x:worksheet>'
    )
    assert sorted(comments_of(back)) == ["A2", "A4", "A5", "A9", "B1", "B4", "C1", "C4"]


def test_a_cell_that_is_added_looks_as_its_row_or_column_does() -> None:
    sheet = (
        f'<worksheet xmlns="{MAIN}"><cols><col min="2" max="3" width="9" style="1"/></cols>'
        '<sheetData><row r="1" s="2" customFormat="1"/></sheetData></worksheet>'
    )
    styles = (
        f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellXfs count="3"><xf/><xf numFmtId="14"/><xf numFmtId="9">'
        '<alignment horizontal="left"/></xf></cellXfs></styleSheet>'
    )
    content = bare_workbook(sheet)
    relations = members(content)["xl/_rels/workbook.xml.rels"].decode()
    named = relations.replace(
        "</Relationships>",
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
        'Target="styles.xml"/></Relationships>',
    )
    extra = {"xl/styles.xml": styles, "xl/_rels/workbook.xml.rels": named}
    parts = members(given_back(zipped({**members(content), **extra}), [fault("B1"), fault("C3"), fault("D3")]))
    cells = re.findall(rb'<c r="(\w+)" s="(\d+)"/>', parts["xl/worksheets/sheet1.xml"])
    assert cells == [(b"B1", b"3"), (b"C3", b"4"), (b"D3", b"5")]
    assert (
        b'<xf numFmtId="9" fillId="1" applyFill="1"><alignment horizontal="left"/></xf>'
        b'<xf numFmtId="14" fillId="1" applyFill="1"/><xf fillId="1" applyFill="1"/></cellXfs>'
    ) in parts["xl/styles.xml"]
    assert b'<cellXfs count="6">' in parts["xl/styles.xml"]


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("", ["legacyDrawing"]),
        ("<pageMargins/><drawing/>", ["pageMargins", "drawing", "legacyDrawing"]),
        ("<drawing/><tableParts/><extLst/>", ["drawing", "legacyDrawing", "tableParts", "extLst"]),
        ("<legacyDrawingHF/><picture/>", ["legacyDrawing", "legacyDrawingHF", "picture"]),
        ("<pageSetup/><mc:AlternateContent/>", ["pageSetup", "legacyDrawing", "AlternateContent"]),
    ],
)
def test_the_drawing_of_the_comments_keeps_the_order_of_a_sheet(tail: str, expected: list[str]) -> None:
    sheet = f'<worksheet xmlns="{MAIN}" xmlns:mc="mc"><sheetData/>{tail}</worksheet>'
    data = members(given_back(bare_workbook(sheet), [fault("A1")]))["xl/worksheets/sheet1.xml"].decode()
    after = data.partition("</sheetData>")[2]
    assert re.findall(r"<(?:mc:)?(\w+)", after) == expected


def test_a_thread_is_left_as_it_is_and_its_cell_coloured() -> None:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    comments = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><t>[Fil] Vu\u202f?</t></text></comment></commentList></comments>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" '
        'Target="/xl/comments7.xml"/></Relationships>'
    )
    extra = {"xl/comments7.xml": comments, "xl/worksheets/_rels/sheet1.xml.rels": relations}
    parts = members(given_back(bare_workbook(sheet, extra), [fault("A1")]))
    assert "<t>[Fil] Vu\u202f?</t></text>" in parts["xl/comments7.xml"].decode()
    assert HEADING not in parts["xl/comments7.xml"].decode()
    assert b'<c r="A1" s="1"><v>1</v></c>' in parts["xl/worksheets/sheet1.xml"]


def test_rows_read_back_are_the_same() -> None:
    original = rich_workbook()
    back = read_file(given_back(original, FAULTS), "a.xlsx")
    width = column_number("E")
    rows = [row[:width] for row in back.sheets[0].cells[:14]]
    assert rows == [row[:width] for row in read_file(original, "a.xlsx").sheets[0].cells[:14]]


@pytest.mark.parametrize(
    "sheet",
    ["<worksheet/>", f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"></worksheet>', ""],
)
def test_a_sheet_that_is_none_is_refused_in_one_sentence(sheet: str) -> None:
    with pytest.raises(RefusedFile, match="n’est pas un classeur lisible"):
        given_back(bare_workbook(sheet), [fault("A1")])


def test_a_fault_of_no_sheet_of_the_file_is_refused() -> None:
    with pytest.raises(RefusedFile, match="n’est pas un classeur lisible"):
        given_back(rich_workbook(), [fault("A1", sheet="Autre")])


def test_damaged_workbooks_come_back_or_are_refused() -> None:
    parts = members(given_back(rich_workbook(), FAULTS))
    changing = [name for name in parts if name.endswith((".xml", ".rels", ".vml"))]
    chance = random.Random(20261124)
    for _ in range(200):
        name = chance.choice(changing)
        damaged = bytearray(parts[name])
        at = chance.randrange(len(damaged))
        damaged[at : at + chance.randint(0, 60)] = bytes(chance.choices(b'<>/"= ra0&', k=chance.randint(0, 5)))
        with suppress(RefusedFile):
            given_back(zipped({**parts, name: bytes(damaged)}), FAULTS)


def test_text_in_shared_strings_stays_there() -> None:
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    )
    back = members(given_back(bare_workbook(sheet), [fault("A1")]))
    assert b'<c r="A1" t="s" s="1"><v>0</v></c>' in back["xl/worksheets/sheet1.xml"]
