"""The cells of a sheet as its reader gives them, made the same whatever the format, in place: there may be millions."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from data_access.workbooks.guards import Content
from data_access.workbooks.raw import Cell, position

_MIDNIGHT = time()
_DURATION = re.compile(r"PT(\d{1,9})H(\d{1,2})M(\d{1,2})(?:[.,]\d*)?S")


def normalise(rows: list[list[Cell]], kind: Content) -> None:
    """Make a date-time at midnight a date, a whole number of a .xls a float, a long duration of an .ods a duration."""
    changes = _CHANGES[kind]
    types = frozenset(changes)
    for row in rows:
        if not types.isdisjoint(map(type, row)):
            row[:] = [changes[type(cell)](cell) if type(cell) in types else cell for cell in row]


def blank(rows: list[list[Cell]], cells: Iterable[str]) -> None:
    """Empty the cells at those addresses, where the sheet reaches so far."""
    for cell in cells:
        row, column = position(cell)
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = ""


def _date(cell: datetime) -> Cell:
    return cell.date() if cell.time() == _MIDNIGHT else cell


def _duration(cell: str) -> Cell:
    found = _DURATION.fullmatch(cell) if cell.startswith("PT") else None
    return timedelta(hours=int(found[1]), minutes=int(found[2]), seconds=int(found[3])) if found else cell


# Each change is called with cells of its own type alone, which a mapping by type cannot say to the type checker.
_CHANGES: Mapping[Content, Mapping[type, Callable[[Any], Cell]]] = {
    Content.XLSX: {datetime: _date},
    Content.XLS: {datetime: _date, int: float},
    Content.ODS: {datetime: _date, str: _duration},
}
