"""What stands where on each sheet of a workbook, whichever program it is written for: the book's blocks as rows."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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
)
from reports.grid_looks import HEADER
from reports.grid_names import Names

SOURCES = "Sources"
TEXT_COLUMNS = 8  # over which a paragraph spreads
LINE_POINTS = 15
_CHARACTERS_A_LINE = 130
_WIDTH = 14.0  # characters to a column of relative width 1.5
_NARROWEST, _WIDEST = 13.0, 60.0
_HEAD_ROWS = 3  # title, window, mention
_LOWEST_FROZEN = 9  # a header lower than that would freeze half of the screen
_WIDE_SHEET = 12  # columns from which the names of the rows stay in sight
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML file may hold them
_LISTED = ("Tableau ou graphique", "Feuille", "Nom", "Lignes", "Source", "Note")
_LISTED_WIDTHS = (5.0, 1.6, 3.4, 1.2, 4.6, 4.0)


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

    @property
    def height(self) -> int | None:
        """In points, where no program finds it by itself: that of a text over several columns."""
        text = str(self.cells[0][0]) if self.spread else ""
        return LINE_POINTS * -(-len(text) // _CHARACTERS_A_LINE) if text else None


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


def _on(book: Book, sheet: str) -> Iterator[Section]:
    return (section for section in book.sections if section.sheet == sheet)


def _write_sources(writer: "_Writer", book: Book, elsewhere: Iterable[Range]) -> None:
    """Each table and chart with its name and source, what the book is about, then the sections of this sheet."""
    sheet, sections = writer.sheet, list(_on(book, SOURCES))
    writer.heading(f"D’où vient chaque tableau{NBSP}: {book.title.lower()}")
    writer.headings(_LISTED, _LISTED_WIDTHS)
    first = len(sheet.lines)
    ranges = [*elsewhere]
    # What stands below is listed too: its place is known once the list's own rows are counted.
    below = sum(isinstance(block, Table | Chart | Matrix) for section in sections for block in section.blocks)
    sheet.lines.extend([Line()] * (len(ranges) + below))
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
    words = (one.sheet, one.name)
    after = (Amount(one.rows), one.source or None, one.note or None)
    title = Link(one.title, one.sheet, one.header - 1)
    return Line(((title, "link"), *((value, "cell") for value in (*words, *after))))


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
        self._line(f"Quinzaine {book.window_words} – réunion du {long_day(book.meeting)}", "soft")
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

    def headings(self, labels: Sequence[str], widths: Sequence[float]) -> None:
        """A header; its columns, where a width is asked, at least as wide and as their longest word."""
        self._cells((label, HEADER) for label in labels)
        self.sheet.headers.append(len(self.sheet.lines))
        for at, (label, width) in enumerate(zip(labels, widths, strict=False), start=1):
            longest = max((len(word) for word in label.split()), default=0)
            wanted = max(min(_WIDTH * width / 1.5, _WIDEST), longest + 3)
            self.sheet.widths[at] = max(wanted, self.sheet.widths.get(at, _NARROWEST))

    def _line(self, text: str, look: str) -> None:
        self._cells([(text, look)])

    def _spread(self, text: str, look: str) -> None:
        self.sheet.lines.append(Line(((text, look),), spread=True))

    def _cells(self, cells: Iterable[GridCell]) -> None:
        self.sheet.lines.append(Line(tuple(cells)))

    def _space(self, rows: int = 1) -> None:
        self.sheet.lines.extend([Line()] * rows)

    def _items(self, block: Items) -> None:
        for item in block.items:
            self._spread(f"{item.sign}  {item.text}", "strong_alert" if item.alert else "strong")
            self._spread(item.detail, "soft_text")

    def _values(
        self, title: str, labels: Sequence[str], widths: Sequence[float], rows: Iterable[Iterable[GridCell]]
    ) -> int:
        """A title, a header and its rows; return the header's row."""
        self._line(title, "subheading")
        self.headings(labels, widths)
        header = len(self.sheet.lines)
        for row in rows:
            self._cells(row)
        return header

    def _named(
        self, block: Table | Chart | Matrix, header: int, columns: int, labels: int, source: str, note: str = ""
    ) -> None:
        """Remember where the rows that were just written stand."""
        name, last = self._names.name_for(block.title), len(self.sheet.lines)
        chart = block if isinstance(block, Chart) else None
        self.sheet.ranges.append(
            Range(name, block.title, self.sheet.name, header, last, columns, labels, source, note, chart)
        )

    def _table(self, whole: Table) -> None:
        block = whole.in_workbook()
        headings = [column.heading for column in block.columns]
        rows = (
            ((cell, "alert" if (at, place) in block.alerts else "cell") for place, cell in enumerate(row))
            for at, row in enumerate(block.rows)
        )
        header = self._values(block.title, headings, [column.width for column in block.columns], rows)
        self._named(block, header, len(headings), _labels(block.columns), block.source, block.note)
        self._texts(block.note, block.source)

    def _chart(self, block: Chart) -> None:
        """The values that the chart draws, then room for the chart itself beneath them."""
        labels = [block.category_title, *(series.name for series in block.series)]
        rows = (
            ((category, "cell"), *((_measure(series.values[at]), "cell") for series in block.series))
            for at, category in enumerate(block.categories)
        )
        header = self._values(block.title, labels, (), rows)
        self._named(block, header, len(labels), 1, f"{block.value_title}. {block.source}")
        self._spread(f"{block.value_title}. {block.source}", "soft_text")
        self._space(1 + self._chart_rows(block))

    def _matrix(self, block: Matrix) -> None:
        """One row a site and kind of action, one column a service: what is empty is an empty cell."""
        labels = ["Code", "Site", "Action", *block.columns, "Total du site"]
        header = self._values(block.title, labels, [0.8, 3.0, 2.0, *[1.2] * (len(labels) - 3)], _matrix_rows(block))
        self._named(block, header, len(labels), 3, block.source, block.note)
        self._texts(block.note, block.source)

    def _texts(self, *texts: str) -> None:
        for text in filter(None, texts):
            self._spread(text, "soft_text")
        self._space()


def _labels(columns: Sequence[Column]) -> int:
    """How many columns say which row it is: up to the first wide one of words."""
    wide = (at for at, column in enumerate(columns[:4], start=1) if column.align is Align.START and column.width >= 2)
    return next(wide, 1)


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
