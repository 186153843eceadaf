"""Small multiples: the same bars for each of several things, side by side, to be compared at a glance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from components.charts import blank, whole_ticks
from components.theme import Size, palette, size
from domain import french

_ROW_HEIGHT = 205
_LABELLED_BARS = 9  # up to that many, each bar bears its count


@dataclass(frozen=True)
class Panel:
    """One of the multiples: its title, and by series (bottom first) the values along the axis, NaN where unknown."""

    title: str
    series: Sequence[Sequence[float]]


def bars(
    panels: Sequence[Panel],
    along: Sequence[str],
    *,
    series: Sequence[str],
    unit: str,
    across: int = 4,
    same_scale: bool = True,
) -> go.Figure:
    """Stacked bars of `series` along `along`, one panel each, at most `across` in a row.

    `same_scale`: all panels share one vertical scale; otherwise each has its own, to be said beside the chart.
    """
    colours = palette()
    rows = -(-len(panels) // across)
    base = blank(height=60 + _ROW_HEIGHT * rows)
    figure = make_subplots(
        rows=rows,
        cols=min(across, max(len(panels), 2)),
        shared_yaxes="all" if same_scale else False,
        subplot_titles=[panel.title for panel in panels],
        horizontal_spacing=0.04,
        vertical_spacing=0.42 / rows,
        figure=base,
    )
    heights = [sum(stack) for panel in panels for stack in zip(*panel.series, strict=True)]
    known = [height for height in heights if not math.isnan(height)]
    figure.update_yaxes({"showgrid": True, "rangemode": "tozero", **whole_ticks(known)})
    for at, panel in enumerate(panels):
        place = {"row": at // across + 1, "col": at % across + 1}
        for rank, (name, values) in enumerate(zip(series, panel.series, strict=True)):
            figure.add_bar(
                x=list(along),
                y=list(values),
                marker={"color": series_colours(len(series))[rank]},
                hovertext=[
                    f"{panel.title}, {name}, {when}{french.NBSP}: {french.quantity(value, unit)}"
                    for when, value in zip(along, values, strict=True)
                ],
                hoverinfo="text",
                **place,
            )
        if place["col"] == 1:
            figure.update_yaxes(title_text=unit, **place)
    figure.update_xaxes(type="category", nticks=5, tickangle=0)
    figure.update_layout(barmode="stack", margin={"t": 36})
    figure.update_annotations(font={"size": size(Size.TEXT), "color": colours.ink})
    return figure


def series_colours(count: int) -> Sequence[str]:
    """The colours of so many series, bottom first."""
    colours = palette()
    return (colours.accent, colours.scale[2], colours.scale[4])[:count]
