"""How the workbook looks, and how its sheets print."""

from collections.abc import Sequence

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.content import Amount, Book

Style = tuple[Font, PatternFill, Alignment, Border]
HEADER = "header"
_INK, _SOFT, _ALERT, _ACCENT = "1B1F27", "565E6B", "B3161B", "29598F"
_HEAD_ROWS = 3  # title, window, mention
_LOWEST_FROZEN = 9  # a header lower than that would freeze half of the screen
_NO_FILL, _NO_BORDER = PatternFill(), Border()
_ROW = Border(bottom=Side(style="hair", color="C4CBD5"))
_RULE = Border(bottom=Side(style="thin", color=_INK))
_TOP = Alignment(vertical="top")
_WRAP = Alignment(vertical="top", wrap_text=True)


def _font(size: float = 10, colour: str = _INK, *, bold: bool = False) -> Font:
    return Font(name="Calibri", size=size, color=colour, bold=bold)


STYLES: dict[str, Style] = {
    "title": (_font(16, bold=True), _NO_FILL, _TOP, _NO_BORDER),
    "soft": (_font(11, _SOFT), _NO_FILL, _TOP, _NO_BORDER),
    "mention": (_font(10, _ALERT, bold=True), _NO_FILL, _TOP, _NO_BORDER),
    "heading": (_font(14, bold=True), _NO_FILL, _TOP, _NO_BORDER),
    "subheading": (_font(11, _ACCENT, bold=True), _NO_FILL, _TOP, _NO_BORDER),
    HEADER: (
        _font(9, _SOFT, bold=True),
        PatternFill("solid", fgColor="EEF1F5"),
        Alignment(vertical="bottom", wrap_text=True),
        _RULE,
    ),
    "cell": (_font(), _NO_FILL, _WRAP, _ROW),
    "alert": (_font(colour=_ALERT, bold=True), _NO_FILL, _WRAP, _ROW),
    "empty": (_font(), PatternFill("solid", fgColor="F6E9D5"), _TOP, _ROW),
    "text": (_font(), _NO_FILL, _WRAP, _NO_BORDER),
    "warning": (_font(colour=_ALERT, bold=True), _NO_FILL, _WRAP, _NO_BORDER),
    "strong": (_font(11, bold=True), _NO_FILL, _WRAP, _NO_BORDER),
    "strong_alert": (_font(11, _ALERT, bold=True), _NO_FILL, _WRAP, _NO_BORDER),
    "soft_text": (_font(9, _SOFT), _NO_FILL, _WRAP, _NO_BORDER),
}
"""Font, fill, alignment and border of each kind of cell."""


def number_format(amount: Amount) -> str:
    """The format of a number as files store it; a French program shows `#,##0.0` as `# ##0,0`."""
    if amount.share:
        return "0\u00a0%"
    whole = "#,##0" + ("." + "0" * amount.decimals if amount.decimals else "")
    return whole if amount.of is None else f'{whole}"/{amount.of}"'


def dress(sheet: Worksheet, book: Book, header_rows: Sequence[int]) -> None:
    """Frozen headers, and a print-out on A4 landscape, one page wide, with its header and footer."""
    sheet.sheet_view.showGridLines = False
    first = header_rows[0] if header_rows else _HEAD_ROWS
    sheet.freeze_panes = f"A{1 + (first if first <= _LOWEST_FROZEN else _HEAD_ROWS)}"
    # With several tables, the header of the first would stand above the columns of another.
    sheet.print_title_rows = f"{first}:{first}" if len(header_rows) == 1 else f"1:{_HEAD_ROWS}"
    setup = sheet.page_setup
    setup.orientation, setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    about = f"{book.department}, {book.window_words}".replace("&", "&&")
    for part, left, right in (
        (sheet.oddHeader, about, book.mention),
        (sheet.oddFooter, f"{book.title} – {sheet.title}", "page &P sur &N"),
    ):
        if part is not None:
            part.left.text, part.right.text = left, right
