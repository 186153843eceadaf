"""Which declared sheet a sheet is, where its header stands, and which column is which.

The header row is searched below title lines; headers are compared without case, accents,
punctuation, extra spaces or a unit in brackets, with the declared names and their synonyms, and
with what an analyst mapped once for that service.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from data_access.workbooks.instructions import Layout, Memory
from data_access.workbooks.parts import Part
from data_access.workbooks.raw import Cell, RawSheet
from domain.sheets import WORKBOOK_SHEETS, Kind, Sheet
from domain.text import fold

HEADER_SEARCH_ROWS = 40
_UNIT = re.compile(r"[(\[]\s*(?:en\s+)?(?P<bracketed>[^)\]]+?)\s*[)\]]|\sen\s+(?P<last>\S+)\s*$")
# What a header's own unit is worth in the declared one: (declared, written) -> factor.
_FACTORS = {
    ("g", "kg"): 1000.0,
    ("g", "kilo"): 1000.0,
    ("g", "kilos"): 1000.0,
    ("g", "kilogrammes"): 1000.0,
    ("g", "mg"): 0.001,
    ("g", "t"): 1_000_000.0,
    ("g", "tonne"): 1_000_000.0,
    ("g", "tonnes"): 1_000_000.0,
    ("€", "k€"): 1000.0,
    ("€", "milliers"): 1000.0,
    ("€", "milliers d'euros"): 1000.0,
    ("€", "milliers d’euros"): 1000.0,
    ("€", "m€"): 1_000_000.0,
}


@dataclass(frozen=True)
class Match:
    """A recognised sheet: the header's row and each field's column, both 0-based.

    `unmatched` are the headers that no field takes, with their column; `factors` multiply the numbers of a field
    whose header bears another unit than the declared one. `parts` says what of its cells a field takes, where it is
    not the whole; two fields may then share a column. `constants` gives what one would type in every row of a field
    that has no column. `header_row` is the last row of the headers, `top_row` their first. `signature` names the
    headers taken together, `layout` is what an analyst set for them.
    """

    sheet: Sheet
    header_row: int
    columns: dict[str, int]
    unmatched: dict[int, str]
    factors: dict[str, float]
    top_row: int = 0
    parts: dict[str, Part] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    signature: str = ""
    layout: Layout | None = None

    @property
    def missing(self) -> list[str]:
        """The required fields that no header gives."""
        return [
            column.field
            for column in self.sheet.columns
            if column.required and column.field not in {**self.columns, **self.constants}
        ]


def match_sheet(raw: RawSheet, memory: Memory | None = None) -> Match | None:
    """The best match of a sheet among the declared ones; None where none fits.

    A match must hold two fields at least, and either all that are required, or half of them under a
    tab that bears the sheet's name, or half of them with three fields in all.
    """
    candidates = (
        _match_header(raw, row, sheet, memory or Memory())
        for row in range(min(HEADER_SEARCH_ROWS, len(raw.cells)))
        if _looks_like_header(raw.cells[row])
        for sheet in WORKBOOK_SHEETS
    )
    fitting = [match for match in candidates if _fits(match, raw.name)]
    return max(fitting, key=lambda match: _score(match, raw.name), default=None)


def _looks_like_header(cells: Sequence[Cell]) -> bool:
    return sum(isinstance(cell, str) and bool(cell.strip()) for cell in cells) >= 2


def _match_header(raw: RawSheet, row: int, sheet: Sheet, memory: Memory) -> Match:
    headers = {
        index: cell.strip() for index, cell in enumerate(raw.cells[row]) if isinstance(cell, str) and cell.strip()
    }
    folded = {index: fold(header) for index, header in headers.items()}
    columns: dict[str, int] = {}
    taken: set[int] = set()
    # The analyst's own mapping first, then the contract's header, then synonyms: a sheet that has
    # both "service pilote" and "service" must give each to its own.
    for names in _naming_rounds(sheet, memory):
        for index, name in folded.items():
            field = names.get(name)
            if field and field not in columns and index not in taken:
                columns[field] = index
                taken.add(index)
    unmatched = {index: header for index, header in headers.items() if index not in taken}
    factors = {
        field: factor for field, index in columns.items() if (factor := _factor(sheet, field, headers[index])) != 1
    }
    return Match(sheet, row, columns, unmatched, factors)


def _naming_rounds(sheet: Sheet, memory: Memory) -> list[dict[str, str]]:
    # A mapping outlives the declaration that it was made for: a field that is gone maps nothing.
    mapped = {
        given.header: given.field
        for layout in memory.layouts.values()
        for given in layout.assignments
        if layout.recognised == sheet.code and given.field in sheet.fields and given.header is not None
    }
    canonical = {fold(column.header): column.field for column in sheet.columns}
    synonyms: dict[str, str] = {}
    for column in sheet.columns:
        for name in column.names():
            synonyms.setdefault(name, column.field)
    return [mapped, canonical, synonyms]


def _factor(sheet: Sheet, field: str, header: str) -> float:
    column = sheet.column(field)
    written = _UNIT.search(header)
    if column.kind not in (Kind.FLOAT, Kind.INT) or column.unit is None or written is None:
        return 1
    return _FACTORS.get((column.unit, (written["bracketed"] or written["last"]).lower()), 1)


def _fits(match: Match, tab: str) -> bool:
    required = sum(column.required for column in match.sheet.columns)
    found = required - len(match.missing)
    if len(match.columns) < 2:
        return False
    if not match.missing:
        return True
    return 2 * found >= required and (_named(match.sheet, tab) or len(match.columns) >= 3)


def _score(match: Match, tab: str) -> tuple[float, int]:
    found = len(match.columns) - 2 * len(match.missing) - 0.5 * len(match.unmatched)
    return found + (4 if _named(match.sheet, tab) else 0), -match.header_row


def _named(sheet: Sheet, tab: str) -> bool:
    words = f" {fold(tab)} "
    return any(f" {name} " in words for name in sheet.names() if name)
