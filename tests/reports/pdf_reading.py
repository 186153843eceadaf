"""A book's PDF read back: its pages, its tags, and what a book has on paper, worked out from its content alone."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pypdf import PdfReader

from reports.content import AreaMap, Block, Book, Cell, Chart, ChartKind, Matrix, Section, Spark, Table, cell_words

SERVICES_A_TABLE, CATEGORIES_A_CHART = 12, 30


def squeezed(text: str) -> str:
    """The text without spaces and hyphens, which the end of a line adds or takes away."""
    return re.sub(r"[\s\u200b\u00ad\u2010-]", "", text)


def bodies(content: bytes, book: Book) -> list[str]:
    """The squeezed text of each page between its header and its footer, which must be there on all but the cover."""
    cover, *pages = [squeezed(page.extract_text()) for page in PdfReader(BytesIO(content)).pages]
    found = [cover]
    for number, page in enumerate(pages, start=2):
        header = squeezed(f"{book.department}, {book.window_words} {book.mention}")
        footer = squeezed(f"{book.title} page {number} sur {len(pages) + 1}")
        assert page.startswith(header), f"page {number}"
        assert page.endswith(footer), f"page {number}"
        found.append(page[len(header) : -len(footer)])
    return found


def cell_text(cell: Cell) -> str:
    """What a cell says on paper; a series is drawn, and says nothing."""
    return "" if isinstance(cell, Spark) else cell_words(cell)


@dataclass(frozen=True)
class Printed:
    """A table or picture as it must be on paper: its heading, its header cells, and texts that follow each other.

    `alt` is None where it is a table.
    """

    heading: str
    headers: tuple[str, ...]
    runs: tuple[str, ...]
    alt: str | None = None


def printed(section: Section) -> list[Printed]:
    """The tables and pictures of a section on paper, in order."""
    return [part for block in section.blocks for part in _parts(block)]


def _parts(block: Block) -> list[Printed]:
    if isinstance(block, Table):
        return [_table(block)] if block.paper else []
    if isinstance(block, Matrix):
        return _matrix(block)
    if isinstance(block, Chart):
        return _chart(block)
    return [Printed(block.title, (), (), block.alt)] if isinstance(block, AreaMap) else []


def _table(block: Table) -> Printed:
    kept = [at for at, column in enumerate(block.columns) if column.paper]
    cells = [cell_text(row[at]) for row in block.rows[: block.shown] for at in kept]
    return Printed(block.title, tuple(block.columns[at].heading for at in kept), ("".join(cells),))


def _matrix(block: Matrix) -> list[Printed]:
    found = []
    for suffix, kept in _shares(len(block.columns), SERVICES_A_TABLE):
        cells = [
            f"{code} {name}"
            + "".join(_counts(block, block.cells[at][column]) for column in kept)
            + ("aucune action" if at in block.alerts else _counts(block, block.totals[at]))
            for at, (code, name) in enumerate(block.rows)
        ]
        headers = ("Site", *(block.columns[column] for column in kept), "Total du site")
        found.append(Printed(block.title + suffix, headers, ("".join(cells),)))
    return found


def _counts(block: Matrix, counts: Sequence[int | str]) -> str:
    return ", ".join(f"{count} {short}" for count, (_, short) in zip(counts, block.kinds, strict=True) if count)


def _chart(block: Chart) -> list[Printed]:
    if block.kind is ChartKind.MONTHS:
        runs = tuple(series.name + "".join(map(_value, series.values)) for series in block.series)
        return [Printed(block.title, (), runs, block.alt)]
    found = []
    for suffix, kept in _shares(len(block.categories), CATEGORIES_A_CHART):
        bars = [block.categories[at] + "".join(_value(series.values[at]) for series in block.series) for at in kept]
        found.append(Printed(block.title + suffix, (), ("".join(bars),), block.alt))
    return found


def _value(value: float | None) -> str:
    """A value as French writes it, with a decimal where it has one."""
    if value is None:
        return "–"
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def _shares(count: int, most: int) -> list[tuple[str, range]]:
    """Equal shares of a long block, and what their headings end with."""
    shares = max(math.ceil(count / most), 1)
    length = math.ceil(count / shares)
    return [
        (f" ({share + 1} sur {shares})" if shares > 1 else "", range(share * length, min((share + 1) * length, count)))
        for share in range(shares)
    ]


def elements(pdf: pikepdf.Pdf) -> list[tuple[str, pikepdf.Object]]:
    """Every element of the structure by its tag, in reading order."""
    return list(_walk(pdf.Root.StructTreeRoot))


def _walk(parent: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
    below = parent.get("/K", pikepdf.Array())
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield str(child.S), child
            yield from _walk(child)
