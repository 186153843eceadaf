"""Columns that join what is declared as two: seen by their cells, proposed as parts."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import time

from data_access.workbooks import convert
from data_access.workbooks.known import Known
from data_access.workbooks.match import Match
from data_access.workbooks.parsed import Suggestion
from data_access.workbooks.parts import Part, has_parts, take
from data_access.workbooks.raw import Cell, RawSheet
from data_access.workbooks.resemblance import ENOUGH, nearest
from domain.sheets import Column, Kind
from domain.text import fold

_SAMPLE = 20
_MOST = 0.8  # the share of the cells that must have two parts
_HALVES = re.compile(r"\s*[/|>-]\s*|\s+et\s+")
_SURE = 100.0


def sample(raw: RawSheet, match: Match, at: int) -> list[Cell]:
    """The first filled cells of a column below the headers."""
    rows = raw.cells[match.header_row + 1 : match.header_row + 1 + _SAMPLE]
    return [row[at] for row in rows if at < len(row) and not convert.is_empty(row[at])]


def free_columns(match: Match) -> list[Column]:
    """The declared columns that nothing gives yet, but those that an analyst wants so."""
    set_by_hand = {given.field for given in match.layout.assignments} if match.layout else set()
    given = match.columns.keys() | match.constants.keys() | set_by_hand
    return [column for column in match.sheet.columns if column.field not in given]


def splits(raw: RawSheet, match: Match, at: int, known: Known) -> list[Suggestion]:
    """What parts of a column's cells may give, where most of them hold two things that no field takes whole."""
    cells = sample(raw, match, at)
    taken = {match.parts[name] for name, read in match.columns.items() if read == at and name in match.parts}
    if taken:  # set by the analyst already; of a moment, the hour may be still to say
        hours = [column for column in match.sheet.columns if column.kind is Kind.TIME][:1]
        hours = [column for column in hours if column in free_columns(match)]
        rest = hours if taken == {Part.DATE} and any(has_parts(Part.DATE, cell) for cell in cells) else []
        return [Suggestion(match.headers[at], column.field, _SURE, Part.TIME) for column in rest]
    for first, split in ((Part.DATE, _moment), (Part.FIRST, _halves), (Part.CODE, _coded)):
        if cells and sum(has_parts(first, cell) for cell in cells) >= _MOST * len(cells):
            found = {column.field: part for column, part in split(match, at, cells, known)}
            if found:
                return [Suggestion(match.headers[at], name, _SURE, part) for name, part in found.items()]
    return []


Splits = Iterator[tuple[Column, Part]]


def _moment(match: Match, at: int, cells: Sequence[Cell], _known: Known) -> Splits:
    if all(take(Part.TIME, cell) in (time(), "00:00", "0:00", "00:00:00") for cell in cells):
        return  # an export writes midnight behind each day
    own = _meant(match, at)
    days = [own] if own is not None and own.kind in (Kind.DATE, Kind.PERIOD) else []
    days += [column for column in free_columns(match) if column.kind is Kind.DATE]
    hours = [column for column in free_columns(match) if column.kind is Kind.TIME]
    if days and (hours or any(isinstance(cell, str) for cell in cells)):
        yield days[0], Part.DATE
        yield from ((column, Part.TIME) for column in hours[:1])


def _coded(match: Match, at: int, cells: Sequence[Cell], known: Known) -> Splits:
    own = _meant(match, at)
    if own is None or not (own.kind in (Kind.CODE, Kind.UAI) or own.field == "commune"):
        return
    labels = {take(Part.LABEL, cell) for cell in cells}
    # "Secteur 1", "Secteur 2" are whole names.
    if _is_taken(own, Part.WHOLE, cells, known, unless_known=False) or (len(labels) == 1 < len(cells)):
        return
    yield own, Part.CODE
    if own.field in match.sheet.key:
        yield from ((column, Part.LABEL) for column in free_columns(match) if column.field == "name")


def _halves(match: Match, at: int, cells: Sequence[Cell], known: Known) -> Splits:
    own = _meant(match, at)
    if own is None or own.kind not in (Kind.CODE, Kind.CHOICE, Kind.UAI):
        return
    if _is_taken(own, Part.WHOLE, cells, known, unless_known=False):
        return
    key = own.field in match.sheet.key and match.sheet.book == "plan"
    order = (Part.FIRST, Part.LAST) if own.kind is Kind.CHOICE or key else (Part.LAST, Part.FIRST)
    mine = next((part for part in order if _is_taken(own, part, cells, known)), None)
    if mine is None:
        return
    yield own, mine
    other = Part.LAST if mine is Part.FIRST else Part.FIRST
    free = [column for column in free_columns(match) if column is not own]
    fitting = [column for column in free if column.kind is Kind.CHOICE and _is_taken(column, other, cells, known)]
    fitting += [column for column in free if key and column.field == "name"]
    fitting += _named_half(match.headers[at], other, free)
    yield from ((column, other) for column in fitting[:1])


def _named_half(header: str, part: Part, free: Sequence[Column]) -> list[Column]:
    halves = _HALVES.split(header)
    found = nearest([halves[0] if part is Part.FIRST else halves[-1]], free) if len(halves) == 2 else None
    return [found[0]] if found is not None and found[1] >= ENOUGH else []


def _meant(match: Match, at: int) -> Column | None:
    """The field that reads a column, else the free one that its header resembles."""
    own = next((name for name, read in match.columns.items() if read == at), None)
    if own is not None:
        return match.sheet.column(own)
    found = nearest([match.headers[at], *match.names[at]], free_columns(match))
    return found[0] if found is not None and found[1] >= ENOUGH else None


def _is_taken(column: Column, part: Part, cells: Sequence[Cell], known: Known, *, unless_known: bool = True) -> bool:
    """Whether a column takes that part of most cells; `unless_known` where the codes are not known."""
    convert_cell = convert.converter(column)
    if column.references is not None:
        codes = known.resolver(column.references)
        return (
            _share(lambda cell: codes[fold(convert.text(cell), keep_brackets=True)], part, cells)
            if codes
            else (unless_known)
        )
    if column.kind in (Kind.CODE, Kind.TEXT):
        return unless_known
    return _share(convert_cell, part, cells)


def _share(convert_cell: Callable[[Cell], object], part: Part, cells: Sequence[Cell]) -> bool:
    return sum(_converts(convert_cell, take(part, cell)) for cell in cells) >= _MOST * len(cells)


def _converts(convert_cell: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        convert_cell(cell)
    except (ValueError, KeyError):
        return False
    return True
