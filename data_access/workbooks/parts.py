"""What of a cell is taken where a file joins in one column what is declared as two."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum

from data_access.workbooks import convert
from data_access.workbooks.raw import Cell


class Part(StrEnum):
    """The part of a cell that gives a field its value."""

    WHOLE = "whole"
    DATE = "date"
    TIME = "time"
    MONTH = "month"
    CODE = "code"
    LABEL = "label"
    FIRST = "first"
    LAST = "last"


PART_LABELS: dict[Part, str] = {
    Part.WHOLE: "toute la cellule",
    Part.DATE: "la date («\u00a013/01/2026 14:30\u00a0»)",
    Part.TIME: "l’heure («\u00a013/01/2026 14:30\u00a0»)",
    Part.MONTH: "le premier jour du mois («\u00a02026-01\u00a0», «\u00a0janvier 2026\u00a0»)",
    Part.CODE: "le code («\u00a0Toulouse (31555)\u00a0», «\u00a031555 Toulouse\u00a0»)",
    Part.LABEL: "le nom («\u00a0Toulouse (31555)\u00a0», «\u00a031555 Toulouse\u00a0»)",
    Part.FIRST: "ce qui précède la barre («\u00a0PN/BAC\u00a0»)",
    Part.LAST: "ce qui suit la barre («\u00a0PN/BAC\u00a0»)",
}

_DAY = r"(?P<day>\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4})"
# An offset says which clocks: the hour is the one that they showed.
_CLOCK = r"(?P<clock>\d{1,2}\s*[h:](?:\s*\d{2}(?::\d{2})?)?)(?:[.,]\d+)?(?:[+-]\d{2}:?\d{2})?"
_MOMENT = re.compile(rf"\s*{_DAY}(?:\s*,\s*|\s+à\s*|\s+-\s+|\s+|T){_CLOCK}\s*$", re.IGNORECASE)
_LONE_DAY = re.compile(rf"\s*{_DAY}\s*$")
# A code has a digit ("31555", "2A004", "S1", "ZSP-12"), but "13e" counts; in brackets capitals will do ("(BAC)").
_WORD_WITH_DIGIT = r"(?P<code>(?!\d+(?:er|e|ème|eme)\b)(?=[\w-]*\d)[^\W_][\w-]*)"
_BETWEEN = r"(?:\s*[:/|]\s*|\s+[-–—]\s+|\s+)"
_CODED = (
    re.compile(r"\s*(?P<label>.*\S)\s*[(\[]\s*(?P<code>[A-Z][A-Z0-9-]+|[^\W_]*\d[\w-]*)\s*[)\]]\s*$"),
    re.compile(rf"\s*{_WORD_WITH_DIGIT}{_BETWEEN}(?P<label>.*\S)\s*$"),
    re.compile(rf"\s*(?P<label>.*?\S){_BETWEEN}{_WORD_WITH_DIGIT}\s*$"),
)
_BAR = re.compile(r"\s*[/|>›→]\s*|\s+[-–—]\s+")


def take(part: Part, cell: Cell) -> Cell:
    """That part of a cell; the cell itself where it has no such part, for the column's own rule to judge."""
    return _TAKERS[part](cell)


def has_parts(first: Part, cell: Cell) -> bool:
    """Whether a cell holds two parts, of which `first` (DATE, CODE or FIRST) is the one."""
    if not isinstance(cell, str):
        return first is Part.DATE and isinstance(cell, datetime)
    if first is Part.DATE:
        return _MOMENT.match(cell) is not None
    return _coded(cell) is not None if first is Part.CODE else len(_pieces(cell)) == 2


def _date(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.date()
    found = _MOMENT.match(cell) if isinstance(cell, str) else None
    return found["day"] if found else cell


def _time(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, date):
        return time()  # a day at midnight: readers give it as a date
    if not isinstance(cell, str):
        return cell
    if found := _MOMENT.match(cell):
        return found["clock"]
    return "" if _LONE_DAY.match(cell) else cell  # a day alone says no hour


def _coded(cell: str) -> re.Match[str] | None:
    return next((found for pattern in _CODED if (found := pattern.match(cell))), None)


def _code(cell: Cell) -> Cell:
    found = _coded(cell) if isinstance(cell, str) else None
    return found["code"] if found else cell


def _label(cell: Cell) -> Cell:
    found = _coded(cell) if isinstance(cell, str) else None
    return found["label"] if found else cell


def _pieces(cell: str) -> list[str]:
    return [piece for piece in (piece.strip() for piece in _BAR.split(cell)) if piece]


def _month(cell: Cell) -> Cell:
    try:
        return convert.month(cell)
    except ValueError:
        return cell


def _first(cell: Cell) -> Cell:
    pieces = _pieces(cell) if isinstance(cell, str) else []
    return pieces[0] if pieces else cell


def _last(cell: Cell) -> Cell:
    pieces = _pieces(cell) if isinstance(cell, str) else []
    return pieces[-1] if pieces else cell


_TAKERS: dict[Part, Callable[[Cell], Cell]] = {
    Part.WHOLE: lambda cell: cell,
    Part.DATE: _date,
    Part.TIME: _time,
    Part.MONTH: _month,
    Part.CODE: _code,
    Part.LABEL: _label,
    Part.FIRST: _first,
    Part.LAST: _last,
}
