"""What of a cell is taken where a file joins in one column what is declared as two."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum

from data_access.workbooks.raw import Cell


class Part(StrEnum):
    """The part of a cell that gives a field its value."""

    WHOLE = "whole"
    DATE = "date"
    TIME = "time"
    CODE = "code"
    LABEL = "label"
    FIRST = "first"
    LAST = "last"


PART_LABELS: dict[Part, str] = {
    Part.WHOLE: "toute la cellule",
    Part.DATE: "la date (« 13/01/2026 14:30 »)",
    Part.TIME: "l’heure (« 13/01/2026 14:30 »)",
    Part.CODE: "le code (« Toulouse (31555) », « 31555 Toulouse »)",
    Part.LABEL: "le nom (« Toulouse (31555) », « 31555 Toulouse »)",
    Part.FIRST: "ce qui précède la barre (« PN/BAC »)",
    Part.LAST: "ce qui suit la barre (« PN/BAC »)",
}

_CLOCK = re.compile(r"(?:^|[\sT])(\d{1,2}\s*[h:H]\s*(?:\d{2})?(?::\d{2})?)\s*$")
_CODE = re.compile(r"[(\[]\s*(\d\w*|[A-Z]+[\d-]\w*)\s*[)\]]|^\s*(\d\w*)\b[\s:,-]|[\s:,-](\d\w*)\s*$")
_BAR = re.compile(r"\s*[/|]\s*")


def take(part: Part, cell: Cell) -> Cell:
    """That part of a cell; the cell itself where it has no such part, for the column's own rule to judge."""
    return _TAKERS[part](cell)


def _date(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.date()
    return _CLOCK.sub("", cell).strip(" ,à") if isinstance(cell, str) else cell


def _time(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, date):
        return time()  # a day at midnight: readers give it as a date
    found = _CLOCK.search(cell) if isinstance(cell, str) else None
    return found[1] if found else cell


def _code(cell: Cell) -> Cell:
    found = _CODE.search(cell) if isinstance(cell, str) else None
    return next(group for group in found.groups() if group) if found else cell


def _label(cell: Cell) -> Cell:
    return _CODE.sub("", cell).strip(" :,-") if isinstance(cell, str) else cell


def _first(cell: Cell) -> Cell:
    return _BAR.split(cell, maxsplit=1)[0].strip() if isinstance(cell, str) else cell


def _last(cell: Cell) -> Cell:
    return _BAR.split(cell)[-1].strip() if isinstance(cell, str) else cell


_TAKERS: dict[Part, Callable[[Cell], Cell]] = {
    Part.WHOLE: lambda cell: cell,
    Part.DATE: _date,
    Part.TIME: _time,
    Part.CODE: _code,
    Part.LABEL: _label,
    Part.FIRST: _first,
    Part.LAST: _last,
}
