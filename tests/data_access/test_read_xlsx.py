"""Reading .xlsx: what the values do not say, and the two calendars."""

from datetime import date, datetime

import pytest
from openpyxl.chart import BarChart
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from data_access.workbooks.guards import Limits
from data_access.workbooks.marks import NOT_COMPUTED
from data_access.workbooks.raw import RefusedFile
from data_access.workbooks.read import read_file
from domain.faults import Refusal
from tests.data_access.reading import HEAD, cells, new_book, only_sheet, refusal, saved, with_sheet


class TestMarks:
    def test_hidden_sheets_rows_and_columns(self) -> None:
        book, sheet = new_book()
        for row in range(1, 6):
            sheet.append([row, "a", "b", "c"])
        sheet.row_dimensions[2].hidden = sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["B"].hidden = sheet.column_dimensions["D"].hidden = True
        book.create_sheet("Caché").sheet_state = "hidden"
        book["Caché"].append(["x"])
        book.create_sheet("Très caché").sheet_state = "veryHidden"
        shown, hidden, very_hidden = read_file(saved(book), "a.xlsx").sheets
        assert (shown.visible, hidden.visible, very_hidden.visible) == (True, False, False)
        assert (shown.hidden_rows, shown.hidden_columns) == (frozenset({2, 4}), frozenset({2, 4}))
        assert (hidden.hidden_rows, hidden.hidden_columns, hidden.cells) == (frozenset(), frozenset(), [["x"]])

    def test_errors_and_formulas_never_computed(self) -> None:
        book, sheet = new_book()
        sheet.append(["a", 1, "=B1+1"])
        sheet["B2"], sheet["AA3"] = "#N/A", "#DIV/0!"
        assert read_file(saved(book), "a.xlsx").sheets[0].errors == {
            "C1": "formule non calculée",
            "B2": "#N/A",
            "AA3": "#DIV/0!",
        }

    def test_computed_formulas_are_no_errors_even_where_they_give_an_empty_text(self) -> None:
        found = read_file(
            with_sheet(
                f'{HEAD}<worksheet><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c>'
                '<c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><f t="shared" si="0"/><v>3</v></c></row>'
                "</sheetData></worksheet>"
            ),
            "a.xlsx",
        )
        assert (found.sheets[0].errors, found.sheets[0].cells[0][0]) == ({}, 2.0)

    def test_prefixes_single_quotes_and_missing_addresses_change_nothing(self) -> None:
        space = "xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
        found = read_file(
            with_sheet(
                f"{HEAD}<x:worksheet {space}><x:cols><x:col min = '2' max='2' hidden='true'/></x:cols><x:sheetData>"
                "<x:row><x:c><x:v>1</x:v></x:c><x:c t='e'><x:v>#REF!</x:v></x:c></x:row>"
                "<x:row hidden='1'/><x:row><x:c><x:f>A1</x:f></x:c><x:c><x:v>1</x:v></x:c></x:row>"
                "</x:sheetData></x:worksheet>"
            ),
            "a.xlsx",
        )
        (sheet,) = found.sheets
        assert sheet.errors == {"B1": "#REF!", "A3": "formule non calculée"}
        assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({2}), frozenset({2}))

    def test_a_row_longer_than_a_piece_keeps_its_marks(self) -> None:
        book, sheet = new_book()
        sheet.append(["x" * 32_000] * 100)
        sheet.append(["#N/A"])
        assert read_file(saved(book), "a.xlsx").sheets[0].errors == {"A2": "#N/A"}

    def test_a_chart_sheet_is_passed_over(self) -> None:
        book, sheet = new_book()
        sheet.append([1])
        book.create_chartsheet("Graphique").add_chart(BarChart())
        assert [sheet.name for sheet in read_file(saved(book), "a.xlsx").sheets] == ["Sheet"]

    def test_merged_ranges(self) -> None:
        book, sheet = new_book()
        sheet["B2"], sheet["D4"] = "a", "b"
        sheet.merge_cells("B2:C3")
        assert only_sheet(saved(book), "a.xlsx").merged == ((1, 1, 2, 2),)

    def test_marks_among_many_rows_keep_their_addresses(self) -> None:
        book, sheet = new_book()
        for number in range(1, 20_001):  # megabytes of XML, read in several pieces
            sheet.append([number, "texte", number / 8, None, number])
        sheet["C17"], sheet["E19999"], sheet["D10000"] = "#N/A", "#REF!", "=A1"
        sheet.row_dimensions[15_000].hidden = True
        found = only_sheet(saved(book), "a.xlsx")
        assert found.errors == {"C17": "#N/A", "D10000": NOT_COMPUTED, "E19999": "#REF!"}
        assert found.hidden_rows == {15_000}
        assert (len(found.cells), found.cells[9_999]) == (20_000, [10_000.0, "texte", 1_250.0, "", 10_000.0])


