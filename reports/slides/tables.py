"""Tables of the book as tables of the presentation, cut over slides where they are too long or too wide."""

from collections.abc import Iterator

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.table import Table as Drawn
from pptx.table import _Cell
from pptx.util import Pt

from domain.french import NBSP, plural
from reports.content import Align, Matrix, Spark, Table, cell_words
from reports.slides.deck import Deck, Heading, describe
from reports.slides.grids import SIDE, Grid, GridCell, Page, pages
from reports.slides.layout import Box
from reports.slides.sources import caption, put_caption, room_above
from reports.slides.text import ALERT, EMPTY, INK, LINE, SOFT, add_element, clean, write

_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the style without fills and lines
_HAIR, _STROKE = 0.5, 1.25  # under a row, under the header, in points


def add_table(deck: Deck, section: str, block: Table) -> None:
    """The slides of a table; none where only the workbook shows it."""
    if not block.paper:
        return
    left = len(block.rows[block.shown :]) if block.shown is not None else 0
    more = f"Suite dans le classeur{NBSP}: {plural(left, 'autre ligne', 'autres lignes')}. " if left else ""
    _add(deck, section, block.title, _grid(block), f"{more}{block.note}", block.source)


def add_matrix(deck: Deck, section: str, block: Matrix) -> None:
    """The slides of the matrix: what is empty is plain to see."""
    _add(deck, section, block.title, _matrix_grid(block), block.note, block.source)


def _add(deck: Deck, section: str, title: str, grid: Grid, note: str, source: str) -> None:
    words = caption(note, source)
    room = room_above(words)
    parts = pages(grid, room.width, room.height)
    for at, page in enumerate(parts, start=1):
        heading = Heading(title, section, at, len(parts))
        slide = deck.slide(heading, (note, source))
        _draw(slide, page, room, heading.words)
        put_caption(slide, words)


def _grid(block: Table) -> Grid:
    sparks = {at for row in block.rows for at, cell in enumerate(row) if isinstance(cell, Spark)}
    kept = [at for at, column in enumerate(block.columns) if column.paper and at not in sparks]
    columns = [block.columns[at] for at in kept]
    rows = tuple(
        tuple(GridCell(clean(cell_words(row[at])), (number, at) in block.alerts) for at in kept)
        for number, row in enumerate(block.rows[: block.shown])
    )
    ends = tuple(column.align is Align.END for column in columns)
    # The columns of words that begin a table name its rows: a code and a name, an indicator and its unit.
    keys = next((at for at, end in enumerate(ends) if end), 1)
    return Grid(tuple(clean(column.heading) for column in columns), ends, rows, min(max(keys, 1), 2))


def _matrix_grid(block: Matrix) -> Grid:
    headings = ("Site", *(clean(name) for name in block.columns), "Total du site")
    rows = []
    for at, (code, name) in enumerate(block.rows):
        idle = at in block.alerts
        total = "aucune action" if idle else _counts(block, block.totals[at])
        cells = [GridCell(_counts(block, cell), empty=not any(cell)) for cell in block.cells[at]]
        rows.append((GridCell(clean(f"{code} {name}"), idle), *cells, GridCell(total, idle)))
    return Grid(headings, tuple(False for _ in headings), tuple(rows))


def _counts(block: Matrix, counts: tuple[int | str, ...]) -> str:
    shown = (f"{count}{NBSP}{short}" for count, (_, short) in zip(counts, block.kinds, strict=True) if count)
    return clean(", ".join(shown))


def _draw(slide: Slide, page: Page, room: Box, title: str) -> None:
    grid = page.grid
    box = Box(room.left, room.top, sum(page.widths), sum(page.heights))
    frame = slide.shapes.add_table(len(grid.rows) + 1, len(grid.headings), *box.emu)
    headings = ", ".join(grid.headings)
    describe(frame, "Tableau", f"Tableau. {title}. {plural(len(grid.rows), 'ligne')}. Colonnes{NBSP}: {headings}.")
    table = frame.table
    _plain(table)
    for at, wide in enumerate(page.widths):
        table.columns[at].width = Pt(wide)
    for at, tall in enumerate(page.heights):
        table.rows[at].height = Pt(tall)
    for at, heading in enumerate(grid.headings):
        words = page.fitting(0, at, heading, bold=True)
        _fill(table.cell(0, at), words, page, at, header=True)
    for row, column, cell in _cells(grid):
        target = table.cell(row, column)
        words = page.fitting(row, column, cell.text, bold=cell.alert)
        _fill(target, words, page, column, alert=cell.alert)
        if cell.empty:
            target.fill.solid()
            target.fill.fore_color.rgb = RGBColor.from_string(EMPTY)


def _cells(grid: Grid) -> Iterator[tuple[int, int, GridCell]]:
    for row, cells in enumerate(grid.rows, start=1):
        for column, cell in enumerate(cells):
            yield row, column, cell


def _plain(table: Drawn) -> None:
    """No bands and no fills: lines alone part the rows, and the first row is the header."""
    table.first_row, table.horz_banding = True, False
    next(table._tbl.iter(qn("a:tableStyleId"))).text = _PLAIN


def _fill(cell: _Cell, text: str, page: Page, column: int, *, header: bool = False, alert: bool = False) -> None:
    cell.margin_left = cell.margin_right = Pt(SIDE)
    cell.margin_top = cell.margin_bottom = Pt(page.above)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if header else MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if page.grid.ends[column] else PP_ALIGN.LEFT
    if text:
        colour = SOFT if header else ALERT if alert else INK
        write(paragraph, text, page.size, bold=header or alert, colour=colour)
    else:
        # An empty cell has a type size too: the usual one would stretch its row.
        add_element(paragraph._p, "a:endParaRPr", sz=str(round(page.size * 100)))
    _underline(cell, INK if header else LINE, _STROKE if header else _HAIR)


def _underline(cell: _Cell, colour: str, points: float) -> None:
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": str(Pt(points)), "cap": "flat", "cmpd": "sng"})
    properties.insert(0, line)
    add_element(add_element(line, "a:solidFill"), "a:srgbClr", val=colour)
