"""A document of a page or two that one keeps or sends: facts, tables and a closing word, as a PDF or a workbook."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import matplotlib
import typst
from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from typst import Fonts

from reports.content import MENTION, Cell, Table, cell_words
from reports.grid_looks import HEADER
from reports.xlsx import put

_TEMPLATE = Path(__file__).with_name("document.typ")
_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_WIDTHS = (26, 22, 18, 18, 16, 14)
_CHARACTERS_A_LINE = 85
_LINE_POINTS = 15
_TITLE_POINTS = 24
_FORMATS: dict[type, str] = {int: '#,##0" octets"', datetime: 'dd/mm/yyyy hh:mm:ss" (Paris)"'}


@dataclass(frozen=True)
class Fact:
    """One thing that a document says at its head: its label, its words, and its value where that is no text."""

    label: str
    words: str
    value: int | datetime | None = None


@dataclass(frozen=True)
class Visa:
    """A place to sign or stamp: whose it is, and when it was done or what is to be written there."""

    label: str
    words: str


@dataclass(frozen=True)
class Document:
    """What it says, whatever it is written as; no table has more than six columns.

    `sheet` names the workbook's one sheet; `moment` (aware, in the time of Paris) is the date of the file, so that one
    content gives one file, and `moment_words` says it. `note` stands under the title; `closing`: a heading, a text.
    `visas` are the places to sign, on paper alone.
    """

    title: str
    sheet: str
    department: str
    moment: datetime
    moment_words: str
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    closing: tuple[str, str]
    note: str = ""
    visas: tuple[Visa, ...] = ()


def document_pdf(document: Document) -> bytes:
    """The PDF/UA-1 file of a document."""
    content = {
        "title": document.title,
        "department": document.department,
        "moment": document.moment_words,
        "date": [document.moment.year, document.moment.month, document.moment.day],
        "mention": MENTION,
        "facts": [[fact.label, fact.words] for fact in document.facts],
        "tables": [_paper(table) for table in document.tables],
        "closing": document.closing,
        "note": document.note,
        "visas": [[visa.label, visa.words] for visa in document.visas],
    }
    return bytes(
        typst.compile(
            _TEMPLATE.read_bytes(),
            font_paths=Fonts(include_system_fonts=False, font_paths=[_FONTS]),
            sys_inputs={"document": json.dumps(content, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["1.7", "ua-1"],
            timestamp=document.moment.astimezone(UTC),
        )
    )


def _paper(table: Table) -> dict[str, object]:
    return {
        "title": table.title,
        "columns": [
            {"heading": column.heading, "width": column.width, "align": str(column.align)} for column in table.columns
        ],
        "rows": [
            [{"text": cell_words(cell), "alert": (at, place) in table.alerts} for place, cell in enumerate(row)]
            for at, row in enumerate(table.rows)
        ],
        "note": table.note,
    }


def document_xlsx(document: Document) -> bytes:
    """The workbook of a document: numbers as numbers, days and moments as such, no text a formula."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = document.sheet
    properties = workbook.properties
    properties.title, properties.creator, properties.subject = document.title, "Vigie", MENTION
    properties.language, properties.created = "fr-FR", document.moment.replace(tzinfo=None)
    row = _head(sheet, document)
    for table in document.tables:
        row = _table(sheet, row + 1, table)
    heading, text = document.closing
    row = _spread(sheet, row + 1, heading, "subheading")
    _spread(sheet, row, text, "text")
    _dress(sheet)
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def _head(sheet: Worksheet, document: Document) -> int:
    """The title and the facts; the next free row."""
    row = _spread(sheet, 1, document.title, "title")
    sheet.row_dimensions[1].height = _TITLE_POINTS
    row = _spread(sheet, row, MENTION, "mention")
    if document.note:
        row = _spread(sheet, row, document.note, "soft_text")
    for fact in document.facts:
        _put(sheet, row, 1, fact.label, "cell")
        _put(sheet, row, 2, fact.words, "cell")
        if fact.value is not None:
            typed = sheet.cell(row, 2, fact.value)
            typed.number_format = _FORMATS[type(fact.value)]
            typed.alignment = Alignment(horizontal="left", vertical="top")
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=len(_WIDTHS))
        row += 1
    return row


def _table(sheet: Worksheet, row: int, table: Table) -> int:
    """The table from that row on; the next free row."""
    row = _spread(sheet, row, table.title, "subheading")
    if table.rows:
        for at, column in enumerate(table.columns, start=1):
            _put(sheet, row, at, column.heading, HEADER)
        row += 1
    for at, cells in enumerate(table.rows):
        for place, cell in enumerate(cells):
            _put(sheet, row, place + 1, cell, "alert" if (at, place) in table.alerts else "cell")
        lines = max(-(-len(cell_words(cell)) // width) for cell, width in zip(cells, _WIDTHS, strict=False))
        sheet.row_dimensions[row].height = _LINE_POINTS * lines
        row += 1
    return _spread(sheet, row, table.note, "soft_text") if table.note else row


def _spread(sheet: Worksheet, row: int, text: Cell, style: str) -> int:
    """A text over the width of the sheet, its row as high as it needs; the next free row."""
    _put(sheet, row, 1, text, style)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WIDTHS))
    lines = -(-len(str(text)) // _CHARACTERS_A_LINE)
    if lines > 1:
        sheet.row_dimensions[row].height = _LINE_POINTS * lines
    return row + 1


def _put(sheet: Worksheet, row: int, column: int, value: Cell, style: str) -> None:
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        raise TypeError(f"{cell.coordinate} lies under a merged text")
    put(cell, value, style)


def _dress(sheet: Worksheet) -> None:
    """Widths, and a print-out on A4, one page wide."""
    for at, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
