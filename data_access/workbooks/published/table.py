"""A published sheet that is a plain table: its headers in one row, one thing a row below."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from data_access.workbooks.published.frames import text_of
from data_access.workbooks.raw import Cell, RawSheet, column_letter
from domain.text import fold

Read = TypeVar("Read")


@dataclass(frozen=True)
class Table:
    """A sheet, the 0-based row of its headers, and the 0-based column of each field found."""

    sheet: RawSheet
    header: int
    columns: Mapping[str, int]

    @cached_property
    def rows(self) -> list[int]:
        """The 0-based rows below the headers that hold something."""
        cells = self.sheet.cells
        return [row for row in range(self.header + 1, len(cells)) if any(map(text_of, cells[row]))]

    def read(self, field: str, reader: Callable[[Cell], Read]) -> list[Read]:
        """What `reader` makes of the field's cell in each filled row."""
        return [reader(self.cell(row, field)) for row in self.rows]

    def cell(self, row: int, field: str) -> Cell:
        """The field's cell in a 0-based row, "" where the row is too short."""
        cells, at = self.sheet.cells[row], self.columns[field]
        return cells[at] if at < len(cells) else ""

    def row_numbers(self) -> list[int]:
        """The filled rows' numbers in the sheet, from 1."""
        return [row + 1 for row in self.rows]

    def letters(self) -> dict[str, str]:
        """The column letter of each field found."""
        return {field: column_letter(at) for field, at in self.columns.items()}

    def unmatched(self) -> tuple[str, ...]:
        """The headers that are no field."""
        known = set(self.columns.values())
        headers = (text_of(cell) for at, cell in enumerate(self.sheet.cells[self.header]) if at not in known)
        return tuple(header for header in headers if header)


def table_of(sheet: RawSheet, names: Mapping[str, tuple[str, ...]], header: int = 0) -> Table:
    """The table under the given row; `names` are the folded headers of each field, the preferred first."""
    cells = sheet.cells[header] if header < len(sheet.cells) else []
    places = {fold(str(cell)): at for at, cell in reversed(list(enumerate(cells)))}
    columns = {
        field: next(places[name] for name in known if name in places)
        for field, known in names.items()
        if places.keys() & set(known)
    }
    return Table(sheet, header, columns)
