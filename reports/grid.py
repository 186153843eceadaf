"""What stands where on each sheet of a workbook, whichever program it is written for: the book's blocks as rows."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

from domain.french import NBSP, day, listed, long_day
from reports.content import (
    Align,
    Amount,
    AreaMap,
    Block,
    Book,
    Cell,
    Chart,
    Column,
    Items,
    Matrix,
    Paragraph,
    Section,
    Table,
    words_column,
)
from reports.grid_looks import HEADER, LOOKS, at_end
from reports.grid_names import Names

SOURCES = "Sources"
TEXT_COLUMNS = 8  # over which a paragraph spreads
_ROW_POINTS = 15.0
_POINTS_A_LINE = 1.3  # for each point of a text's size
_LETTER, _BOLD_LETTER = 12.0, 11.0  # the size of text at which a letter is as wide as the measure of columns
_WIDE_LETTER = 9.0  # that of other fonts: no program makes a row higher for a text over several columns
_WIDTH = 14.0  # characters to a column of relative width 1.5
_NARROWEST, _WIDEST = 13.0, 70.0
_HEAD_ROWS = 3  # title, window, mention
_LOWEST_FROZEN = 9  # a header lower than that would freeze half of the screen
_WIDE_SHEET = 12  # columns from which the names of the rows stay in sight
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML file may hold them
_LISTED = (
    words_column("Tableau ou graphique", 7.5),
    words_column("Feuille", 1.6),
    words_column("Nom", 4.0),
    Column("Lignes"),
    words_column("Source", 4.6),
    words_column("Note", 5.2),
)


@dataclass(frozen=True)
class Link:
    """A text that leads to a row of a sheet."""

    text: str
    sheet: str
    row: int


GridCell = tuple[Cell | Link, str]
"""A value and the name of its look, of `reports.grid_looks`."""


@dataclass(frozen=True)
class Line:
    """A row of a sheet, from the first column on; `spread`: its one text goes over `TEXT_COLUMNS`."""

    cells: tuple[GridCell, ...] = ()
    spread: bool = False


@dataclass(frozen=True)
class Range:
    """Where the values of a table, a matrix or a chart stand: under a title, the header's row, then the last one."""

    name: str
    title: str
    sheet: str
    header: int
    last: int
    columns: int
    labels: int
    source: str
    note: str
    chart: Chart | None = None

    @property
    def rows(self) -> int:
        """How many rows of values there are."""
        return self.last - self.header


@dataclass
class Sheet:
    """A sheet: its lines from row 1 on, the widths of its columns in characters, and what stands on it."""

    name: str
    lines: list[Line] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    headers: list[int] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)

    def height(self, line: Line) -> float:
        """How high a row has to be for its texts, in points: not every program finds it by itself."""
        width = sum(self.widths.get(at, _NARROWEST) for at in range(1, TEXT_COLUMNS + 1))
        heights = [_ROW_POINTS]
        for at, (value, name) in enumerate(line.cells, start=1):
            look = LOOKS[name]
            letter = _WIDE_LETTER if line.spread else _BOLD_LETTER if look.bold else _LETTER
            over = width if line.spread else self.widths.get(at, _NARROWEST)
            lines = _lines(value, over * letter / look.size) if look.wrap else 1
            heights.append(look.size * _POINTS_A_LINE * lines)
        return max(heights)

    @property
    def frozen(self) -> tuple[int, int]:
        """How many rows and columns stay in sight.

        The header of the sheet's one table; with several, it would stand above the columns of another. The names of
        the rows where the table is wide.
        """
        tables = len(self.headers) - sum(one.chart is not None for one in self.ranges)
        alone = self.headers[0] if tables == 1 else _HEAD_ROWS
        widest = max(self.ranges, key=lambda one: one.columns, default=None)
        labels = widest.labels if widest is not None and widest.columns > _WIDE_SHEET else 0
        return (alone if alone <= _LOWEST_FROZEN else _HEAD_ROWS), labels

    @property
    def printed_again(self) -> tuple[int, int]:
        """The first and last of the rows that each printed page repeats."""
        return (self.headers[0], self.headers[0]) if len(self.headers) == 1 else (1, _HEAD_ROWS)


