"""What a file says of itself: total rows, a count in a title, the period it covers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data_access.workbooks import convert
from data_access.workbooks.match import Match
from data_access.workbooks.raw import Cell, RawSheet
from domain.sheets import Column, Kind
from domain.text import fold
from domain.windows import Window

_TOTAL = re.compile(r"\W*(?:(?P<sub>sous)\W+)?tota(?:l|ux)\b|\W*(?:ensemble|cumul)\W*$", re.IGNORECASE)
_DAY = r"(\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
_PERIOD = re.compile(
    rf"du\s+{_DAY}\s+(?:au|jusqu.?au)\s+(?:et y compris )?(?:le )?{_DAY}",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?<![\d/])(\d[\d \u00a0\u202f]*)\s+(\w+)")


@dataclass(frozen=True)
class ControlTotals:
    """French sentences on what the file announces against what was read."""

    notices: tuple[str, ...]


def is_total_row(cells: Sequence[Cell]) -> bool:
    """Whether the first filled cell of a row announces a total."""
    return _total_label(cells) is not None


def _total_label(cells: Sequence[Cell]) -> re.Match[str] | None:
    first = next((cell for cell in cells if not convert.is_empty(cell)), "")
    return _TOTAL.match(first) if isinstance(first, str) else None


def stated_period(raw: RawSheet, header_row: int) -> Window | None:
    """The period that a line above the header states ("du 01/10/2026 au 23/11/2026"); None without one."""
    for row in raw.cells[:header_row]:
        for cell in row:
            found = _PERIOD.search(cell) if isinstance(cell, str) else None
            if found:
                try:
                    return Window(convert.day(found[1]), convert.day(found[2]))
                except ValueError:
                    continue  # a title that only looks like a period states nothing
    return None


def control_totals(
    raw: RawSheet, match: Match, values: Mapping[str, Sequence[object]], total_rows: Sequence[int]
) -> ControlTotals:
    """Compare the file's own totals and counts with the rows read (faulty ones included)."""
    read = len(next(iter(values.values()), []))
    notices = [notice for row in total_rows for notice in _compare_total(raw, match, values, row)]
    announced = _announced_count(raw, match)
    if announced is not None and announced != read:
        notices.append(f"Le titre annonce {announced} lignes, {read} ont été lues\u00a0: vérifiez la feuille.")
    return ControlTotals(tuple(notices))


def _compare_total(raw: RawSheet, match: Match, values: Mapping[str, Sequence[object]], row: int) -> list[str]:
    notices = []
    label = _total_label(raw.cells[row])
    if label is None or label["sub"]:
        return []  # of which rows a subtotal is the sum is not said
    equal = 0
    for field, at in match.columns.items():
        column = match.sheet.column(field)
        stated = _number_at(raw, row, at)
        if stated is None or column.kind not in (Kind.INT, Kind.FLOAT) or column.unit == "degrés":
            continue
        summed = sum(value for value in values[field] if isinstance(value, int | float))
        if abs(stated * match.factors.get(field, 1) - summed) <= 0.005 * max(1.0, abs(summed)) ** 0.5:
            equal += 1
        else:
            notices.append(_differs(column, row, stated, summed))
    if equal and not notices:
        notices.append(f"Ligne {row + 1}\u00a0: les totaux du fichier sont ceux des lignes lues ({equal} colonne(s)).")
    return notices


def _differs(column: Column, row: int, stated: float, summed: float) -> str:
    return (
        f"Ligne {row + 1}\u00a0: le fichier annonce {stated:g} pour «\u00a0{column.header}\u00a0», "
        f"les lignes lues font {summed:g}. Vérifiez les lignes et le total."
    )


def _number_at(raw: RawSheet, row: int, at: int) -> float | None:
    cell = raw.cells[row][at] if at < len(raw.cells[row]) else ""
    if convert.is_empty(cell):
        return None
    try:
        return convert.number(cell)
    except ValueError:
        return None  # a word in a total row is no total


def _announced_count(raw: RawSheet, match: Match) -> int | None:
    words = {word for name in match.sheet.names() for word in name.split() if len(word) > 3} | {"lignes"}
    for row in raw.cells[: match.header_row]:
        for cell in row:
            for found in _COUNT.finditer(cell) if isinstance(cell, str) else ():
                if fold(found[2]) in words:
                    return int(convert.number(found[1]))
    return None
