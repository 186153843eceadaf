"""Building the frame of a published sheet, and reading what its cells hold, whole columns at once."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from data_access.workbooks.raw import Cell
from domain.sheets import Kind, Sheet
from domain.territories import department_code

_DTYPES = {Kind.INT: "Int64", Kind.FLOAT: "Float64"}
_OVERSEAS = frozenset({"975", "977", "978", "986", "987", "988"})
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d*)?(?:[eE][+-]?\d+)?")
_SPACES = str.maketrans("", "", " \u00a0\u202f")

Values = Any
"""A column's values, as a list or an array, or the one value of all rows: whatever a Series can be made of."""


def frame_of(sheet: Sheet, rows: Sequence[int] | np.ndarray, values: Mapping[str, Values]) -> pd.DataFrame:
    """The frame of a declared sheet: all its fields, in order, indexed by the row numbers given.

    `values` holds a column's values, or the one value of all rows; a field it lacks is missing throughout.
    """
    index = pd.Index(np.asarray(rows, dtype="int64"))
    columns = {}
    for column in sheet.columns:
        given = values.get(column.field)
        given = [None] * len(index) if given is None else given  # a lone None would become NaN
        columns[column.field] = pd.Series(given, index=index, dtype=_DTYPES.get(column.kind, "object"))
    return pd.DataFrame(columns, index=index)


def text_of(cell: Cell) -> str | None:
    """What a cell says as text, a whole number without its decimals; None where it is empty, or null in JSON."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return None if cell is None else str(cell).strip() or None


def number_of(cell: Cell) -> float | None:
    """The number in a cell, with a decimal comma or point, spaces between thousands or an exponent; None if none."""
    if isinstance(cell, float | int):
        return float(cell)
    text = str(cell).translate(_SPACES)
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def territory_code(cell: Cell) -> str | None:
    """The code of a département, or of a collectivity overseas that published series also count; None if neither."""
    text = text_of(cell) or ""
    return text if text in _OVERSEAS else department_code(text)


def grouped(number: int) -> str:
    """A whole number as French writes it: 1 484, with narrow no-break spaces."""
    return f"{number:,}".replace(",", "\u202f")


def counted(number: int, one: str, several: str) -> tuple[str, ...]:
    """A notice that counts things, in the singular or the plural; none where there is nothing to count."""
    return (f"{grouped(number)} {one if number == 1 else several}",) if number else ()
