"""The receipt of a deposit, to keep: one page as a PDF, or a workbook of one sheet."""

import json
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

from data_access.receipts import Receipt
from domain.territories import DEPARTMENTS
from reports.content import MENTION, Cell, Table, cell_words
from reports.receipt_content import facts_of, in_paris, moment_words, tables_of, title_of, undoing
from reports.xlsx import put
from reports.xlsx_styles import HEADER

_TEMPLATE = Path(__file__).with_name("receipt.typ")
_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_WIDTHS = (26, 22, 18, 18, 16, 14)
_CHARACTERS_A_LINE = 85
_LINE_POINTS = 15
_TITLE_POINTS = 24
_FORMATS: dict[type, str] = {int: '#,##0" octets"', datetime: 'dd/mm/yyyy hh:mm:ss" (Paris)"'}


def receipt_pdf(receipt: Receipt, *, reissued: bool = False) -> bytes:
    """The PDF/UA-1 file of a receipt; its date is that of the deposit, so that one receipt gives one file.

    `reissued`: made from what is stored, which does not hold the control totals; it says so.
    """
    content = {
        "title": title_of(receipt),
        "department": DEPARTMENTS[receipt.department].label,
        "moment": moment_words(receipt),
        "date": [receipt.stored_at.year, receipt.stored_at.month, receipt.stored_at.day],
        "mention": MENTION,
        "facts": [[fact.label, fact.words] for fact in facts_of(receipt)],
        "tables": [_paper(table) for table in tables_of(receipt, reissued=reissued)],
        "undoing": undoing(receipt),
        "reissued": _REISSUED if reissued else "",
    }
    return bytes(
        typst.compile(
            _TEMPLATE.read_bytes(),
            font_paths=Fonts(include_system_fonts=False, font_paths=[_FONTS]),
            sys_inputs={"receipt": json.dumps(content, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["1.7", "ua-1"],
            timestamp=in_paris(receipt).astimezone(UTC),
        )
    )


_REISSUED = (
    "Reçu établi de nouveau d’après ce qui est enregistré. Les totaux de contrôle n’y sont pas\u00a0: ils figurent sur "
    "le reçu remis lors du dépôt."
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


def receipt_xlsx(receipt: Receipt, *, reissued: bool = False) -> bytes:
    """The workbook of a receipt: numbers as numbers, the moment as a moment of Paris, no text a formula.

    `reissued` as for `receipt_pdf`.
    """
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Reçu"
    properties = workbook.properties
    properties.title, properties.creator, properties.subject = title_of(receipt), "Vigie", MENTION
    properties.created = in_paris(receipt).replace(tzinfo=None)
    row = _head(sheet, receipt, reissued=reissued)
    for table in tables_of(receipt, reissued=reissued):
        row = _table(sheet, row + 1, table)
    row = _spread(sheet, row + 1, "Pour annuler ce dépôt", "subheading")
    _spread(sheet, row, undoing(receipt), "text")
    _dress(sheet)
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def _head(sheet: Worksheet, receipt: Receipt, *, reissued: bool) -> int:
    """The title and the facts; the next free row."""
    row = _spread(sheet, 1, title_of(receipt), "title")
    sheet.row_dimensions[1].height = _TITLE_POINTS
    row = _spread(sheet, row, MENTION, "mention")
    if reissued:
        row = _spread(sheet, row, _REISSUED, "soft_text")
    for fact in facts_of(receipt):
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
