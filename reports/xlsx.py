"""The book as a workbook: real numbers and dates, native charts, ready to print; no cell is ever a formula."""

from datetime import date, datetime, time
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from reports.archive import same_bytes
from reports.content import Amount, Book, Cell
from reports.grid import TEXT_COLUMNS, GridCell, Link, Range, Sheet, legible, sheets_of, title_of
from reports.xlsx_charts import add_chart, chart_rows
from reports.xlsx_styles import STYLES, dress, number_format

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def xlsx_of(book: Book) -> bytes:
    """The workbook of a book; its dates are that of the meeting, so that one content gives one file."""
    workbook = Workbook()
    workbook.remove(workbook.active or workbook.create_sheet())
    stamp = datetime.combine(book.meeting, time(8))
    properties = workbook.properties
    properties.title, properties.creator = legible(title_of(book)), "Vigie"
    properties.subject, properties.language, properties.created = legible(book.mention), "fr-FR", stamp
    for grid in sheets_of(book, chart_rows):
        sheet = workbook.create_sheet(grid.name)
        _draw(sheet, grid)
        dress(sheet, grid, book)
        for one in grid.ranges:
            workbook.defined_names[one.name] = DefinedName(one.name, attr_text=_address(one))
    target = BytesIO()
    workbook.save(target)
    return same_bytes(target.getvalue(), stamp)


def _address(one: Range) -> str:
    return f"{quote_sheetname(one.sheet)}!$A${one.header}:${get_column_letter(one.columns)}${one.last}"


def _draw(sheet: Worksheet, grid: Sheet) -> None:
    """The lines of a sheet, the widths of its columns, and its charts under their values."""
    for row, line in enumerate(grid.lines, start=1):
        for column, cell in enumerate(line.cells, start=1):
            _put_at(sheet, row, column, cell)
        if line.cells:
            sheet.row_dimensions[row].height = grid.height(line)
        if line.spread:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=TEXT_COLUMNS)
    for column, width in grid.widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    for one in grid.ranges:
        if one.chart is not None:
            add_chart(sheet, one.chart, one.header, one.last + 2)  # under the values and the row of their source


def _put_at(sheet: Worksheet, row: int, column: int, filled: GridCell) -> None:
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        raise TypeError(f"{cell.coordinate} lies under a merged text")
    value, look = filled
    if isinstance(value, Link):
        put(cell, value.text, look)
        place = f"{quote_sheetname(value.sheet)}!A{value.row}"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=legible(value.text))
    else:
        put(cell, value, look)


def put(cell: SheetCell, value: Cell, style: str) -> None:
    """Write a value as what it is: a number, a date, or a text that no program takes for a formula."""
    font, fill, alignment, border = STYLES[style]
    cell.font, cell.fill, cell.alignment, cell.border = font, fill, alignment, border
    if isinstance(value, Amount):
        cell.value = int(value.value) if float(value.value).is_integer() else value.value
        cell.number_format = number_format(value)
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, str) and value:
        cell.value = legible(value)
        cell.data_type = "s"  # the library would make a formula of what begins with =
        cell.quotePrefix = value.startswith(FORMULA_SIGNS)  # and the program, of what is edited
