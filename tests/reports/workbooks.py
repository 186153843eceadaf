"""What a workbook of the book has to hold, from the content alone, and what one holds, read by a library that
writes none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from python_calamine import CalamineWorkbook

from reports.content import Amount, Book, Cell, Chart, Items, Matrix, Paragraph, Spark, Table

Value = str | float | date


@dataclass(frozen=True)
class Written:
    """A table, a matrix or a chart's values as they have to stand on a sheet; `cells` as the content has them."""

    sheet: str
    title: str
    header: list[str]
    cells: list[list[Cell]]
    below: list[str]


def written(book: Book) -> Iterator[Written]:
    """Every block of values of a book, in order."""
    for section in book.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                kept = [at for at, column in enumerate(block.columns) if column.workbook]
                header = [
                    f"{column.label} ({column.unit})" if column.unit else column.label
                    for column in (block.columns[at] for at in kept)
                ]
                cells = [[row[at] for at in kept] for row in block.rows]
                yield Written(section.sheet, block.title, header, cells, [block.note, block.source])
            elif isinstance(block, Chart):
                header = [block.category_title, *(series.name for series in block.series)]
                cells = [
                    [category, *(_number(series.values[at]) for series in block.series)]
                    for at, category in enumerate(block.categories)
                ]
                yield Written(section.sheet, block.title, header, cells, [f"{block.value_title}. {block.source}"])
            elif isinstance(block, Matrix):
                header = ["Code", "Site", "Action", *block.columns, "Total du site"]
                below = [block.note, block.source]
                yield Written(section.sheet, block.title, header, list(_matrix(block)), below)


def _number(value: float | None) -> Amount | None:
    return None if value is None else Amount(value)


def _matrix(block: Matrix) -> Iterator[list[Cell]]:
    for at, (code, name) in enumerate(block.rows):
        for kind, (label, _) in enumerate(block.kinds):
            counts = [counted[kind] or None for counted in block.cells[at]]
            total = block.totals[at][kind]
            yield [code, name, label, *(Amount(one) if isinstance(one, int) else one for one in (*counts, total))]


def texts(book: Book) -> Iterator[tuple[str, str]]:
    """The sheet and the words of each sentence of a book."""
    for section in book.sections:
        yield section.sheet, section.title
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield section.sheet, block.text
            elif isinstance(block, Items):
                for item in block.items:
                    yield section.sheet, f"{item.sign}  {item.text}"
                    yield section.sheet, item.detail


def sheets(content: bytes) -> dict[str, list[list[Value]]]:
    """The values of each sheet from A1 on, in their order; an empty cell is an empty text."""
    opened = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: opened.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in opened.sheet_names}  # type: ignore[misc]  # calamine says Any


def expected(cell: Cell) -> Value:
    """What such a cell is read as."""
    assert not isinstance(cell, Spark)
    if isinstance(cell, Amount):
        return _rounded(float(cell.value))
    return "" if cell is None else cell


def _rounded(value: Value) -> Value:
    """A number to the twelve digits that every writer keeps."""
    return float(f"{value:.12g}") if isinstance(value, float) else value


def assert_holds(content: bytes, book: Book) -> list[tuple[Written, int]]:
    """Each number, date and text of the content stands where it has to; return the header's row of each block."""
    read = sheets(content)
    order = list(dict.fromkeys(section.sheet for section in book.sections if section.sheet != "Sources"))
    assert list(read) == [*order, "Sources"]
    places, reached = [], dict.fromkeys(read, 0)
    for block in written(book):
        rows = read[block.sheet]
        width = len(block.header)
        start = next(
            at
            for at in range(reached[block.sheet], len(rows))
            if rows[at][0] == block.title and rows[at + 1][:width] == block.header
        )
        found = [[_rounded(value) for value in row[:width]] for row in rows[start + 2 : start + 2 + len(block.cells)]]
        assert found == [[expected(cell) for cell in row] for row in block.cells], block.title
        end = start + 2 + len(block.cells)
        below = [text for text in block.below if text]
        assert [row[0] for row in rows[end : end + len(below)]] == below
        reached[block.sheet] = end
        places.append((block, start + 2))
    for sheet, text in texts(book):
        assert not text or text in [row[0] for row in read[sheet]], text
    for rows in read.values():
        assert rows[0][0] == f"{book.title} – {book.department}"
        assert rows[2][0] == book.mention
        assert book.missing is None or rows[3][0] == book.missing
    return places
