"""Charts of the book as charts of the presentation, which can be edited: bars, and small columns over the months."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from pptx.chart.chart import Chart as Drawn
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.slide import Slide

from reports.content import Amount, Cell, Chart, ChartKind, Series
from reports.slides.deck import Deck, Heading, describe
from reports.slides.layout import Box
from reports.slides.sources import caption, put_caption, room_above
from reports.slides.text import ACCENT, LINE, PALE, SOFT, WARN, clean, dress, write
from reports.xlsx import put

_COLOURS = (ACCENT, PALE, WARN, SOFT)
_BARS = 32  # on a slide, whatever their series
_FEW = 20  # bars: more have smaller labels
_PANELS = 4  # on a slide
_LABELLED = 3  # one month in three has its name, as on paper
_GAP = 14.0
_WORDS, _SMALL = 11.0, 9.0
_STEPS = 5  # of an axis at most


def add_chart(deck: Deck, section: str, block: Chart) -> None:
    """The slides of a chart; none where it has nothing to draw."""
    if not block.categories or not block.series:
        return
    words = caption("", block.source)
    room = room_above(words)
    parts = list(_by_bars(block) if block.kind is ChartKind.BARS else _by_panels(block))
    top = _top(block)
    for at, part in enumerate(parts, start=1):
        heading = Heading(block.title, section, at, len(parts))
        slide = deck.slide(heading, (block.alt, block.source))
        if block.kind is ChartKind.BARS:
            _bars(slide, part, room, top)
        else:
            for panel, box in zip(part.series, _quarters(room, len(part.series)), strict=False):
                _panel(slide, replace(part, series=(panel,)), box, top)
        put_caption(slide, words)


def _by_bars(block: Chart) -> Iterator[Chart]:
    """The chart in parts of as many categories as a slide holds, about as many in each."""
    most = max(1, _BARS // max(len(block.series), 1))
    count = max(1, math.ceil(len(block.categories) / most))
    each = max(1, math.ceil(len(block.categories) / count))
    for first in range(0, max(len(block.categories), 1), each):
        part = slice(first, first + each)
        series = tuple(replace(one, values=one.values[part]) for one in block.series)
        yield replace(block, categories=block.categories[part], series=series)


def _by_panels(block: Chart) -> Iterator[Chart]:
    for first in range(0, max(len(block.series), 1), _PANELS):
        yield replace(block, series=block.series[first : first + _PANELS])


def _top(block: Chart) -> tuple[float, float]:
    """Where the axis of values ends, with room for labels, and its step: the same in every part of a chart."""
    most = max((value for one in block.series for value in one.values if value is not None), default=0.0) * 1.08
    power = 10.0 ** math.floor(math.log10(max(most, 1) / _STEPS))
    step = max(next(power * of for of in (1, 2, 5, 10) if power * of * _STEPS >= most), 1.0)
    return step * max(math.ceil(most / step), 1), step


def _quarters(room: Box, count: int) -> list[Box]:
    """Places of the same size, two a row; the whole room for one alone."""
    columns, rows = min(count, 2), -(-count // 2)
    wide, tall = (room.width - _GAP * (columns - 1)) / columns, (room.height - _GAP * (rows - 1)) / rows
    places = ((at // columns, at % columns) for at in range(count))
    return [
        Box(room.left + column * (wide + _GAP), room.top + row * (tall + _GAP), wide, tall) for row, column in places
    ]


def _bars(slide: Slide, block: Chart, box: Box, top: tuple[float, float]) -> None:
    chart = _draw(slide, block, box, XL_CHART_TYPE.BAR_CLUSTERED, _WORDS)
    # The first category on top, as in the table, and the values below.
    chart.category_axis.reverse_order = True
    next(chart.value_axis._element.iter(qn("c:crosses"))).set("val", "max")
    _axes(chart, block, top, _WORDS)
    _show_labels(chart, 1)
    chart.plots[0].gap_width, chart.plots[0].overlap = 40, 0
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    dress(chart.legend.font, _WORDS + 1)


def _panel(slide: Slide, block: Chart, box: Box, top: tuple[float, float]) -> None:
    chart = _draw(slide, block, box, XL_CHART_TYPE.COLUMN_CLUSTERED, _SMALL)
    _axes(chart, block, top, _SMALL)
    _show_labels(chart, _LABELLED)
    chart.plots[0].gap_width = 35
    chart.has_legend, chart.has_title = False, True
    write(chart.chart_title.text_frame.paragraphs[0], block.series[0].name, 12, bold=True)
    chart.chart_title.include_in_layout = False


def _draw(slide: Slide, block: Chart, box: Box, kind: XL_CHART_TYPE, points: float) -> Drawn:
    form = _format(block.series)
    data: Any = CategoryChartData(number_format=form)
    data.categories = [clean(category) for category in block.categories]
    for series in block.series:
        data.add_series(clean(series.name), series.values)
    frame: Any = slide.shapes.add_chart(kind, *box.emu, data)
    describe(frame, "Graphique", f"{block.title} {block.alt}")
    chart: Drawn = frame.chart
    part: Any = chart.part
    part.chart_workbook.update_from_xlsx_blob(_workbook(block))
    dress(chart.font, points)
    chart.has_title = False
    for series, colour in zip(chart.plots[0].series, _COLOURS * len(block.series), strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(colour)
        series.invert_if_negative = False
    _labels(chart, form, points if len(block.series) * len(block.categories) <= _FEW else _SMALL)
    return chart


def _format(series: Sequence[Series]) -> str:
    whole = all(value is None or float(value).is_integer() for one in series for value in one.values)
    return "#,##0" if whole else "#,##0.0"


def _labels(chart: Drawn, form: str, points: float) -> None:
    plot = chart.plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = form, False
    dress(labels.font, points)


def _axes(chart: Drawn, block: Chart, top: tuple[float, float], points: float) -> None:
    values, categories = chart.value_axis, chart.category_axis
    for axis, title in ((values, block.value_title), (categories, block.category_title)):
        axis.has_title = True
        write(axis.axis_title.text_frame.paragraphs[0], title, points, colour=SOFT)
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
        axis.format.line.color.rgb = RGBColor.from_string(LINE)
        dress(axis.tick_labels.font, points)
    categories.has_major_gridlines = False
    values.minimum_scale, values.maximum_scale, values.major_unit = 0, *top
    values.major_gridlines.format.line.color.rgb = RGBColor.from_string(LINE)
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "#,##0", False


def _show_labels(chart: Drawn, each: int) -> None:
    """Name one category in so many: programs left to themselves drop those they please."""
    axis = chart.category_axis._element
    skip = axis.makeelement(qn("c:tickLblSkip"), {"val": str(each)})
    axis.find(qn("c:lblOffset")).addnext(skip)


def _workbook(block: Chart) -> bytes:
    """What opens when the chart is edited: its values as numbers, and no text that a program takes for a formula."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Sheet1"  # where the chart looks for its values
    headings: list[Cell] = [block.category_title, *(one.name for one in block.series)]
    rows = zip(block.categories, *(one.values for one in block.series), strict=True)
    cells = [headings, *([category, *map(_amount, numbers)] for category, *numbers in rows)]
    for line, row in enumerate(cells, start=1):
        for at, value in enumerate(row, start=1):
            cell = sheet.cell(line, at)
            if not isinstance(cell, MergedCell):
                put(cell, value, "cell")
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def _amount(value: float | None) -> Amount | None:
    return None if value is None else Amount(value, 0 if float(value).is_integer() else 1)
