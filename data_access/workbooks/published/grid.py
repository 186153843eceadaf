"""A block of counts, indexes in rows and something in columns, turned into one line a filled cell."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.workbooks.published.frames import counted, number_of, text_of
from data_access.workbooks.raw import Cell, RawSheet, address, column_letter
from data_access.workbooks.sentences import sentence
from domain.faults import Fault, Rule


@dataclass(frozen=True)
class Grid:
    """The counts at some rows and columns (both 0-based) of a sheet.

    `filled` and `wrong` have the shape of the block: cells that hold something, and those that hold no whole
    number from 0 up. `counts` is missing (NaN) at both empty and wrong ones.
    """

    sheet: RawSheet
    rows: list[int]
    columns: list[int]
    counts: np.ndarray
    filled: np.ndarray
    wrong: np.ndarray

    def row_numbers(self) -> np.ndarray:
        """The number in the sheet, from 1, of each filled cell's row."""
        return np.array(self.rows, dtype="int64")[np.nonzero(self.filled)[0]] + 1

    def by_row(self, values: Sequence[object]) -> np.ndarray:
        """One value a row, brought to each filled cell."""
        return _objects(values)[np.nonzero(self.filled)[0]]

    def by_column(self, values: Sequence[object]) -> np.ndarray:
        """One value a column, brought to each filled cell."""
        return _objects(values)[np.nonzero(self.filled)[1]]

    def letters(self) -> np.ndarray:
        """The column letter of each filled cell."""
        return self.by_column([column_letter(at) for at in self.columns])

    def filled_counts(self) -> pd.arrays.IntegerArray:
        """The count of each filled cell, missing where it is wrong."""
        counts = self.counts[self.filled]
        missing = np.isnan(counts)
        return pd.arrays.IntegerArray(np.where(missing, 0, counts).astype("int64"), missing)

    def faults(self) -> tuple[Fault, ...]:
        """One fault a wrong cell."""
        return tuple(self._fault(self.rows[i], self.columns[j]) for i, j in np.argwhere(self.wrong))

    def notices(self) -> tuple[str, ...]:
        """How many cells are empty, if any."""
        empty = int((~self.filled).sum())
        return counted(empty, "case vide, qui ne donne aucune ligne.", "cases vides, qui ne donnent aucune ligne.")

    def _fault(self, row: int, column: int) -> Fault:
        value = text_of(self.sheet.cells[row][column])
        cell = address(row, column)
        what = f"«\u00a0{value}\u00a0» n’est pas un nombre entier de faits. Corrigez la cellule."
        message = sentence(self.sheet.name, cell, what)
        return Fault(self.sheet.name, cell, row + 1, "count", Rule.TYPE, value, message)


def grid_of(sheet: RawSheet, rows: list[int], columns: list[int]) -> Grid:
    """Read the block of a sheet at these rows and columns; a column beyond a row's end is empty there."""
    cells = np.empty((len(rows), len(columns)), dtype=object)
    for i, row in enumerate(rows):
        cells[i] = [_cell(sheet.cells[row], column) for column in columns]
    filled = cells != ""
    typed = [number_of(cell) if isinstance(cell, str) else cell for cell in cells.ravel()]  # `1 234` is a number
    numbers = pd.to_numeric(pd.Series(typed, dtype=object), errors="coerce")
    counts = numbers.to_numpy(dtype=float).reshape(cells.shape)
    sound = (counts >= 0) & (counts == np.floor(counts)) & (counts < 2**53)
    return Grid(sheet, rows, columns, np.where(sound, counts, np.nan), filled, filled & ~sound)


def index_of(cell: Cell) -> str | None:
    """The number of an État 4001 index as text, None where the cell holds none (a total, a footnote)."""
    text = text_of(cell) or ""
    return text if text.isdigit() else None


def _cell(row: list[Cell], column: int) -> Cell:
    cell = row[column] if column < len(row) else ""
    return "" if isinstance(cell, str) and cell.isspace() else cell


def _objects(values: Sequence[object]) -> np.ndarray:
    objects = np.empty(len(values), dtype=object)
    objects[:] = values
    return objects
