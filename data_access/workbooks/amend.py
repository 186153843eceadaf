"""A file as its analyst amended it: cells as they were corrected, put in place before anything is matched."""

import re
from collections.abc import Mapping
from dataclasses import replace

from data_access.workbooks.instructions import Place
from data_access.workbooks.parsed import Amendment, ParsedSheet
from data_access.workbooks.raw import Cell, RawFile, RawSheet
from data_access.workbooks.xlsx_marks import column_number

_ADDRESS = re.compile(r"^([A-Z]{1,3})([1-9]\d{0,6})$")


def corrected(raw: RawFile, corrections: Mapping[Place, str]) -> RawFile:
    """The file with those cells as if they had been typed so. A place that it has not, of another file, is ignored."""
    if not corrections:
        return raw
    return replace(raw, sheets=tuple(_corrected(sheet, corrections) for sheet in raw.sheets))


def with_corrections(sheet: ParsedSheet, corrections: Mapping[Place, str]) -> ParsedSheet:
    """The checked sheet, naming the cells of it that were corrected and are read."""
    rows = frozenset(sheet.row_numbers if sheet.given is None else sheet.given.index)
    fields = {letter: field for field, letter in sheet.columns.items()}
    if sheet.given is not None and "source_column" in sheet.given:
        fields = dict.fromkeys(sheet.given["source_column"], "count") | fields
    made = [
        Amendment(sheet.sheet, cell, fields[found[1]], None, value)
        for (name, cell), value in corrections.items()
        if name == sheet.sheet and (found := _ADDRESS.match(cell)) and found[1] in fields and int(found[2]) in rows
    ]
    return replace(sheet, amendments=(*made, *sheet.amendments)) if made else sheet


def _corrected(sheet: RawSheet, corrections: Mapping[Place, str]) -> RawSheet:
    cells, errors = list(sheet.cells), dict(sheet.errors)
    for (name, cell), value in corrections.items():
        found = _ADDRESS.match(cell) if name == sheet.name else None
        if found is None or int(found[2]) > len(cells):
            continue
        row, column = int(found[2]) - 1, column_number(found[1]) - 1
        cells[row] = _with(cells[row], column, value)
        errors.pop(cell, None)
    unreadable = tuple(cell for cell in sheet.unreadable if (sheet.name, cell) not in corrections)
    return replace(sheet, cells=cells, errors=errors, unreadable=unreadable)


def _with(row: list[Cell], column: int, value: str) -> list[Cell]:
    longer = [*row, *[""] * (column + 1 - len(row))]
    longer[column] = value
    return longer
