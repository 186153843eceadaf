"""Whatever satisfies a sheet reads back equal, however it is written; whatever does not is one fault, at its cell."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from data_access.workbooks.examine import examine
from data_access.workbooks.parsed import ParsedSheet
from data_access.workbooks.raw import address
from domain.sheets import WORKBOOK_SHEETS, Column, Kind, Sheet
from tests.data_access.sheet_strategies import KNOWN, Filled, Row, cell_of, filled, header_of
from tests.data_access.workbook_builder import TODAY
from tests.data_access.written_files import written

# Derandomised: a run that fails for one fails for all, and continuous integration proves the same thing each time.
SLOW = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
TITLES: list[list[object]] = [
    ["Préfecture de Val-Fictif"],
    ["Tableau de la quinzaine", None, "mis à jour par le service"],
    [None],
]
# Bearing on their own département or semester, these are checked against one another and not as a sheet alone.
SHEETS = [sheet for sheet in WORKBOOK_SHEETS if sheet.code not in ("plan", "targets")]
# Spoiled, each of these can be no value of its kind.
NOT_OF_KIND = {
    Kind.INT: ["beaucoup", "3,5", "1e400"],
    Kind.FLOAT: ["beaucoup", "12 g environ"],
    Kind.DATE: ["hier", "31/02/2026", "2026"],
    Kind.MONTH: ["hier", "13/2026"],
    Kind.PERIOD: ["hier", "31/02/2026"],
    Kind.TIME: ["25:99", "le soir"],
    Kind.BOOL: ["peut-être"],
    Kind.CHOICE: ["zzzz"],
    Kind.CODE: ["ZZ99"],
    Kind.CODES: ["ZZ99"],
    Kind.UAI: ["0131549Z", "0131549", "ZZ99"],
}


@dataclass(frozen=True)
class Page:
    """A grid of cells: where its header stands, which column is which, and which of its rows are data."""

    cells: list[list[object]]
    columns: list[str]
    data_rows: list[int]


@st.composite
def pages(draw: st.DrawFn, content: Filled) -> Page:
    """The rows below title lines and odd headers, in any order of columns, blank rows between, a total below."""
    columns = draw(st.permutations(content.fields))
    declared = [content.sheet.column(field) for field in columns]
    titles = draw(st.lists(st.sampled_from(TITLES), max_size=3))
    cells: list[list[object]] = [list(title) for title in titles]
    cells.append([draw(header_of(column)) for column in declared])
    data_rows = []
    for row in content.rows:
        cells += [[None] * len(columns)] * draw(st.integers(0, 2))
        cells.append([draw(cell_of(column, row[column.field])) for column in declared])
        data_rows.append(len(cells) - 1)
    if draw(st.booleans()) and len(columns) > 1:
        cells.append(["TOTAL", *[None] * (len(columns) - 1)])
    return Page(cells, columns, data_rows)


def read(form: str, sheet: Sheet, page: Page) -> ParsedSheet:
    parsed = examine(written(form, sheet.title, page.cells), f"{sheet.code}.{form}", KNOWN, TODAY)
    assert parsed.refused is None, parsed.refused
    (found,) = parsed.sheets
    assert found.recognised == sheet.code
    return found


def expected(sheet: Sheet, row: Row) -> Row:
    """Every declared field's value in that row: what was written, or the default of an empty cell."""
    given_values = {column.field: row.get(column.field) for column in sheet.columns}
    return {name: sheet.column(name).default if value is None else value for name, value in given_values.items()}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
@SLOW
@given(data=st.data())
def test_whatever_satisfies_a_sheet_reads_back_equal(sheet: Sheet, data: st.DataObject) -> None:
    content = data.draw(filled(sheet))
    page = data.draw(pages(content))
    found = read(data.draw(st.sampled_from(["xlsx", "ods", "csv"])), sheet, page)
    assert [fault.message for fault in found.faults] == []
    assert list(found.row_numbers) == [row + 1 for row in page.data_rows]
    rows = [dict(zip(found.values, values, strict=True)) for values in zip(*found.values.values(), strict=True)]
    assert rows == [expected(sheet, row) for row in content.rows]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.code)
@SLOW
@given(data=st.data())
def test_any_cell_that_is_spoiled_is_one_fault_at_that_cell(sheet: Sheet, data: st.DataObject) -> None:
    content = data.draw(filled(sheet, least=2))
    page = data.draw(pages(content))
    spoilable = [field for field in page.columns if _spoiled(sheet.column(field))]
    assume(spoilable)
    field = data.draw(st.sampled_from(spoilable))
    row, column = data.draw(st.sampled_from(page.data_rows)), page.columns.index(field)
    page.cells[row] = list(page.cells[row])
    page.cells[row][column] = data.draw(st.sampled_from(_spoiled(sheet.column(field))))
    assume(any(cell not in (None, "") and str(cell).strip() for cell in page.cells[row]))
    found = read(data.draw(st.sampled_from(["xlsx", "ods", "csv"])), sheet, page)
    assert [(fault.cell, fault.column) for fault in found.faults] == [(address(row, column), field)]


def _spoiled(column: Column) -> list[object]:
    """What that column cannot hold: words of no value of its kind, nothing where it must hold something."""
    if column.kind is Kind.CODE and column.references is None:
        return [None] if column.required else []
    return [*NOT_OF_KIND.get(column.kind, []), *([None] if column.required else [])]
