"""The book as a PDF: tagged, in French, set by typst from its template, without any other host."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import matplotlib
import typst
from typst import Fonts

from domain.french import NBSP, long_day, plural
from reports.content import (
    Align,
    AreaMap,
    Block,
    Book,
    Cell,
    Chart,
    ChartKind,
    Items,
    Matrix,
    Paragraph,
    Section,
    Spark,
    Table,
    cell_words,
)
from reports.pictures import bars_svg, map_svg, months_svg

_TEMPLATE = Path(__file__).with_name("book.typ")
_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_COLUMNS_A_MATRIX = 12
_CATEGORIES_A_CHART = 30
_LONG_WORD = re.compile(r"\S{20,}")
_SEPARATOR = re.compile(r"([_./])(?=\w)")
_BREAK = "\u200b"  # zero-width space: where a line may end
Part = dict[str, Any]  # what typst reads as JSON


def pdf_of(book: Book) -> bytes:
    """The PDF/UA-1 file of a book; its date is that of the meeting, so that one content gives one file."""
    return bytes(
        typst.compile(
            _TEMPLATE.read_bytes(),
            font_paths=Fonts(include_system_fonts=False, font_paths=[_FONTS]),
            sys_inputs={"book": json.dumps(_content(book), ensure_ascii=False)},
            format="pdf",
            pdf_standards=["1.7", "ua-1"],
            timestamp=datetime.combine(book.meeting, time(8), UTC),
        )
    )


def _content(book: Book) -> Part:
    return {
        "title": book.title,
        "department": book.department,
        "window": book.window_words,
        "meeting": long_day(book.meeting),
        "date": [book.meeting.year, book.meeting.month, book.meeting.day],
        "mention": book.mention,
        "missing": book.missing,
        "sections": [_section(section) for section in book.sections],
    }


def _section(section: Section) -> Part:
    parts = [part for block in section.blocks for part in _PARTS[type(block)](block)]
    return {"title": section.title, "landscape": section.landscape, "new_page": section.new_page, "parts": parts}


def _paragraph(block: Paragraph) -> list[Part]:
    return [{"kind": "paragraph", "text": block.text, "alert": block.alert}]


def _items(block: Items) -> list[Part]:
    return [{"kind": "items", "items": [vars(item) for item in block.items]}]


def _table(block: Table) -> list[Part]:
    if not block.paper:
        return []
    kept = [at for at, column in enumerate(block.columns) if column.paper]
    rows = block.rows[: block.shown]
    left = len(block.rows) - len(rows)
    more = f"Suite dans le classeur{NBSP}: {plural(left, 'autre ligne', 'autres lignes')}. " if left else ""
    return [
        {
            "kind": "table",
            "title": block.title,
            "columns": [
                _column(block.columns[at].heading, block.columns[at].width, block.columns[at].align) for at in kept
            ],
            "rows": [[_cell(row[at], (number, at) in block.alerts) for at in kept] for number, row in enumerate(rows)],
            "note": f"{more}{block.note}",
            "source": block.source,
        }
    ]


def _cell(cell: Cell, alert: bool) -> Part:
    if isinstance(cell, Spark):
        return {"spark": _runs(cell.values)}
    return {"text": _breakable(cell_words(cell)), "alert": alert}


def _runs(values: tuple[float | None, ...]) -> list[list[tuple[float, float]]]:
    """The points of a series, from 0 to 1 each way above a base of none; a missing value ends a run of them."""
    highest = max((value for value in values if value is not None), default=0.0) or 1.0
    runs: list[list[tuple[float, float]]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((at / max(len(values) - 1, 1), value / highest))
    return [run for run in runs if run]


def _breakable(text: str) -> str:
    """The text with places to end a line in words that no hyphenation knows, such as file names."""
    return _LONG_WORD.sub(lambda word: _SEPARATOR.sub(rf"\1{_BREAK}", word[0]), text)


def _column(heading: str, width: float, align: Align) -> Part:
    return {"heading": heading, "width": width, "align": str(align)}


def _chart(block: Chart) -> list[Part]:
    left = len(block.categories) - _CATEGORIES_A_CHART
    if left > 0:
        # A chart is one picture: more bars would not fit on a page.
        first = tuple(replace(series, values=series.values[:_CATEGORIES_A_CHART]) for series in block.series)
        more = f"{plural(left, 'autre')} dans le classeur. {block.source}"
        block = replace(block, categories=block.categories[:_CATEGORIES_A_CHART], series=first, source=more)
    draw = {ChartKind.BARS: bars_svg, ChartKind.MONTHS: months_svg}[block.kind]
    return [_picture(draw(block), block)]


def _map(block: AreaMap) -> list[Part]:
    return [_picture(map_svg(block), block)]


def _picture(svg: str, block: Chart | AreaMap) -> Part:
    return {"kind": "picture", "title": block.title, "svg": svg, "alt": block.alt, "source": block.source}


def _matrix(block: Matrix) -> list[Part]:
    """The matrix, cut into tables of at most twelve services, so that no column is too narrow to read."""
    starts = range(0, max(len(block.columns), 1), _COLUMNS_A_MATRIX)
    parts = [_matrix_part(block, start, start + _COLUMNS_A_MATRIX) for start in starts]
    return [*parts[:-1], {**parts[-1], "note": block.note}]


def _matrix_part(block: Matrix, start: int, end: int) -> Part:
    columns = [_column("Site", 1.8, Align.START)]
    columns += [_column(name, 1.0, Align.START) for name in block.columns[start:end]]
    columns.append(_column("Total du site", 1.1, Align.START))
    rows = []
    for at, (code, name) in enumerate(block.rows):
        idle = at in block.alerts
        total = "aucune action" if idle else _counts(block, block.totals[at])
        rows.append(
            [
                {"text": f"{code} {name}", "alert": idle},
                *({"text": _counts(block, cell), "empty": not any(cell)} for cell in block.cells[at][start:end]),
                {"text": total, "alert": idle},
            ]
        )
    return {"kind": "table", "title": block.title, "columns": columns, "rows": rows, "note": "", "source": block.source}


def _counts(block: Matrix, counts: tuple[int | str, ...]) -> str:
    shown = [f"{count}{NBSP}{short}" for count, (_, short) in zip(counts, block.kinds, strict=True) if count]
    return ", ".join(shown)


_PARTS: dict[type[Block], Callable[[Any], list[Part]]] = {
    Paragraph: _paragraph,
    Items: _items,
    Table: _table,
    Chart: _chart,
    AreaMap: _map,
    Matrix: _matrix,
}
"""How each kind of block is prepared for typst; `Any` since each function takes its own kind."""
