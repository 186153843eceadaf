"""Which declared sheet a sheet is, where its header stands, and which column is which.

The headers are searched below title lines, on one to three levels; they are compared without case, accents,
punctuation, extra spaces or a unit in brackets, with what an analyst set for that service, the declared names and
their synonyms.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from data_access.workbooks.filling import DECLARED, SYNONYMS, Filling
from data_access.workbooks.headers import Headers, candidates
from data_access.workbooks.instructions import Layout, Memory
from data_access.workbooks.parts import Part
from data_access.workbooks.raw import RawSheet
from domain.sheets import SHEETS, WORKBOOK_SHEETS, Sheet
from domain.text import fold

_ANY_NAME = frozenset(name for names in SYNONYMS.values() for name in names)


@dataclass(frozen=True)
class Match:
    """A recognised sheet: the header's row and each field's column, both 0-based.

    `unmatched` are the headers that no field takes, with their column; `factors` multiply the numbers of a field
    whose header bears another unit than the declared one. `parts` says what of its cells a field takes, where it is
    not the whole; two fields may then share a column. `constants` gives what one would type in every row of a field
    that has no column. `header_row` is the last row of the headers, `top_row` their first; `headers` gives all of
    them by column, the levels of each in one line, and `names` the folded names under which each was looked for.
    `signature` names the headers taken together, `layout` is what an analyst set that was applied to them.
    """

    sheet: Sheet
    header_row: int
    columns: dict[str, int]
    unmatched: dict[int, str]
    factors: dict[str, float]
    top_row: int = 0
    parts: dict[str, Part] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    headers: dict[int, str] = field(default_factory=dict)
    names: dict[int, tuple[str, ...]] = field(default_factory=dict)
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

    Headers that an analyst set are what they were said to be. Any other match must hold two fields at least, and
    either all that are required, or half of them under a tab that bears the sheet's name, or half of them with three
    fields in all.
    """
    known = memory or Memory()
    found = list(candidates(raw))
    exact = [match for headers in found if (match := _exact_match(headers, known)) is not None]
    fitting = exact or [match for match in _matches(found, known) if _fits(match, raw.name)]
    return max(fitting, key=lambda match: _score(match, raw.name), default=None)


def likely_matches(raw: RawSheet) -> list[Match]:
    """What the row that looks most like headers gives under each declared sheet; nothing where no row does.

    Declared names count most, then how many columns bear words.
    """
    found = list(candidates(raw))
    if not found:
        return []
    headers = max(found, key=lambda one: (_likelihood(one), -one.last_row))
    return [_match(headers, sheet, Memory()) for sheet in WORKBOOK_SHEETS] if _likelihood(headers) else []


def _likelihood(headers: Headers) -> int:
    worded = [names for names in headers.names.values() if any(char.isalpha() for char in names[0])]
    if 2 * len(worded) < len(headers.names):
        return 0  # rather figures typed as text
    return len(worded) + 3 * sum(not _ANY_NAME.isdisjoint(names) for names in worded)


def _matches(found: list[Headers], memory: Memory) -> Iterator[Match]:
    """The matches of those headers with each sheet of which they bear two names at least."""
    for sheet in WORKBOOK_SHEETS:
        layouts = (layout for layout in memory.layouts.values() if layout.recognised == sheet.code)
        mapped = {given.header for layout in layouts for given in layout.assignments}
        names = mapped | SYNONYMS[sheet.code].keys()
        for headers in found:
            if sum(not names.isdisjoint(of_column) for of_column in headers.names.values()) >= 2:
                yield _match(headers, sheet, memory)


def _exact_match(headers: Headers, memory: Memory) -> Match | None:
    layout = memory.layouts.get(headers.signature)
    # What is remembered outlives the declaration that it was made for.
    if layout is None or layout.recognised not in DECLARED:
        return None
    return _match(headers, SHEETS[layout.recognised], memory)


def _match(headers: Headers, sheet: Sheet, memory: Memory) -> Match:
    filling = Filling(headers, sheet)
    layout = _applied(filling, memory)
    factors = {name: filling.factor(name, at) or 1.0 for name, at in filling.columns.items()}
    return Match(
        sheet=sheet,
        header_row=headers.last_row,
        columns=filling.columns,
        unmatched={at: words for at, words in headers.written.items() if at not in filling.columns.values()},
        factors={name: factor for name, factor in factors.items() if factor != 1},
        top_row=headers.top_row,
        parts=filling.parts,
        constants=filling.constants,
        headers=headers.written,
        names=headers.names,
        signature=headers.signature,
        layout=layout,
    )


def _applied(filling: Filling, memory: Memory) -> Layout | None:
    """Take what was set for these headers, then their names, then what was set for others of the sheet; what was set.

    What other files were said to be fills what is still free, the newest first: it never goes before a header.
    """
    code = filling.sheet.code
    exact = memory.layouts.get(filling.headers.signature)
    own = exact if exact is not None and exact.recognised == code else None
    others = [layout for layout in memory.layouts.values() if layout.recognised == code and layout is not own]
    for given in own.assignments if own else ():
        filling.assign(given)
    filling.by_name()
    used = [
        given
        for layout in reversed(others)
        for given in layout.assignments
        if filling.may_lend(given) and filling.assign(given)
    ]
    values = {key: value for layout in [*others, *([own] if own else [])] for key, value in layout.values.items()}
    if own is None and not used and not values:
        return None
    return replace(own or Layout(code), assignments=(*(own.assignments if own else ()), *used), values=values)


def _fits(match: Match, tab: str) -> bool:
    required = sum(column.required for column in match.sheet.columns)
    found = required - len(match.missing)
    if len(match.columns) < 2:
        return False
    if not match.missing:
        return True
    return 2 * found >= required and (is_named(match.sheet, tab) or len(match.columns) >= 3)


def _score(match: Match, tab: str) -> tuple[float, int]:
    found = len(match.columns) - 2 * len(match.missing) - 0.5 * len(match.unmatched)
    return found + (4 if is_named(match.sheet, tab) else 0), -match.header_row


def is_named(sheet: Sheet, tab: str) -> bool:
    """Whether a tab bears one of a sheet's names."""
    words = f" {fold(tab)} "
    return any(f" {name} " in words for name in sheet.names() if name)
