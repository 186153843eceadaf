"""Grids into files: .xlsx by openpyxl in its write-only mode, .csv as an old spreadsheet saves it."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from demonstration.untidy import CellValue, Grid

MADE_ON = datetime(2010, 2, 11)  # noqa: DTZ001 - openpyxl wants it naive; a file says nothing of the day it was made
FORMATS: dict[type, str] = {date: "dd/mm/yyyy", time: "hh:mm"}
BOLD = Font(bold=True, size=13)
COLUMN_WIDTH = 15


def write_grids(path: Path, grids: Sequence[Grid]) -> None:
    """Write the grids as the sheets of one workbook; a .csv takes the only grid there is."""
    if path.suffix == ".csv":
        (grid,) = grids
        _write_csv(path, grid)
        return
    workbook = Workbook(write_only=True)
    workbook.properties.created = MADE_ON
    for grid in grids:
        _add_sheet(workbook, grid)
    workbook.save(path)


def _add_sheet(workbook: Workbook, grid: Grid) -> None:
    worksheet = workbook.create_sheet(grid.tab)
    for index in range(max(len(row) for row in grid.rows)):
        worksheet.column_dimensions[get_column_letter(index + 1)].width = COLUMN_WIDTH
    if grid.hidden is not None:
        worksheet.column_dimensions[get_column_letter(grid.hidden + 1)].hidden = True
    for number, row in enumerate(grid.rows):
        worksheet.append([_cell(worksheet, value, title=number == 0 and len(row) == 1) for value in row])


def _cell(worksheet: WriteOnlyWorksheet, value: CellValue, *, title: bool) -> object:
    number_format = FORMATS.get(type(value))
    if number_format is None and not title:
        return value
    cell = WriteOnlyCell(worksheet)
    cell.value = value
    if number_format is not None:
        cell.number_format = number_format
    if title:
        cell.font = BOLD
    return cell


def _write_csv(path: Path, grid: Grid) -> None:
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerows(["" if value is None else value for value in row] for row in grid.rows)
