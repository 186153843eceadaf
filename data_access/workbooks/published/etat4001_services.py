"""État 4001 by service: a sheet a year and force, the services in columns, the 107 indexes in rows."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data_access.workbooks.parsed import ParsedSheet
from data_access.workbooks.published.frames import Values, counted, frame_of, territory_code, text_of
from data_access.workbooks.published.grid import Grid, grid_of, index_of
from data_access.workbooks.raw import Cell, RawFile, RawSheet, address, column_letter
from data_access.workbooks.sentences import sentence
from domain.faults import Fault, Rule
from domain.sheets.published import RECORDED
from domain.text import fold

_HEADER_ROWS = 6
_FIRST_SERVICE = 2
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_FORCES = {"police": "PN", "pn": "PN", "gendarmerie": "GN", "gn": "GN"}
_TOTALS = ("total", "ensemble", "france")


@dataclass(frozen=True)
class _Layout:
    header: int  # the 0-based row of the services' names
    departments: int  # the 0-based row of the départements
    year: int
    force: str


@dataclass(frozen=True)
class _Service:
    at: int  # the 0-based column
    department: str
    name: str


@dataclass(frozen=True)
class _Services:
    kept: list[_Service]
    totals: int
    faults: list[Fault]

    def notices(self) -> tuple[str, ...]:
        return counted(self.totals, "colonne de total, non reprise.", "colonnes de total, non reprises.")


def recognises(raw: RawFile) -> bool:
    """Whether a sheet of the file has the indexes in rows under a line of départements and a line of services."""
    return any(_layout(sheet) is not None for sheet in raw.sheets)


def parse(raw: RawFile) -> tuple[ParsedSheet, ...]:
    """The sheets of the file as `recorded` frames, one line a filled cell; empty sheets are left out.

    An empty cell is not a count: it makes no line, and a notice says how many there are. A cell that is no whole
    number from 0 up is a fault. Totals, in a column or a row, are passed over.
    """
    return tuple(_parse_sheet(sheet) for sheet in raw.sheets if any(map(any, sheet.cells)))


def _parse_sheet(sheet: RawSheet) -> ParsedSheet:
    layout = _layout(sheet)
    if layout is None:
        return ParsedSheet(sheet.name, None, None)
    services = _services(sheet, layout)
    rows = [row for row in range(layout.header + 1, len(sheet.cells)) if index_of(sheet.cells[row][0])]
    grid = grid_of(sheet, rows, [service.at for service in services.kept])
    return ParsedSheet(
        sheet=sheet.name,
        recognised=RECORDED.code,
        header_row=layout.header + 1,
        columns={"index": "A", "label": "B"},
        unmatched=(),
        given=_frame(layout, services.kept, grid),
        faults=(*services.faults, *grid.faults()),
        notices=(*grid.notices(), *services.notices()),
        first_date=date(layout.year, 1, 1),
        last_date=date(layout.year, 12, 31),
    )


def _frame(layout: _Layout, services: list[_Service], grid: Grid) -> pd.DataFrame:
    rows = [grid.sheet.cells[row] for row in grid.rows]
    values: dict[str, Values] = {
        "source": "etat4001_services",
        "department": grid.by_column([service.department for service in services]),
        "year": layout.year,
        "force": layout.force,
        "service": grid.by_column([service.name for service in services]),
        "index": grid.by_row([index_of(row[0]) for row in rows]),
        "label": grid.by_row([text_of(row[1]) for row in rows]),
        "count": grid.filled_counts(),
        "source_column": grid.letters(),
    }
    return frame_of(RECORDED, grid.row_numbers(), values)


def _layout(sheet: RawSheet) -> _Layout | None:
    top = sheet.cells[:_HEADER_ROWS]
    header = next((i for i, row in enumerate(top) if len(row) > _FIRST_SERVICE and _begins(row[0], "code index")), None)
    if header is None:
        return None
    departments = next((i for i in range(header) if _begins(top[i][1], "departement")), None)
    stated = " ".join(str(cell) for row in top[: header + 1] for cell in row[:2])
    year = _YEAR.search(stated) or _YEAR.search(sheet.name)
    words = fold(f"{stated} {sheet.name}", keep_brackets=True).split()
    force = next((_FORCES[word] for word in words if word in _FORCES), None)
    if departments is None or year is None or force is None:
        return None
    return _Layout(header, departments, int(year[0]), force)


def _services(sheet: RawSheet, layout: _Layout) -> _Services:
    header, departments = sheet.cells[layout.header], sheet.cells[layout.departments]
    kept, faults, seen, totals = list[_Service](), list[Fault](), Counter[tuple[str, str]](), 0
    for at in range(_FIRST_SERVICE, len(header)):
        name, written = text_of(header[at]), departments[at]
        if name is None and text_of(written) is None:
            continue
        if _begins(name, *_TOTALS) or _begins(written, *_TOTALS):
            totals += 1
        elif department := territory_code(written):
            name = name or f"colonne {column_letter(at)}"
            seen[department, name] += 1
            rank = seen[department, name]
            kept.append(_Service(at, department, name if rank == 1 else f"{name} ({rank})"))
        else:
            faults.append(_unknown_department(sheet.name, layout, at, written))
    return _Services(kept, totals, faults)


def _begins(cell: Cell, *words: str) -> bool:
    return fold(str(cell)).startswith(words)


def _unknown_department(sheet: str, layout: _Layout, at: int, written: Cell) -> Fault:
    what = f"«\u00a0{written}\u00a0» n’est pas un département. Corrigez l’en-tête de la colonne, elle n’est pas lue."
    cell = address(layout.departments, at)
    message = sentence(sheet, cell, what)
    return Fault(sheet, cell, layout.departments + 1, "department", Rule.UNKNOWN_LIST_VALUE, str(written), message)
