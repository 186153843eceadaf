"""The book as an OpenDocument workbook: the same sheets as the other one, charts as their values alone.

The library makes the file and packs it; rows are given to it as text, much faster than cell by cell.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from odfdo import Document, Element
from openpyxl.utils import get_column_letter

from reports.archive import same_bytes
from reports.content import Amount, Book, Cell, cell_words
from reports.grid import TEXT_COLUMNS, GridCell, Line, Link, Range, Sheet, legible, sheets_of, title_of
from reports.ods_styles import TABLE_STYLE, Styles, master_page, page_layout, settings

_OF_THE_TEMPLATE = ("Configurations2/", "Thumbnails/")  # the settings of a window, and a picture of an empty sheet
_NO_CELL = "<table:table-cell/>"
_LINES = re.compile("\r\n?|\n")
_SPACES = re.compile("(?<= ) +|^ +|\t")  # that the format would take for one, or for none


def ods_of(book: Book) -> bytes:
    """The workbook of a book; its dates are that of the meeting, so that one content gives one file."""
    stamp = datetime.combine(book.meeting, time(8))
    sheets = sheets_of(book, chart_rows=lambda _: 0)
    document = Document("spreadsheet")
    _describe(document, book, stamp, sheets)
    _write(document, book, sheets)
    target = BytesIO()
    document.save(target)
    return same_bytes(target.getvalue(), stamp)


def _describe(document: Document, book: Book, stamp: datetime, sheets: list[Sheet]) -> None:
    """The properties of the file, without what the library's template says of itself."""
    meta = document.meta
    meta.title, meta.subject, meta.language = legible(title_of(book)), legible(book.mention), "fr-FR"
    meta.initial_creator = meta.creator = "Vigie"
    meta.creation_date = meta.date = stamp
    meta.clear_user_defined_metadata()
    cells = sum(len(line.cells) for sheet in sheets for line in sheet.lines)
    meta.statistic = {"meta:table-count": len(sheets), "meta:cell-count": cells, "meta:object-count": 0}
    for path in document.parts:
        if path.startswith(_OF_THE_TEMPLATE):
            document.del_part(path)
    for path in document.manifest.get_paths():
        if str(path).startswith(_OF_THE_TEMPLATE):
            document.manifest.del_full_path(str(path))


def _write(document: Document, book: Book, sheets: list[Sheet]) -> None:
    styles = Styles()
    tables = [_table(sheet, styles) for sheet in sheets]
    names = "".join(_name(one) for sheet in sheets for one in sheet.ranges)
    _fill(document.body, [*tables, f"<table:named-expressions>{names}</table:named-expressions>"])
    _fill(document.content.get_element("//office:automatic-styles"), styles.xml())
    _fill(document.styles.get_element("//office:automatic-styles"), [page_layout()])
    _fill(document.styles.get_element("//office:master-styles"), [master_page(book)])
    document.set_part("settings", settings(sheets).encode())


def _fill(element: Element | None, children: Iterable[str]) -> None:
    """Put those children in the place of the ones that the library's template has."""
    if element is None:
        raise ValueError("The template of the library lacks a part")
    element.clear()
    for child in children:
        element.append(Element.from_tag(child))


def _table(sheet: Sheet, styles: Styles) -> str:
    """A sheet: its columns, then its rows, those that each printed page repeats apart from the others."""
    first, last = sheet.printed_again
    rows = [_row(sheet, line, styles) for line in sheet.lines]
    columns = max(TEXT_COLUMNS, *(len(line.cells) for line in sheet.lines))
    return "".join(
        (
            f'<table:table table:name={quoteattr(sheet.name)} table:style-name="{TABLE_STYLE}">',
            *(_column(sheet.widths.get(at), styles) for at in range(1, columns + 1)),
            *rows[: first - 1],
            "<table:table-header-rows>",
            *rows[first - 1 : last],
            "</table:table-header-rows>",
            *rows[last:],
            "</table:table>",
        )
    )


def _column(width: float | None, styles: Styles) -> str:
    return f'<table:table-column table:style-name="{styles.column(width)}" table:default-cell-style-name="Default"/>'


def _row(sheet: Sheet, line: Line, styles: Styles) -> str:
    """A row; its height is left to the program, that finds it except for a text over several columns."""
    cells = [_cell(cell, styles, TEXT_COLUMNS if line.spread else 1) for cell in line.cells]
    style = f'table:style-name="{styles.row(sheet.height(line) if line.spread else None)}"'
    return f"<table:table-row {style}>{''.join(cells) or _NO_CELL}</table:table-row>"


def _cell(filled: GridCell, styles: Styles, over: int) -> str:
    """A cell as what it is: a number, a share, a date, or a text; `over` several columns where it spreads."""
    value, look = filled
    style = f'table:style-name="{styles.cell(value, look)}"'
    if over > 1:
        covered = f'<table:covered-table-cell table:number-columns-repeated="{over - 1}"/>'
        style += f' table:number-columns-spanned="{over}" table:number-rows-spanned="1"'
    else:
        covered = ""
    kind, shown = _typed(value)
    return f"<table:table-cell {style}{kind}>{shown}</table:table-cell>{covered}"


def _typed(value: Cell | Link) -> tuple[str, str]:
    """The attributes that say a value, and the paragraphs that show it; a text is never a formula."""
    if value is None or value == "":
        return "", ""
    if isinstance(value, Link):
        place = quoteattr(f"#{_quoted(value.sheet)}.A{value.row}")
        link = f'<text:a xlink:type="simple" xlink:href={place}>{_inline(value.text)}</text:a>'
        return ' office:value-type="string"', f"<text:p>{link}</text:p>"
    if isinstance(value, Amount):
        kind = f' office:value-type="{"percentage" if value.share else "float"}" office:value="{value.value!r}"'
    elif isinstance(value, date):
        kind = f' office:value-type="date" office:date-value="{value.isoformat()}"'
    else:
        kind = ' office:value-type="string"'
    return kind, "".join(f"<text:p>{_inline(line)}</text:p>" for line in _LINES.split(cell_words(value)))


def _inline(text: str) -> str:
    """A text within a paragraph, its spaces kept as many as they are."""
    return _SPACES.sub(_space, escape(legible(text)))


def _space(found: re.Match[str]) -> str:
    return "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>'


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def _name(one: Range) -> str:
    sheet = _quoted(one.sheet)
    first, last = f"${sheet}.$A${one.header}", f"${get_column_letter(one.columns)}${one.last}"
    place = f"table:base-cell-address={quoteattr(first)} table:cell-range-address={quoteattr(f'{first}:.{last}')}"
    return f'<table:named-range table:name="{one.name}" {place}/>'