def sheets_of(book: Book, chart_rows: Callable[[Chart], int]) -> list[Sheet]:
    """The sheets of a book in the order in which they first come, then the one that says where all comes from.

    `chart_rows`: how many rows a chart takes under its values.
    """
    names, sheets = Names(), []
    for name in dict.fromkeys(section.sheet for section in book.sections if section.sheet != SOURCES):
        writer = _Writer(Sheet(name), names, chart_rows)
        writer.head(book)
        for section in _on(book, name):
            writer.section(section)
        sheets.append(writer.sheet)
    last = _Writer(Sheet(SOURCES), names, chart_rows)
    last.head(book)
    _write_sources(last, book, [one for sheet in sheets for one in sheet.ranges])
    return [*sheets, last.sheet]


def legible(text: str) -> str:
    """The text without the characters that no XML file may hold."""
    return _ILLEGAL.sub("", text)


def title_of(book: Book) -> str:
    """What the file is called, among its properties."""
    return f"{book.title} – {book.department}, {book.window_words}"


def _lines(value: Cell | Link, width: float) -> int:
    """How many lines a text takes in a column of that many characters."""
    text = value.text if isinstance(value, Link) else value
    return sum(len(wrap(line, int(width))) for line in text.splitlines()) if isinstance(text, str) else 1


def _on(book: Book, sheet: str) -> Iterator[Section]:
    return (section for section in book.sections if section.sheet == sheet)


def _write_sources(writer: "_Writer", book: Book, elsewhere: Iterable[Range]) -> None:
    """Each table and chart with its name and source, what the book is about, then the sections of this sheet."""
    sheet, sections = writer.sheet, list(_on(book, SOURCES))
    writer.heading("D’où vient chaque tableau")
    writer.headings(_LISTED)
    first = len(sheet.lines)
    ranges = [*elsewhere]
    # What stands below is listed too: its place is known once the list's own rows are counted.
    below = sum(isinstance(block, Table | Chart | Matrix) for section in sections for block in section.blocks)
    sheet.lines.extend([Line()] * (len(ranges) + below))
    writer.heading(book.title)
    for text in _about(book):
        writer.paragraph(Paragraph(text))
    for section in sections:
        writer.section(section)
    ranges += sheet.ranges
    sheet.lines[first : first + len(ranges)] = [_listed(one) for one in ranges]


def _about(book: Book) -> Iterator[str]:
    start, end = book.window.start, book.window.end
    yield f"Fenêtre{NBSP}: {book.window_words} ({day(start)} – {day(end)})."
    yield f"Réunion{NBSP}: {long_day(book.meeting)}."
    if book.participants:
        yield f"Participants{NBSP}: {listed(book.participants)}."
    yield f"Diffusion{NBSP}: {book.mention}."
    if book.missing is not None:
        yield f"Fraîcheur{NBSP}: {book.missing}"


def _listed(one: Range) -> Line:
    title = Link(one.title, one.sheet, one.header - 1)
    values = (one.sheet, one.name, Amount(one.rows), one.source or None, one.note or None)
    return _row(_LISTED, [(title, "link"), *((value, "cell") for value in values)])