# 13 January 2026 is the 46,035th day of the calendar of 1900, and the 44,573rd after 1 January 1904.
@pytest.mark.parametrize(("since_1904", "serial"), [(False, 46_035), (True, 44_573)])
def test_dates_in_both_calendars(since_1904: bool, serial: int) -> None:
    book, sheet = new_book()
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    for column, (value, shown) in enumerate([(serial, "dd/mm/yyyy"), (serial + 0.5, "dd/mm/yyyy hh:mm")], start=1):
        sheet.cell(1, column, value).number_format = shown
    assert cells(saved(book), "a.xlsx") == [[date(2026, 1, 13), datetime.fromisoformat("2026-01-13T12:00")]]


def test_a_day_beyond_the_calendar_stays_a_number() -> None:
    book, sheet = new_book()
    sheet.cell(1, 1, 2_958_466).number_format = "dd/mm/yyyy"  # one day after 31/12/9999
    assert cells(saved(book), "a.xlsx") == [[2_958_466.0]]


def test_a_duration_beyond_any_is_a_refusal() -> None:
    book, sheet = new_book()
    sheet.cell(1, 1, 1e300).number_format = "[h]:mm"
    assert refusal(saved(book), "a.xlsx") is Refusal.NOT_A_WORKBOOK


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1048576"><v>1</v></c><c r="XFD1"><v>1</v></c></row>',  # a cell outside its row
        '<row r="1"><c r="zzz1"><v>1</v></c></row><row r="99999"><c><v>1</v></c></row>',
        f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{"9" * 5000}"><c><v>1</v></c></row>',
        "<row r='1'><c r = 'A1'><v>1</v></c><c r='XFD900000'><v>1</v></c></row>",
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="XFD900000"><x:v>1</x:v></x:c></x:row>',
        '<row r="1" hidden="1"><c r="A1"><f>1</f></c></row><row r="99999"><c r="CV99999" t="e"><v>#N/A</v></c></row>',
    ],
)
def test_however_it_is_written_a_sheet_does_not_reach_too_far(row: str) -> None:
    xml = f"{HEAD}<worksheet><sheetData>{row}</sheetData></worksheet>"
    assert refusal(with_sheet(xml), "a.xlsx", Limits(cells=1_000_000)) is Refusal.INFLATES


def test_sheets_that_reach_too_far_together() -> None:
    book, sheet = new_book()
    sheet.cell(1000, 100, 1)
    book.create_sheet("B").cell(1000, 100, 1)
    assert refusal(saved(book), "a.xlsx", Limits(cells=199_999)) is Refusal.INFLATES
    assert len(read_file(saved(book), "a.xlsx", Limits(cells=200_000)).sheets) == 2


LONG_RUNS = {
    "spaces after a formula": '<sheetData><row r="1"><c t="e"><f/>' + " " * 3_000_000 + "</row></sheetData>",
    "cells without an end": '<sheetData><row r="1"><c t="e">' + "<c>" * 200_000 + "</row></sheetData>",
    "spaces before no sign": '<a b ="c"/>' + " " * 3_000_000 + "<sheetData/>",
    "hidden columns": "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 100_000 + "</cols><sheetData/>",
    "letters without a sign": "<cols><col " + "a" * 3_000_000 + "/></cols><sheetData/>",
}


@pytest.mark.parametrize("run", LONG_RUNS)
def test_long_runs_do_not_take_long(run: str) -> None:
    """Each would take hours, were its run gone over from each of its places."""
    with pytest.raises(RefusedFile):
        read_file(with_sheet(f"{HEAD}<worksheet>{LONG_RUNS[run]}</worksheet>"), "a.xlsx")
