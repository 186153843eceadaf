"""What a book is made of, whatever it is written as: sections of text, tables, charts and maps, with raw values."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from domain.french import NOTHING, day, number, percent
from domain.windows import FORTNIGHT_DAYS, Window

MENTION = "Diffusion restreinte"
CIRCULATION_MENTION = "Édition pour circulation – petits nombres masqués"


@dataclass(frozen=True)
class Amount:
    """A number as it is: its decimals, whether it is a share from 0 to 1, and what it is counted out of."""

    value: float
    decimals: int = 0
    share: bool = False
    of: int | None = None

    @property
    def words(self) -> str:
        """The number as French writes it: `1 234,5`, `42 %`, `2/3`."""
        if self.share:
            return percent(self.value)
        text = number(self.value, self.decimals)
        return text if self.of is None else f"{text}/{number(self.of)}"


@dataclass(frozen=True)
class Spark:
    """A series small enough for a cell, oldest first: drawn on paper; the workbooks and slides leave its column out."""

    values: tuple[float | None, ...]


Cell = str | Amount | date | Spark | None


def cell_words(cell: Cell) -> str:
    """A cell as it stands on paper; a dash for None, and for a series where it cannot be drawn."""
    if cell is None or isinstance(cell, Spark):
        return NOTHING
    if isinstance(cell, Amount):
        return cell.words
    return day(cell) if isinstance(cell, date) else cell


class Align(StrEnum):
    """On which side a column's cells stand: words on the left, what is compared on the right."""

    START = "start"
    END = "end"


@dataclass(frozen=True)
class Column:
    """A column of a table: label, unit, side, relative width.

    `paper` is False where only the workbooks show it, `workbook` where only paper does.
    """

    label: str
    unit: str = ""
    align: Align = Align.END
    width: float = 1.0
    paper: bool = True
    workbook: bool = True

    @property
    def heading(self) -> str:
        """The label with its unit in brackets."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


def words_column(label: str, width: float = 2.0, *, paper: bool = True) -> Column:
    """A column of words."""
    return Column(label, align=Align.START, width=width, paper=paper)


@dataclass(frozen=True)
class Table:
    """A table of raw values, with where they come from.

    `alerts` holds the (row, column) of cells that call for a decision. On paper at most `shown` rows stand,
    and none where `paper` is False: the workbook has them all.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str
    note: str = ""
    alerts: frozenset[tuple[int, int]] = frozenset()
    shown: int | None = None
    paper: bool = True

    def in_workbook(self) -> "Table":
        """The table without the columns that only paper has."""
        kept = [at for at, column in enumerate(self.columns) if column.workbook]
        places = {at: place for place, at in enumerate(kept)}
        return replace(
            self,
            columns=tuple(self.columns[at] for at in kept),
            rows=tuple(tuple(row[at] for at in kept) for row in self.rows),
            alerts=frozenset((row, places[at]) for row, at in self.alerts if at in places),
        )


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `alert` where it warns of something missing."""

    text: str
    alert: bool = False


@dataclass(frozen=True)
class Item:
    """One sentence with its sign and what it rests on."""

    sign: str
    text: str
    detail: str
    alert: bool = False


@dataclass(frozen=True)
class Items:
    """Sentences one under the other."""

    items: tuple[Item, ...]


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"  # one bar a category and series
    MONTHS = "months"  # a series over the months: one small panel each on paper, lines in the workbook


@dataclass(frozen=True)
class Series:
    """A series of a chart: one value a category, None where it is not known."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart: its title says the question, its axis titles the units, `alt` the picture in words."""

    kind: ChartKind
    title: str
    category_title: str
    value_title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    source: str


@dataclass(frozen=True)
class Area:
    """A sector on a map: its outline (GeoJSON or WKT), its count, and whether it is in established rise.

    `mark`: what stands for a count that is hidden; `count` is then None.
    """

    code: str
    name: str
    outline: str
    count: float | None
    rising: bool
    mark: str = ""


@dataclass(frozen=True)
class AreaMap:
    """A map of sectors by count; on paper alone, since a workbook has no map that can be edited.

    `least`: the lowest count above none that it may show.
    """

    title: str
    areas: tuple[Area, ...]
    unit: str
    alt: str
    source: str
    least: int = 1


@dataclass(frozen=True)
class Matrix:
    """Counts of several kinds of action at each row and column; `cells[row][column]` in the order of `kinds`.

    A count that is hidden is the mark that stands for it.
    `kinds` are their labels with their short form; `alerts` the rows where nothing was done at all.
    """

    title: str
    kinds: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[tuple[int | str, ...], ...], ...]
    totals: tuple[tuple[int | str, ...], ...]
    alerts: frozenset[int]
    source: str
    note: str = ""


Block = Paragraph | Items | Table | Chart | AreaMap | Matrix


@dataclass(frozen=True)
class Section:
    """A part of the book: its title on paper, the workbook's sheet where it stands, its blocks in order."""

    title: str
    sheet: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    new_page: bool = False


@dataclass(frozen=True)
class Book:
    """The meeting's book: what it is about, who may read it, how far the files reach, and its sections.

    `missing` says which services' files do not reach the window's end, None where all do. `participants`: who sits at
    the meeting, as functions, never names.
    """

    title: str
    department: str
    window: Window
    window_words: str
    meeting: date
    missing: str | None
    sections: tuple[Section, ...]
    mention: str = field(default=MENTION)
    participants: tuple[str, ...] = ()

    @property
    def period_words(self) -> str:
        """What the book is about, with its days: `Quinzaine du 9 au 22 novembre 2026`."""
        return f"{'Quinzaine' if self.window.days == FORTNIGHT_DAYS else 'Période'} {self.window_words}"
