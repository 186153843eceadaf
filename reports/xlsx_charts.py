"""Native charts of the workbook, which can be edited as any other."""

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.legend import Legend
from openpyxl.worksheet.worksheet import Worksheet

from reports.content import Chart, ChartKind

_COLOURS = ("29598F", "B8700B", "79828F", "14335A")
_ROW_CENTIMETRES = 0.53
_WIDTH_CENTIMETRES = 24


def chart_rows(block: Chart) -> int:
    """How many rows of a sheet the chart covers."""
    return round(_height(block) / _ROW_CENTIMETRES) + 1


def add_chart(sheet: Worksheet, block: Chart, first_row: int, at_row: int) -> None:
    """Draw the block of values whose headers stand in `first_row` at `at_row`."""
    last_row = first_row + len(block.categories)
    chart = _bars() if block.kind is ChartKind.BARS else LineChart()
    values = Reference(sheet, min_col=2, max_col=1 + len(block.series), min_row=first_row, max_row=last_row)
    chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=first_row + 1, max_row=last_row))
    chart.title = block.title
    chart.x_axis.title, chart.y_axis.title = block.category_title, block.value_title
    # The library leaves axes marked as deleted, and some programs then hide them.
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = "#,##0"
    chart.legend = Legend(legendPos="b")
    for series, colour in zip(chart.series, _COLOURS, strict=False):
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = colour
    chart.width, chart.height = _WIDTH_CENTIMETRES, _height(block)
    sheet.add_chart(chart, f"A{at_row}")


def _height(block: Chart) -> int:
    """In centimetres."""
    return 9 if block.kind is ChartKind.MONTHS else 4 + len(block.categories) * 7 // 10


def _bars() -> BarChart:
    chart = BarChart()
    chart.type, chart.gapWidth = "bar", 60
    chart.x_axis.scaling.orientation = "maxMin"  # the first category on top, as in the table
    return chart