class _Writer:
    """Lays blocks one under the other on one sheet."""

    def __init__(self, sheet: Sheet, names: Names, chart_rows: Callable[[Chart], int]) -> None:
        self.sheet = sheet
        self._names = names
        self._chart_rows = chart_rows
        self._writers: dict[type[Block], Callable[[Any], None]] = {
            Paragraph: self.paragraph,
            Items: self._items,
            Table: self._table,
            Chart: self._chart,
            Matrix: self._matrix,
            AreaMap: lambda _: None,
        }

    def head(self, book: Book) -> None:
        """The title, what and when, the mention, and what is missing."""
        self._line(f"{book.title} – {book.department}", "title")
        self._line(f"{book.period_words} – réunion du {long_day(book.meeting)}", "soft")
        self._line(book.mention, "mention")
        if book.missing is not None:
            self.paragraph(Paragraph(book.missing, alert=True))

    def section(self, section: Section) -> None:
        """A section's title and blocks."""
        self.heading(section.title)
        for block in section.blocks:
            self._writers[type(block)](block)

    def heading(self, text: str) -> None:
        """A title after an empty row."""
        self._space()
        self._line(text, "heading")

    def paragraph(self, block: Paragraph) -> None:
        """A text over the width of the sheet."""
        self._spread(block.text, "warning" if block.alert else "text")

    def headings(self, columns: Sequence[Column]) -> None:
        """A header; its columns, where a width is asked, at least as wide and as their longest word."""
        self.sheet.lines.append(_row(columns, ((column.heading, HEADER) for column in columns)))
        self.sheet.headers.append(len(self.sheet.lines))
        for at, column in enumerate(columns, start=1):
            longest = max((len(word) for word in column.heading.split()), default=0)
            wanted = max(min(_WIDTH * column.width / 1.5, _WIDEST), longest + 3)
            if column.width:
                self.sheet.widths[at] = max(wanted, self.sheet.widths.get(at, _NARROWEST))

    def _line(self, text: str, look: str) -> None:
        self.sheet.lines.append(Line(((text, look),)))

    def _spread(self, text: str, look: str) -> None:
        self.sheet.lines.append(Line(((text, look),), spread=True))

    def _space(self, rows: int = 1) -> None:
        self.sheet.lines.extend([Line()] * rows)

    def _items(self, block: Items) -> None:
        for item in block.items:
            self._spread(f"{item.sign}  {item.text}", "strong_alert" if item.alert else "strong")
            self._spread(item.detail, "soft_text")

    def _values(
        self,
        block: Table | Chart | Matrix,
        columns: Sequence[Column],
        rows: Iterable[Iterable[GridCell]],
        source: str,
        note: str = "",
    ) -> None:
        """A title, a header and its rows, and what is to be known of them; the place is remembered by its name."""
        self._line(block.title, "subheading")
        self.headings(columns)
        header = len(self.sheet.lines)
        self.sheet.lines.extend(_row(columns, row) for row in rows)
        self.sheet.ranges.append(
            Range(
                self._names.name_for(block.title),
                block.title,
                self.sheet.name,
                header,
                last=len(self.sheet.lines),
                columns=len(columns),
                labels=_labels(columns),
                source=source,
                note=note,
                chart=block if isinstance(block, Chart) else None,
            )
        )
        for text in filter(None, (note, source)):
            self._spread(text, "soft_text")
        self._space()

    def _table(self, whole: Table) -> None:
        block = whole.in_workbook()
        rows = (
            ((cell, "alert" if (at, place) in block.alerts else "cell") for place, cell in enumerate(row))
            for at, row in enumerate(block.rows)
        )
        self._values(block, block.columns, rows, block.source, block.note)

    def _chart(self, block: Chart) -> None:
        """The values that the chart draws, then room for the chart itself beneath them."""
        columns = [words_column(block.category_title, 2.4), *(Column(series.name, width=0) for series in block.series)]
        rows = (
            ((category, "cell"), *((_measure(series.values[at]), "cell") for series in block.series))
            for at, category in enumerate(block.categories)
        )
        self._values(block, columns, rows, f"{block.value_title}. {block.source}")
        self._space(self._chart_rows(block))

    def _matrix(self, block: Matrix) -> None:
        """One row a site and kind of action, one column a service: what is empty is an empty cell."""
        of_row = (words_column("Code", 0.8), words_column("Site", 3.0), words_column("Action", 2.0))
        counts = (Column(label, width=1.2) for label in (*block.columns, "Total du site"))
        self._values(block, [*of_row, *counts], _matrix_rows(block), block.source, block.note)


def _row(columns: Sequence[Column], cells: Iterable[GridCell]) -> Line:
    """A row of a table, each cell on the side of its column."""
    return Line(
        tuple(
            (value, at_end(look) if column.align is Align.END else look)
            for column, (value, look) in zip(columns, cells, strict=True)
        )
    )


def _labels(columns: Sequence[Column]) -> int:
    """How many columns say which row it is: up to the last of the first three that is of words, and wide."""
    wide = [at for at, column in enumerate(columns[:3], start=1) if column.align is Align.START and column.width >= 2]
    return max(wide, default=1)


def _measure(value: float | None) -> Amount | None:
    return None if value is None else Amount(value, 0 if float(value).is_integer() else 1)


def _matrix_rows(block: Matrix) -> Iterator[Iterable[GridCell]]:
    for at, (code, name) in enumerate(block.rows):
        look = "alert" if at in block.alerts else "cell"
        for kind, (label, _) in enumerate(block.kinds):
            counts = (cell[kind] for cell in block.cells[at])
            yield (
                *((text, look) for text in (code, name, label)),
                *((_count(count), "cell") if count else ("", "empty") for count in counts),
                (_count(block.totals[at][kind]), look),
            )


def _count(count: int | str) -> Cell:
    return count if isinstance(count, str) else Amount(count)
