"""A file as it was read, before anything is recognised in it: cells with their addresses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.faults import REFUSAL_SENTENCES, Refusal

Cell = object
"""What a cell holds: str ("" where empty), float, bool, date, datetime, time or timedelta."""


@dataclass(frozen=True)
class RawSheet:
    """One sheet: `cells[i][j]` is the cell of row i + 1 and column j + 1 of the file, leading empty ones kept.

    `errors` maps an address (`C17`) to the error a formula left there (`#DIV/0!`). Hidden rows and
    columns are numbered from 1; they are in `cells` like the others. `merged` are the merged ranges, each its
    first row, first column, last row and last column, from 0; the value stands in the first cell, the others are "".
    `delimited` says that a separator parts the cells, as in a .csv.
    `unreadable` are the addresses of the cells of which a character is lost.
    """

    name: str
    cells: list[list[Cell]]
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: Mapping[str, str] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    delimited: bool = field(default=False, compare=False)
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True)
class RawFile:
    """A readable file: its sheets, or the parsed JSON object of a .geojson (then `sheets` is empty).

    `asides` are the texts beside the cells: comments, and the headers and footers of pages.
    """

    name: str
    sha256: str
    size: int
    sheets: tuple[RawSheet, ...]
    geojson: Mapping[str, object] | None = None
    asides: tuple[str, ...] = ()


class RefusedFile(Exception):
    """A file that is refused whole: the rule, and one French sentence that names the file and the cause."""

    def __init__(self, name: str, rule: Refusal, detail: str = "") -> None:
        self.rule = rule
        self.message = f"{name}\u00a0: {REFUSAL_SENTENCES[rule].format(detail=detail)}"
        super().__init__(self.message)


def column_letter(index: int) -> str:
    """The letter(s) of the column at that 0-based index: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


def position(cell: str) -> tuple[int, int]:
    """The 0-based row and column of the cell at that address: A1 is (0, 0). Raises ValueError for any other text."""
    found = _ADDRESS.fullmatch(cell)
    if found is None:
        raise ValueError(cell)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def address(row: int, column: int) -> str:
    """The address of the cell at those 0-based indexes: (0, 0) is A1."""
    return f"{column_letter(column)}{row + 1}"
