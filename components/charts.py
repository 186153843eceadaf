"""Charts: builders that take a table and return a plotly figure, and the frame in which each is shown."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components.downloads import csv_button
from components.legends import Key, legend
from components.tables import grid
from components.theme import Palette, Tone, palette, template, zoom
from domain import french

_MONTH_BAR_MS = 24 * 24 * 3600 * 1000  # a bar 24 days wide
_NAME_CHARACTERS = 20  # of a line of a bar's name: longer ones take two
_ROOM_FOR_WORDS = 1.7  # of the longest bar: what it and its target come to is written at its end
_LABELLED_BARS = 13
_FEW = 5  # counts under that take one tick each


def show(
    figure: go.Figure,
    frame: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    name: str,
    title: str,
    question: str = "",
    alt: str = "",
    keys: Sequence[Key] = (),
) -> None:
    """A chart under its title, with its legend, the table behind it and the downloads (.csv, .png).

    `title` says the finding or the question, `question` what is measured and in which unit; `alt` says the chart
    in words to whoever does not see it; `labels` are the French headers of the table's columns.
    """
    below = f'<p class="vg-question">{escape(question)}</p>' if question else ""
    st.html(f'<h3 class="vg-chart">{escape(title)}</h3>{below}')
    picture = {"format": "png", "filename": name, "scale": 2}
    config = {
        "displaylogo": False,
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": picture,
        "scrollZoom": False,
        "doubleClick": False,
    }
    st.plotly_chart(figure, theme=None, config=config, key=f"chart.{name}", alt=alt or f"{title}. {question}")
    if keys:
        legend(keys)
    with st.expander("Données du graphique", icon=":material/table_rows:", type="compact"):
        grid(frame, labels, key=f"data.{name}", selectable=False)
        csv_button(frame, labels, name)


def blank(*, height: int) -> go.Figure:
    """An empty figure in our dress, that high in pixels on a desk."""
    return go.Figure(layout={"template": template(), "height": round(height * zoom())})


def monthly_bars(
    frame: pd.DataFrame,
    *,
    unit: str,
    marks: Sequence[date] = (),
    mark_words: str = "opération",
    incomplete: bool = False,
    height: int = 300,
) -> go.Figure:
    """Bars by month from columns `month` (first days) and `count`, the `marks` as small triangles on the time axis.

    `incomplete`: the last month is not over; its bar is hatched.
    """
    colours = palette()
    months = [when.date() for when in pd.to_datetime(frame["month"])]
    middles = [month + timedelta(days=14) for month in months]
    counts = frame["count"].tolist()
    figure = blank(height=height)
    hatched = [""] * (len(counts) - 1) + ["/" if incomplete else ""]
    figure.add_bar(
        x=middles,
        y=counts,
        width=_MONTH_BAR_MS,
        marker={
            "color": colours.accent,
            "pattern": {"shape": hatched, "fgcolor": colours.accent, "bgcolor": colours.ground, "size": 6},
            "line": {"color": colours.accent, "width": 1},
        },
        text=[french.number(count) for count in counts] if len(counts) <= _LABELLED_BARS else None,
        textposition="outside",
        cliponaxis=False,
        hovertext=[
            f"{french.month(m)}{french.NBSP}: {french.quantity(c, unit)}" for m, c in zip(months, counts, strict=True)
        ],
        hoverinfo="text",
    )
    if marks:
        _add_marks(figure, marks, mark_words, max(counts, default=1) or 1, colours)
    every = 1 if len(months) <= _LABELLED_BARS else 3
    ticks = {"tickvals": middles[::every], "ticktext": _month_labels(months)[::every]}
    figure.update_xaxes(ticks="", **ticks)
    figure.update_yaxes(title_text=unit, showgrid=True, rangemode="tozero", **whole_ticks(counts))
    return figure


def whole_ticks(counts: Sequence[float]) -> dict[str, object]:
    """The ticks of an axis of counts: whole numbers only, a few of them."""
    few = max(counts, default=0) < _FEW
    return {"tickformat": ",d", "dtick": 1} if few else {"tickformat": ",d", "nticks": 5}


def _month_labels(months: Sequence[date]) -> list[str]:
    """The months in short, the year under the first one and under each January."""
    return [
        french.SHORT_MONTHS[month.month - 1] + (f"<br>{month.year}" if rank == 0 or month.month == 1 else "")
        for rank, month in enumerate(months)
    ]


def _add_marks(figure: go.Figure, marks: Sequence[date], words: str, top: float, colours: Palette) -> None:
    figure.add_scatter(
        x=list(marks),
        y=[-top * 0.07] * len(marks),
        mode="markers",
        marker={"symbol": "triangle-up", "size": 9, "color": colours.ink, "opacity": 0.75},
        hovertext=[f"{words} du {french.day(when)}" for when in marks],
        hoverinfo="text",
        cliponaxis=False,
    )
    figure.update_yaxes(range=[-top * 0.13, top * 1.15])


def bullets(frame: pd.DataFrame, *, unit: str, decimals: int = 1) -> go.Figure:
    """Horizontal bars against their targets, from columns `label`, `value`, `target` (NaN: none) and `tone`.

    The bar's colour is its tone's; the target is a vertical stroke; both figures stand at the bar's end.
    """
    colours = palette()
    rows = frame.to_dict("records")
    figure = blank(height=58 + 34 * max(len(rows), 1))
    words = [
        french.number(row["value"], decimals)
        + ("" if pd.isna(row["target"]) else f" / {french.number(row['target'], decimals)}")
        for row in rows
    ]
    ends = [max(row["value"], 0 if pd.isna(row["target"]) else row["target"]) for row in rows]
    names = ["<br>".join(wrap(row["label"], _NAME_CHARACTERS)) for row in rows]
    figure.add_bar(
        orientation="h",
        y=names,
        x=[row["value"] for row in rows],
        width=0.55,
        marker={"color": [colours.tone(Tone(row["tone"])) for row in rows]},
        hovertext=[f"{row['label']}{french.NBSP}: {text} {unit}" for row, text in zip(rows, words, strict=True)],
        hoverinfo="text",
    )
    figure.add_scatter(
        y=names,
        x=[row["target"] for row in rows],
        mode="markers",
        marker={"symbol": "line-ns", "size": 18, "line": {"width": 3, "color": colours.ink}},
        hoverinfo="skip",
    )
    figure.add_scatter(
        y=names,
        x=ends,
        mode="text",
        text=[f"  {text}" for text in words],
        textposition="middle right",
        hoverinfo="skip",
    )
    figure.update_yaxes(autorange="reversed", ticks="", showline=False)
    figure.update_xaxes(
        title_text=unit, range=[0, max(ends, default=1) * _ROOM_FOR_WORDS or 1], nticks=6, showgrid=True
    )
    figure.update_xaxes(gridcolor=colours.faint)
    return figure
