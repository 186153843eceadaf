"""The book as a workbook: real numbers and dates, native charts, ready to print; no cell is ever a formula."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from domain.french import long_day
from reports.archive import same_bytes
from reports.content import Amount, AreaMap, Block, Book, Cell, Chart, Items, Matrix, Paragraph, Section, Table
from reports.xlsx_charts import add_chart
from reports.xlsx_styles import HEADER, STYLES, dress, number_format

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_WIDTH = 14.0  # characters to a column of relative width 1, from the second table column on
_TEXT_COLUMNS = 8  # over which a paragraph spreads
_CHARACTERS_A_LINE = 130
_LINE_POINTS = 15


def xlsx_of(book: Book) -> bytes:
    """The workbook of a book; its dates are that of the meeting, so that one content gives one file."""
    workbook = Workbook()
    workbook.remove(workbook.active or workbook.create_sheet())
    stamp = datetime.combine(book.meeting, time(8))
    properties = workbook.properties
    properties.title, properties.creator = f"{book.title} – {book.department}, {book.window_words}", "Vigie"
    properties.subject, properties.language, properties.created = book.mention, "fr-FR", stamp
    for name, sections in _by_sheet(book):
        sheet = workbook.create_sheet(name)
        writer = _SheetWriter(sheet)
        writer.head(book)
        for section in sections:
            writer.section(section)
        dress(sheet, book, writer.header_rows)
    target = BytesIO()
    workbook.save(target)
    return same_bytes(target.getvalue(), stamp)


def _by_sheet(book: Book) -> Iterator[tuple[str, list[Section]]]:
    """The sections by sheet, in the order in which the sheets first come."""
    for name in dict.fromkeys(section.sheet for section in book.sections):
        yield name, [section for section in book.sections if section.sheet == name]


class _SheetWriter:
    """Writes blocks one under the other on one sheet; `row` is the next free one."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.row = 1
        self.header_rows: list[int] = []
        self._writers: dict[type[Block], Callable[[Any], None]] = {
            Paragraph: self._paragraph,
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
            self._paragraph(Paragraph(book.missing, alert=True))

    def section(self, section: Section) -> None:
        """A section's title and blocks."""
        self.row += 1
        self._line(section.title, "heading")
        for block in section.blocks:
            self._writers[type(block)](block.in_workbook() if isinstance(block, Table) else block)

    def _put(self, column: int, value: Cell, style: str) -> None:
        cell = self.sheet.cell(self.row, column)
        if isinstance(cell, MergedCell):
            raise TypeError(f"{cell.coordinate} lies under a merged text")
        put(cell, value, style)

    def _line(self, text: str, style: str) -> None:
        self._put(1, text, style)
        self.row += 1

    def _spread(self, text: str, style: str) -> None:
        """A text over the width of the sheet, its row as high as it needs."""
        self._put(1, text, style)
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=_TEXT_COLUMNS)
        lines = -(-len(text) // _CHARACTERS_A_LINE)
        self.sheet.row_dimensions[self.row].height = _LINE_POINTS * lines
        self.row += 1

    def _paragraph(self, block: Paragraph) -> None:
        self._spread(block.text, "warning" if block.alert else "text")

    def _items(self, block: Items) -> None:
        for item in block.items:
            self._spread(f"{item.sign}  {item.text}", "strong_alert" if item.alert else "strong")
            self._spread(item.detail, "soft_text")

    def _table(self, block: Table) -> None:
        self._line(block.title, "subheading")
        headings = [column.heading for column in block.columns]
        self._headings(headings)
        for at, column in enumerate(block.columns, start=1):
            self._widen(at, column.width, column.heading)
        for at, row in enumerate(block.rows):
            for place, cell in enumerate(row):
                style = "alert" if (at, place) in block.alerts else "cell"
                self._put(place + 1, cell, style)
            self.row += 1
        for text in (block.note, block.source):
            if text:
                self._spread(text, "soft_text")
        self.row += 1

    def _headings(self, headings: list[str]) -> None:
        for at, heading in enumerate(headings, start=1):
            self._put(at, heading, HEADER)
        self.header_rows.append(self.row)
        self.row += 1

    def _widen(self, column: int, width: float, heading: str) -> None:
        longest = max((len(word) for word in heading.split()), default=0)
        wanted = max(min(_WIDTH * width / 1.5, 60), longest + 3)
        dimension = self.sheet.column_dimensions[get_column_letter(column)]
        dimension.width = max(wanted, dimension.width if dimension.customWidth else 0)

    def _chart(self, block: Chart) -> None:
        """The values that the chart draws, then the chart itself beneath them."""
        self._line(block.title, "subheading")
        first = self.row
        self._headings([block.category_title, *(series.name for series in block.series)])
        for at, category in enumerate(block.categories):
            self._put(1, category, "cell")
            for place, series in enumerate(block.series, start=2):
                value = series.values[at]
                decimals = 0 if value is None or float(value).is_integer() else 1
                self._put(place, None if value is None else Amount(value, decimals), "cell")
            self.row += 1
        self._spread(f"{block.value_title}. {block.source}", "soft_text")
        self.row = add_chart(self.sheet, block, first, self.row) + 1

    def _matrix(self, block: Matrix) -> None:
        """One row a site and kind of action, one column a service: what is empty is an empty cell."""
        self._line(block.title, "subheading")
        self._headings(["Code", "Site", "Action", *block.columns, "Total du site"])
        for at, width in enumerate((0.8, 3.0, 2.0, *(1.2 for _ in block.columns), 1.2), start=1):
            self._widen(at, width, "")
        for at, (code, name) in enumerate(block.rows):
            for kind, (label, _) in enumerate(block.kinds):
                counts = [cell[kind] for cell in block.cells[at]]
                alert = "alert" if at in block.alerts else "cell"
                for place, text in enumerate((code, name, label), start=1):
                    self._put(place, text, alert)
                for place, count in enumerate(counts, start=4):
                    self._put(place, _count(count) if count else "", "cell" if count else "empty")
                self._put(4 + len(counts), _count(block.totals[at][kind]), alert)
                self.row += 1
        for text in (block.note, block.source):
            self._spread(text, "soft_text")


def _count(count: int | str) -> Cell:
    return count if isinstance(count, str) else Amount(count)


def put(cell: SheetCell, value: Cell, style: str) -> None:
    """Write a value as what it is: a number, a date, or a text that no program takes for a formula."""
    font, fill, alignment, border = STYLES[style]
    cell.font, cell.fill, cell.alignment, cell.border = font, fill, alignment, border
    if isinstance(value, Amount):
        cell.value = int(value.value) if float(value.value).is_integer() else value.value
        cell.number_format = number_format(value)
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, str) and value:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"  # the library would make a formula of what begins with =
        cell.quotePrefix = value.startswith(FORMULA_SIGNS)  # and the program, of what is edited
