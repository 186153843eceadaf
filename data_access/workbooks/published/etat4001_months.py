"""État 4001 by month: one sheet a département, or one table with a département column; a column a month.

No such file was at hand: the layout is the one described, several headers accepted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from data_access.workbooks.parsed import ParsedSheet
from data_access.workbooks.published.frames import Values, frame_of, territory_code, text_of
from data_access.workbooks.published.grid import Grid, grid_of, index_of
from data_access.workbooks.published.table import Table, table_of
from data_access.workbooks.raw import Cell, RawFile, RawSheet, address
from data_access.workbooks.sentences import sentence
from domain.faults import Fault, Rule
from domain.sheets.published import RECORDED
from domain.text import fold

_NAMES = {
    "index": ("index", "code index", "numero index", "num index", "n index"),
    "label": ("libelle index", "libelle"),
    "department": ("departement", "code departement", "dep", "dept"),
}
_HEADER_ROWS = 10
_FEWEST_MONTHS = 2
_MONTHS = ("janv", "fev", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"(\d{4}) (\d{1,2})(?: 0?1)?")
_MONTH_FIRST = re.compile(r"(?:0?1 )?(\d{1,2}) (\d{4})")
_MONTH_NAMED = re.compile(r"([a-z]+) (\d{4}|\d{2})")

Month = tuple[int, int]


@dataclass(frozen=True)
class _Layout:
    table: Table
    months: dict[int, Month]  # by 0-based column
    department: str | None  # of the whole sheet, by its name


def recognises(raw: RawFile) -> bool:
    """Whether a sheet has an index column, columns that are months, and a département by column or by name."""
    layouts = [layout for sheet in raw.sheets if (layout := _layout(sheet))]
    return any(layout.department or "department" in layout.table.columns for layout in layouts)


def parse(raw: RawFile) -> tuple[ParsedSheet, ...]:
    """The sheets of the file as `recorded` frames, one line a filled cell. Empty sheets are left out.

    A sheet of no single département (the whole country) is not kept: a notice says so.
    """
    return tuple(_parse_sheet(sheet) for sheet in raw.sheets if any(map(any, sheet.cells)))


def month_of(cell: Cell) -> Month | None:
    """The year and month that a header names (a date, `2019_01`, `01/2019`, `01/01/2019`, `janv-19`); None if none."""
    if isinstance(cell, date):
        return cell.year, cell.month
    words = fold(str(cell))
    if found := _YEAR_FIRST.fullmatch(words):
        year, month = int(found[1]), int(found[2])
    elif found := _MONTH_FIRST.fullmatch(words):
        year, month = int(found[2]), int(found[1])
    elif found := _MONTH_NAMED.fullmatch(words):
        year = int(found[2]) + (2000 if len(found[2]) == 2 else 0)
        month = next((i for i, name in enumerate(_MONTHS, 1) if found[1].startswith(name)), 0)
    else:
        return None
    return (year, month) if 1 <= month <= 12 else None


def _layout(sheet: RawSheet) -> _Layout | None:
    for header, cells in enumerate(sheet.cells[:_HEADER_ROWS]):
        months = {at: month for at, cell in enumerate(cells) if (month := month_of(cell))}
        table = table_of(sheet, _NAMES, header) if len(months) >= _FEWEST_MONTHS else None
        if table is not None and "index" in table.columns:
            last_word = fold(sheet.name, keep_brackets=True).rpartition(" ")[2]
            return _Layout(table, months, territory_code(last_word.removeprefix("dep")))
    return None


def _parse_sheet(sheet: RawSheet) -> ParsedSheet:
    layout = _layout(sheet)
    if layout is None or not (layout.department or "department" in layout.table.columns):
        notice = "Cette feuille n’est pas celle d’un département\u00a0: elle n’est pas reprise."
        return ParsedSheet(sheet.name, None, None, notices=(notice,))
    table = layout.table
    rows = [row for row in table.rows if index_of(table.cell(row, "index"))]
    departments = _departments(layout, rows)
    grid = grid_of(sheet, rows, list(layout.months))
    known = sorted(layout.months.values())
    return ParsedSheet(
        sheet=sheet.name,
        recognised=RECORDED.code,
        header_row=table.header + 1,
        columns=table.letters(),
        unmatched=tuple(header for header in table.unmatched() if not month_of(header)),
        given=_frame(layout, grid, departments),
        faults=(*_department_faults(table, rows, departments), *grid.faults()),
        notices=grid.notices(),
        first_date=date(*known[0], 1),
        last_date=_month_end(known[-1]),
    )


def _frame(layout: _Layout, grid: Grid, departments: Sequence[str | None]) -> pd.DataFrame:
    table, months = layout.table, list(layout.months.values())
    labels = [text_of(table.cell(row, "label")) if "label" in table.columns else None for row in grid.rows]
    values: dict[str, Values] = {
        "source": "etat4001_months",
        "department": grid.by_row(departments),
        "year": grid.by_column([year for year, _ in months]),
        "month": grid.by_column([month for _, month in months]),
        "index": grid.by_row([index_of(table.cell(row, "index")) for row in grid.rows]),
        "label": grid.by_row(labels),
        "count": grid.filled_counts(),
        "source_column": grid.letters(),
    }
    return frame_of(RECORDED, grid.row_numbers(), values)


def _departments(layout: _Layout, rows: list[int]) -> list[str | None]:
    if "department" not in layout.table.columns:
        return [layout.department] * len(rows)
    return [territory_code(layout.table.cell(row, "department")) for row in rows]


def _department_faults(table: Table, rows: list[int], departments: list[str | None]) -> list[Fault]:
    faults = []
    for row, department in zip(rows, departments, strict=True):
        if department is None:
            value = text_of(table.cell(row, "department"))
            cell = address(row, table.columns["department"])
            what = f"«\u00a0{value or ''}\u00a0» n’est pas un département. Corrigez la cellule."
            message = sentence(table.sheet.name, cell, what)
            rule = Rule.UNKNOWN_LIST_VALUE if value else Rule.REQUIRED
            faults.append(Fault(table.sheet.name, cell, row + 1, "department", rule, value, message))
    return faults


def _month_end(month: Month) -> date:
    middle_of_next = date(*month, 15) + timedelta(days=31)
    return middle_of_next.replace(day=1) - timedelta(days=1)
