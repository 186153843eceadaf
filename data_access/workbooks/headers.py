"""Where the headers of a sheet may stand, on one to three levels, and what each column is then called."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from data_access.workbooks.raw import RawSheet
from data_access.workbooks.units import is_unit
from domain.text import fold

SEARCHED_ROWS = 40
LEVELS = 3
# "Service : BAC" and "Semaine du 10/11/2026" speak of the whole file, not of the columns below them.
_OF_THE_FILE = re.compile(r":\s*\S|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")


@dataclass(frozen=True)
class Headers:
    """The headers of a sheet: their first and last rows, 0-based, and by column, from the left, what stands there.

    `levels` are a column's words from the top to its own; `units` are the cells below that say nothing but a unit.
    """

    top_row: int
    last_row: int
    levels: Mapping[int, tuple[str, ...]]
    units: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def written(self) -> dict[int, str]:
        """What each column is called, all its levels and its unit."""
        units = {at: [words if words[0] in "([" else f"({words})"] for at, words in self.units.items()}
        return {at: " ".join([*levels, *units.get(at, [])]) for at, levels in self.levels.items()}

    @cached_property
    def names(self) -> dict[int, tuple[str, ...]]:
        """The folded names under which each column is looked for: its own level alone, then joined to those above.

        Last what was taken for a unit: "nombre" under the title of a group may be a header of its own.
        """
        units = {at: [fold(words)] for at, words in self.units.items() if fold(words)}
        return {at: (*_names(levels), *units.get(at, [])) for at, levels in self.levels.items()}

    @cached_property
    def signature(self) -> str:
        """What names these headers taken together."""
        return signature_of(levels[-1] for levels in self.levels.values())

    def unit_places(self, at: int) -> Iterator[str]:
        """Where a column's unit may stand: below it, in its own words, then in those above."""
        if at in self.units:
            yield self.units[at]
        yield from reversed(self.levels[at])


def signature_of(headers: Iterable[str]) -> str:
    """A digest of headers in their order, whatever their case and accents; empty ones do not count.

    It begins with their number: "12-5f0c…".
    """
    folded = [name for header in headers if (name := fold(header))]
    digest = hashlib.sha256("\n".join(folded).encode()).hexdigest()
    return f"{len(folded)}-{digest[:24]}"


def candidates(raw: RawSheet) -> Iterator[Headers]:
    """The headers that may be a sheet's, for each row that may be their last."""
    grid = _Grid(raw)
    for row in range(min(SEARCHED_ROWS, len(raw.cells))):
        found = _headers_ending_at(grid, row)
        if found is not None and not grid.runs_on(found.top_row, found.last_row) and not _is_completed(grid, found):
            yield found


class _Grid:
    """The words of the first rows; those of a merged range stand in all its columns, and belong to its first."""

    def __init__(self, raw: RawSheet) -> None:
        self._rows = raw.cells[: SEARCHED_ROWS + 1]
        self._merged = [merged for merged in raw.merged if merged[0] < SEARCHED_ROWS]
        self._own = [
            {at: " ".join(cell.split()) for at, cell in enumerate(cells) if isinstance(cell, str) and cell.strip()}
            for cells in self._rows
        ]
        for top, left, bottom, _ in self._merged:
            for row in range(top + 1, min(bottom + 1, len(self._own))):
                if left in self._own[top]:
                    self._own[row].setdefault(left, self._own[top][left])

    def own(self, row: int) -> dict[int, str]:
        """The words that stand in a row, by column; a range merged over several rows stands in each."""
        return self._own[row] if row < len(self._own) else {}

    def holds_values(self, row: int) -> bool:
        """Whether a row holds anything but words."""
        return any(not isinstance(cell, str) for cell in self._rows[row])

    def widths(self, row: int) -> dict[int, int]:
        """The last column of each range of that row which is merged over several columns, by its first."""
        return {left: right for top, left, bottom, right in self._merged if top <= row <= bottom and right > left}

    def runs_on(self, top: int, last: int) -> bool:
        """Whether a header of those rows is merged with the row or two below, which are then headers too."""
        return any(
            top <= first <= last < bottom < top + LEVELS and self.own(first).get(left)
            for first, left, bottom, _ in self._merged
        )


def _headers_ending_at(grid: _Grid, row: int) -> Headers | None:
    own = grid.own(row)
    if len(own) < 2:
        return None
    levels = {at: [words] for at, words in own.items()}
    top = row
    while top > 0 and row - top + 1 < LEVELS:
        groups = _groups(grid, top - 1, set(levels))
        if not groups:
            break
        top -= 1
        for at, words in groups.items():
            if words not in (above := levels.setdefault(at, [])):
                above.insert(0, words)
    units = {at: words.pop() for at, words in levels.items() if len(words) > 1 and is_unit(words[-1])}
    below = _units_below(grid, row, levels)
    return Headers(top, row + bool(below), {at: tuple(levels[at]) for at in sorted(levels)}, units | below)


def _is_completed(grid: _Grid, headers: Headers) -> bool:
    """Whether the row below completes these headers: its words stand under titles of several columns, all of them."""
    row = headers.last_row + 1
    below = {at for at, words in grid.own(row).items() if words not in headers.levels.get(at, ())}
    if not below or headers.units or grid.holds_values(row):
        return False
    groups = _groups(grid, headers.last_row, below)
    sizes = Counter(groups.values())
    return bool(groups) and below == {at for at, words in groups.items() if sizes[words] > 1}


def _groups(grid: _Grid, row: int, named: set[int]) -> dict[int, str]:
    """The titles of that row over the named columns below; nothing where it is no row of group titles."""
    own = grid.own(row)
    if not own or grid.holds_values(row) or _speaks_of_the_file(own):
        return {}
    widths = grid.widths(row)
    over: dict[int, list[int]] = {}
    for start, following in zip(sorted(own), [*sorted(own)[1:], None], strict=True):
        end = widths.get(start, start) if widths else _spread(start, following, named)
        over[start] = [at for at in range(start, end + 1) if at in named or at == start]
    everything = named | over.keys()
    lone_title = len(over) == 1 and min(everything) in over
    if lone_title or not any(1 < len(columns) < len(everything) for columns in over.values()):
        return {}
    return {at: own[start] for start, columns in over.items() for at in columns}


def _spread(start: int, following: int | None, named: set[int]) -> int:
    """The last column of a title's group: up to the next title, or to a column without a header."""
    end = start
    while end + 1 in named and end + 1 != following:
        end += 1
    return end


def _speaks_of_the_file(own: Mapping[int, str]) -> bool:
    return any(_OF_THE_FILE.search(words) or (words.endswith(":") and at + 1 in own) for at, words in own.items())


def _units_below(grid: _Grid, row: int, levels: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """The row under the headers where it says nothing but their units."""
    below = {at: words for at, words in grid.own(row + 1).items() if words not in levels.get(at, ())}
    if not below or grid.holds_values(row + 1) or not below.keys() <= levels.keys():
        return {}
    return below if all(map(is_unit, below.values())) else {}


def _names(levels: tuple[str, ...]) -> tuple[str, ...]:
    own, above = fold(levels[-1]), [fold(words) for words in levels[:-1]]
    joined = [" ".join(dict.fromkeys((*above, own)))] if above else []
    joined += [f"{title} {word} {own}".replace("  ", " ") for title in reversed(above) for word in ("", "de", "d")]
    return tuple(dict.fromkeys((own, *joined)))
