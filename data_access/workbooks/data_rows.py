"""Which rows below a header hold data, which state a total, and which are not read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data_access.workbooks.convert import is_empty
from data_access.workbooks.match import Match
from data_access.workbooks.personal import personal_content
from data_access.workbooks.raw import Cell, RawSheet

_TOTAL = re.compile(r"\W*(?:(?P<sub>sous)\W+)?tota(?:l|ux)\b|\W*(?:ensemble|cumul)\W*$", re.IGNORECASE)
_TOTAL_WORDS = re.compile(r"tota|ensemble|cumul", re.IGNORECASE)  # in every text that the former matches
_NO_COLUMN = "aucune colonne reconnue n’y est remplie"
_NOTE = "un seul texte y suit le total\u00a0: elle a été prise pour une note"

Cells = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class DataRows:
    """The 0-based rows below a header: data, totals of the whole (those of a part are in no list), unread and why."""

    data: Sequence[int]
    totals: Sequence[int]
    unread: Mapping[int, str]


def sort_rows(raw: RawSheet, match: Match) -> DataRows:
    """Part the rows below the header; empty ones are in no list."""
    cells, rows = raw.cells, range(match.header_row + 1, len(raw.cells))
    labelled = {row for row in _total_rows(cells, rows) if not _is_whole(cells[row], match)}
    totals = [row for row in labelled if not _is_subtotal(cells[row])]
    blank = [row for row in _blank_rows(cells, rows, match) if row not in labelled]
    unread = {row: _NO_COLUMN for row in blank if not all(map(is_empty, cells[row]))}
    below = range(totals[-1] + 1, len(cells)) if totals else ()
    unread |= {row: _NOTE for row in below if row not in labelled and _is_note(cells[row])}
    passed_over = {*labelled, *blank, *unread}
    data = [row for row in rows if row not in passed_over] if passed_over else rows
    return DataRows(data, totals, dict(sorted(unread.items())))


def _is_whole(cells: Sequence[Cell], match: Match) -> bool:
    """Whether a row has all that its sheet requires beside the "Total": that is then a word of it, and no total."""
    label = next(at for at, cell in enumerate(cells) if not is_empty(cell))
    columns = (match.columns.get(column.field) for column in match.sheet.columns if column.required)
    required = [at for at in columns if at is not None and at != label]
    return len(required) > 1 and all(at < len(cells) and not is_empty(cells[at]) for at in required)


def _blank_rows(cells: Cells, rows: Sequence[int], match: Match) -> Sequence[int]:
    """The rows in which all matched columns are empty."""
    # The date first: it is seldom empty, and has few distinct values.
    for at in sorted(set(match.columns.values()), key=lambda at: at != match.columns.get(match.sheet.event_date or "")):
        rows = _empty_at(cells, rows, at)
    return rows


def _total_rows(cells: Cells, rows: Sequence[int]) -> set[int]:
    """The rows whose first filled cell announces a total."""
    found: set[int] = set()
    at = 0
    while rows:
        column = _column(cells, rows, at)
        words = {cell for cell in column if isinstance(cell, str)}
        if _TOTAL_WORDS.search("\n".join(words)):
            labels = {word for word in words if _TOTAL.match(word)}
            found |= {row for row, cell in zip(rows, column, strict=True) if cell in labels}
        at += 1
        rows = [row for row in _empty_at(cells, rows, at - 1) if at < len(cells[row])]
    return found


def _empty_at(cells: Cells, rows: Sequence[int], at: int) -> Sequence[int]:
    column = _column(cells, rows, at)
    empty = {cell for cell in set(column) if is_empty(cell)}
    return [row for row, cell in zip(rows, column, strict=True) if cell in empty] if empty else ()


def _column(cells: Cells, rows: Sequence[int], at: int) -> list[Cell]:
    return [cells[row][at] if at < len(cells[row]) else "" for row in rows]


def _is_subtotal(cells: Sequence[Cell]) -> bool:
    label = next(cell for cell in cells if not is_empty(cell))
    found = _TOTAL.match(label) if isinstance(label, str) else None
    return found is not None and found["sub"] is not None


def _is_note(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if not is_empty(cell)]
    # One that names somebody is held against the rules of its column, which refuse the sheet.
    return len(filled) == 1 and isinstance(filled[0], str) and personal_content(filled[0]) is None
