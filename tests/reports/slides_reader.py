"""A presentation read back: its slides by title, their texts, tables, charts and graphics."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from reports.content import Book
from reports.pptx import on_slides

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def blocks_of(book: Book, kind: type) -> list[Any]:
    return [block for section in book.sections if on_slides(section) for block in section.blocks if type(block) is kind]


def title_of(slide: Any) -> str:
    """The title without the part that it is."""
    return re.sub(r" \((suite )?\d+\u00a0sur\u00a0\d+\)$", "", slide.shapes.title.text_frame.text)


def texts_of(slide: Any) -> list[str]:
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    return [paragraph.text for frame in frames for paragraph in frame.paragraphs]


def words_of(shape: Any) -> list[str]:
    return [text.text for text in shape.element.iter(f"{DRAWING}t")]


def tables_of(shown: Any, title: str) -> list[list[list[str]]]:
    """The tables on the slides of that title, one after the other, as rows of texts."""
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for slide in shown.slides
        if title_of(slide) == title
        for shape in slide.shapes
        if shape.has_table
    ]


def charts_of(shown: Any, title: str) -> list[Any]:
    return [
        shape.chart for slide in shown.slides if title_of(slide) == title for shape in slide.shapes if shape.has_chart
    ]


def rejoined(parts: list[list[list[str]]]) -> list[list[str]]:
    """One table of its parts: those with the same header go under each other, the others side by side."""
    wide: dict[tuple[str, ...], list[list[str]]] = {}
    for part in parts:
        wide.setdefault(tuple(part[0]), []).extend(part[1:])
    (first, rows), *others = wide.items()
    whole = [list(first), *rows]
    for header, more in others:
        repeated = next(at for at, (one, two) in enumerate(zip(first, header, strict=False)) if one != two)
        for line, extra in zip(whole, [list(header), *more], strict=True):
            assert line[:repeated] == extra[:repeated]
            line.extend(extra[repeated:])
    return whole


def graphics_of(shown: Any) -> Iterator[tuple[Any, Any]]:
    for slide in shown.slides:
        for shape in slide.shapes:
            if shape.has_table or shape.has_chart or hasattr(shape, "image"):
                yield slide, shape


def in_workbook(chart: Any) -> dict[Any, Any]:
    sheet = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).worksheets[0]
    (_, *names), *rows = sheet.iter_rows(values_only=True)
    return {(name, row[0]): value for row in rows for name, value in zip(names, row[1:], strict=True)}


def place(shape: Any) -> tuple[int, int, int, int]:
    """Left, top, right and bottom; a table is as large as its columns and rows."""
    wide, tall = shape.width, shape.height
    if shape.has_table:
        wide, tall = sum(one.width for one in shape.table.columns), sum(one.height for one in shape.table.rows)
    return shape.left, shape.top, shape.left + wide, shape.top + tall
