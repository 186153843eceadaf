"""Tables cut so that each slide is legible: columns as wide as their words, rows as high as their lines."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports.slides.measure import LEADING, lines, longest_word, shortened, width

SIDE, ABOVE = 6.0, 3.5  # around the text of a cell, in points
_SIZES = (14.0, 13.0, 12.0, 11.0, 10.0)
_WIDEST = 24  # type sizes: words that ask for more than that wrap
_SMALL = 12.0
_TALL = 4  # lines
_AIR = 4.0  # added above and below in each row at most
_HALF, _THIRD = 0.6, 0.5  # of a heading, on two lines and on three: words do not part where it would suit
_WORD = 12  # type sizes: a longer word is broken


@dataclass(frozen=True)
class GridCell:
    """The words of a cell, and whether it calls for a decision or stands for nothing done."""

    text: str
    alert: bool = False
    empty: bool = False


@dataclass(frozen=True)
class Grid:
    """A table of words: headings, which columns stand on the right, rows; the first `keys` columns name a row."""

    headings: tuple[str, ...]
    ends: tuple[bool, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    keys: int = 1

    def columns(self, kept: Sequence[int]) -> "Grid":
        """The grid of some of its columns."""
        return Grid(
            tuple(self.headings[at] for at in kept),
            tuple(self.ends[at] for at in kept),
            tuple(tuple(row[at] for at in kept) for row in self.rows),
            self.keys,
        )


@dataclass(frozen=True)
class Page:
    """A part of a grid that fits on a slide, its type size, and its measures in points; the header is row 0."""

    grid: Grid
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    above: float = ABOVE

    def fitting(self, row: int, column: int, text: str, *, bold: bool) -> str:
        """The words of a cell, shortened where they are more than a whole slide can hold."""
        most = int((self.heights[row] - 2 * self.above) / (self.size * LEADING) + 0.01)
        return shortened(text, self.widths[column] - 2 * SIDE, self.size, most, bold=bold)

    def airy(self, most: float) -> "Page":
        """The page with its rows further apart, where it leaves room below."""
        air = min((most - sum(self.heights)) / len(self.heights) / 2, _AIR)
        return replace(self, heights=tuple(one + 2 * air for one in self.heights), above=self.above + air)


def pages(grid: Grid, room: float, most: float) -> list[Page]:
    """The grid in as few parts as can be, each of at most `room` by `most` points, in the largest type that allows."""
    fitting = [(size, widths) for size in _SIZES if (widths := _widths(grid, room, size)) is not None]
    if fitting:
        parts = min((list(_by_rows(grid, widths, size, most)) for size, widths in fitting), key=_strain)
        return [page.airy(most) for page in parts]
    groups = [grid.columns(kept) for kept in _column_groups(grid, room, _SIZES[-1])]
    return [page for part in groups for page in pages(part, room, most)]


def _strain(parts: Sequence[Page]) -> tuple[int, bool, bool]:
    """What a table asks of its reader: slides to turn, cells like columns of a newspaper, cells on several lines.

    Small type to spare the last is no gain.
    """
    size = parts[0].size
    tallest = max((height for page in parts for height in page.heights[1:]), default=0.0)
    count = round((tallest - 2 * ABOVE) / (size * LEADING))
    return len(parts), count > _TALL, size < _SMALL or count > 1


def _least(grid: Grid, at: int, size: float) -> float:
    """The narrowest that a column can be without breaking a word, nor its heading into many lines."""
    heading, words = grid.headings[at], (longest_word(row[at].text, size, bold=row[at].alert) for row in grid.rows)
    longest = max([longest_word(heading, size, bold=True), width(heading, size, bold=True) * _THIRD, *words])
    return min(longest, _WORD * size) + 2 * SIDE


def _wishes(grid: Grid, at: int, size: float) -> tuple[float, float, float]:
    """Three widths of a column: no word broken; its cells on one line each; its heading on two lines as well."""
    least = _least(grid, at, size)
    cells = max((width(row[at].text, size, bold=row[at].alert) for row in grid.rows), default=0.0)
    line = max(least, min(cells, _WIDEST * size) + 2 * SIDE)
    return least, line, max(line, width(grid.headings[at], size, bold=True) * _HALF + 2 * SIDE)


def _widths(grid: Grid, room: float, size: float) -> tuple[float, ...] | None:
    """The widths of the columns, which fill the room; None where words would have to be broken."""
    least, *more = zip(*(_wishes(grid, at, size) for at in range(len(grid.headings))), strict=True)
    if sum(least) > room:
        return None if len(least) > grid.keys + 1 else _scaled(least, room)
    for wanted in more:
        spare, missing = room - sum(least), sum(wanted) - sum(least)
        if missing > spare:
            return tuple(low + (high - low) * spare / missing for low, high in zip(least, wanted, strict=True))
        least = wanted
    return _scaled(least, room)


def _scaled(widths: Sequence[float], room: float) -> tuple[float, ...]:
    return tuple(one * room / sum(widths) for one in widths)


def _heights(grid: Grid, widths: Sequence[float], size: float, most: float) -> tuple[float, ...]:
    header = max(lines(text, one - 2 * SIDE, size, bold=True) for text, one in zip(grid.headings, widths, strict=True))
    heights = [min(header * size * LEADING + 2 * ABOVE, most / 2)]
    for row in grid.rows:
        tall = max(
            lines(cell.text, one - 2 * SIDE, size, bold=cell.alert) for cell, one in zip(row, widths, strict=True)
        )
        heights.append(min(tall * size * LEADING + 2 * ABOVE, most - heights[0]))
    return tuple(heights)


def _by_rows(grid: Grid, widths: tuple[float, ...], size: float, most: float) -> Iterator[Page]:
    """As few slides as can hold the rows, about as many rows on each."""
    header, *heights = _heights(grid, widths, size, most)
    room = most - header
    groups = _filled(heights, room, len(heights))
    even = _filled(heights, room, math.ceil(len(heights) / len(groups)))
    if len(even) == len(groups):
        groups = even
    for first, last in groups:
        rows = grid.rows[first:last]
        yield Page(Grid(grid.headings, grid.ends, rows, grid.keys), size, widths, (header, *heights[first:last]))


def _filled(heights: Sequence[float], room: float, most: int) -> list[tuple[int, int]]:
    """Runs of rows, first and after the last, each within the room and of at most `most` rows."""
    runs, first, taken = [], 0, 0.0
    for at, height in enumerate(heights):
        if at > first and (taken + height > room or at - first == most):
            runs.append((first, at))
            first, taken = at, 0.0
        taken += height
    return [*runs, (first, len(heights))]


def _column_groups(grid: Grid, room: float, size: float) -> list[list[int]]:
    """Runs of columns that fit side by side, each after the columns that name the row."""
    keys = list(range(grid.keys))
    free = room - sum(_least(grid, at, size) for at in keys)
    groups: list[list[int]] = []
    taken = free + 1
    for at in range(grid.keys, len(grid.headings)):
        needed = _least(grid, at, size)
        if taken + needed > free:
            groups.append([*keys])
            taken = 0.0
        groups[-1].append(at)
        taken += needed
    return groups
