"""How the workbook looks, and how its sheets print."""

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.content import Amount, Book
from reports.grid import Sheet
from reports.grid_looks import FONT, LOOKS, Look

Style = tuple[Font, PatternFill, Alignment, Border]


def _style(look: Look) -> Style:
    """Font, fill, alignment and border of a look."""
    line = Side(style="thin" if look.strong_line else "hair", color=look.line) if look.line else None
    return (
        Font(
            name=FONT,
            size=look.size,
            color=look.colour,
            bold=look.bold,
            underline="single" if look.underline else None,
        ),
        PatternFill("solid", fgColor=look.fill) if look.fill else PatternFill(),
        Alignment(
            horizontal="right" if look.at_end else None,
            vertical="bottom" if look.at_bottom else "top",
            wrap_text=look.wrap or None,
            indent=1 if look.at_end else 0,  # apart from the words of the next column
        ),
        Border(bottom=line) if line is not None else Border(),
    )


STYLES: dict[str, Style] = {name: _style(look) for name, look in LOOKS.items()}
"""Font, fill, alignment and border of each kind of cell."""


def number_format(amount: Amount) -> str:
    """The format of a number as files store it; a French program shows `#,##0.0` as `# ##0,0`."""
    if amount.share:
        return "0\u00a0%"
    whole = "#,##0" + ("." + "0" * amount.decimals if amount.decimals else "")
    return whole if amount.of is None else f'{whole}"/{amount.of}"'


def dress(sheet: Worksheet, grid: Sheet, book: Book) -> None:
    """Headers that stay in sight, and a print-out on A4 landscape, one page wide, with its header and footer."""
    sheet.sheet_view.showGridLines = False
    rows, columns = grid.frozen
    sheet.freeze_panes = f"{get_column_letter(columns + 1)}{rows + 1}"
    sheet.print_title_rows = "{}:{}".format(*grid.printed_again)
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
