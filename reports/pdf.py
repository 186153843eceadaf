"""The book as a PDF: tagged, in French, set by typst from its template, without any other host."""

import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import matplotlib
import typst
from typst import Fonts

from domain.french import NBSP, long_day, number, plural
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
    Series,
    Spark,
    Table,
    cell_words,
)
from reports.maps import laid_out
from reports.widths import PAPER, column_widths

_TEMPLATE = Path(__file__).with_name("book.typ")
_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_COLUMNS_A_MATRIX = 12
_CATEGORIES_A_CHART = 30
_LONG_WORD = re.compile(r"\S{20,}")
_SEPARATOR = re.compile(r"([_./])(?=\w)")
_BREAK = "\u200b"  # zero-width space: where a line may end
Part = dict[str, Any]  # what typst reads as JSON
T = TypeVar("T")


def pdf_of(book: Book) -> bytes:
    """The PDF/UA-1 file of a book; its date is that of the meeting, so that one content gives one file."""
    return compiled(prepared(book), book.meeting)


def prepared(book: Book) -> str:
    """All that the template is to say and draw of a book, as JSON."""
    return json.dumps(_content(book), ensure_ascii=False)


def compiled(content: str, meeting: date) -> bytes:
    """The PDF/UA-1 file of that JSON, dated of the meeting."""
    return bytes(
        typst.compile(
            _TEMPLATE,
            root=_TEMPLATE.parent,
            font_paths=_fonts(),
            sys_inputs={"book": content},
            format="pdf",
            pdf_standards=["1.7", "ua-1"],
            timestamp=datetime.combine(meeting, time(8), UTC),
        )
    )


@cache
def _fonts() -> Fonts:
    """The fonts that typst brings and those of matplotlib: the same on every machine."""
    return Fonts(include_system_fonts=False, font_paths=[_FONTS])


def _content(book: Book) -> Part:
    return {
        "title": book.title,
        "department": book.department,
        "window": book.window_words,
        "period": book.period_words,
        "meeting": long_day(book.meeting),
        "date": [book.meeting.year, book.meeting.month, book.meeting.day],
        "mention": book.mention,
        "missing": book.missing,
        "participants": book.participants,
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
    columns = [_column(block.columns[at].heading, block.columns[at].width, block.columns[at].align) for at in kept]
    cells = [[_cell(row[at], (number, at) in block.alerts) for at in kept] for number, row in enumerate(rows)]
    return [_grid(block, columns, cells) | {"note": f"{more}{block.note}"}]


def _grid(block: Table | Matrix, columns: list[Part], rows: list[list[Part]]) -> Part:
    """A table as typst draws it, its columns wide enough for their words."""
    texts = [[str(row[at].get("text", "")) for row in rows] for at in range(len(columns))]
    headings = [column["heading"] for column in columns]
    widths = column_widths([column["width"] for column in columns], headings, texts)
    columns = [column | {"width": width} for column, width in zip(columns, widths, strict=True)]
    return {
        "kind": "table",
        "title": block.title,
        "columns": columns,
        "tight": sum(widths) > PAPER + 1,
        "rows": rows,
        "note": "",
        "source": block.source,
    }


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
    values = [value for series in block.series for value in series.values if value is not None]
    part = _picture(block) | {"kind": str(block.kind), "unit": block.value_title, "highest": max(values, default=0.0)}
    return _bars(block, part) if block.kind is ChartKind.BARS else [part | _months(block)]


def _months(block: Chart) -> Part:
    series = [{"name": one.name, "values": _values(one)} for one in block.series]
    return {"categories": block.categories, "series": series}


def _bars(block: Chart, part: Part) -> list[Part]:
    """The bars, cut into charts that each fit on a page, all to one scale."""
    columns = zip(*(_values(series) for series in block.series), strict=True)
    groups = [
        {"category": category, "values": values} for category, values in zip(block.categories, columns, strict=True)
    ]
    part = part | {"names": [series.name for series in block.series]}
    return _titled([part | {"groups": kept} for kept in _cut(groups, _CATEGORIES_A_CHART)])


def _values(series: Series) -> list[Part]:
    return [
        {"size": value, "words": number(value, 0 if value is None or value.is_integer() else 1)}
        for value in series.values
    ]


def _map(block: AreaMap) -> list[Part]:
    layout = laid_out(block)
    names = [f"{area.code} {area.name}" for area in sorted(block.areas, key=lambda area: area.code)]
    return [_picture(block) | {"kind": "map", "unit": block.unit, "layout": asdict(layout), "key": names}]


def _picture(block: Chart | AreaMap) -> Part:
    return {"title": block.title, "alt": block.alt, "source": block.source}


def _cut(items: Sequence[T], most: int) -> list[Sequence[T]]:
    """The items in runs of about one length, none longer than `most`; one empty run for no item."""
    runs = max(math.ceil(len(items) / most), 1)
    length = math.ceil(len(items) / runs)
    return [items[length * run : length * (run + 1)] for run in range(runs)]


def _titled(parts: list[Part]) -> list[Part]:
    """The parts of one block, which of how many in the title of each where there are several."""
    last = len(parts)
    if last == 1:
        return parts
    return [part | {"title": f"{part['title']} ({at} sur {last})"} for at, part in enumerate(parts, start=1)]


def _matrix(block: Matrix) -> list[Part]:
    """The matrix, cut into tables of at most twelve services, so that no column is too narrow to read."""
    parts = [_matrix_part(block, kept) for kept in _cut(range(len(block.columns)), _COLUMNS_A_MATRIX)]
    return _titled([*parts[:-1], {**parts[-1], "note": block.note}])


def _matrix_part(block: Matrix, kept: Sequence[int]) -> Part:
    columns = [_column("Site", 1.8, Align.START)]
    columns += [_column(block.columns[at], 1.0, Align.START) for at in kept]
    columns.append(_column("Total du site", 1.1, Align.START))
    rows = []
    for at, (code, name) in enumerate(block.rows):
        idle = at in block.alerts
        total = "aucune action" if idle else _counts(block, block.totals[at])
        rows.append(
            [
                {"text": f"{code} {name}", "alert": idle},
                *(
                    {"text": _counts(block, cell), "empty": not any(cell)}
                    for cell in (block.cells[at][place] for place in kept)
                ),
                {"text": total, "alert": idle},
            ]
        )
    return _grid(block, columns, rows)


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
