"""Sheets of cells: a year by day, schools by weeks, weekdays by hours."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

import pandas as pd
import plotly.graph_objects as go

from components.charts import blank
from components.legends import Key
from components.theme import Palette, Size, palette, size
from domain import french

_LETTERS = [name[0].upper() for name in french.WEEKDAYS]
_CALENDAR_SHADES = (0, 1, 2, 3, 5)  # of the palette's scale, for 0, 1, 2, 3, and 4 or more a day
_CALENDAR_TOP = len(_CALENDAR_SHADES) - 1
_MOST_TICKS = 27
_MARK = "●"


@dataclass(frozen=True)
class State:
    """A state that a cell may be in: its code in the table, words, sign, and the name of its colour in the palette."""

    code: str
    words: str
    sign: str
    colour: str


COVERAGE_STATES = (
    State("covered", "couverte", "", "covered"),
    State("under", "sous la cible", "◔", "under"),
    State("none", "aucune présence", "✕", "uncovered"),
    State("holiday", "sans classe", "", "holiday"),
    State("unknown", "calendrier inconnu", "?", "unknown"),
)
"""The states of a school week."""


def states(
    cells: pd.DataFrame, hover: pd.DataFrame | None = None, *, among: Sequence[State] = COVERAGE_STATES
) -> go.Figure:
    """Rows by columns of state codes; index and columns are the labels to show, `hover` the words of each cell.

    Each cell bears the colour and the sign of its state, so that the colour never speaks alone.
    """
    colours = palette()
    rank = {state.code: position for position, state in enumerate(among)}
    levels = [[rank[code] for code in row] for row in cells.to_numpy().tolist()]
    words = hover.to_numpy().tolist() if hover is not None else _hover(cells, levels, [state.words for state in among])
    figure = blank(height=64 + 22 * max(len(cells), 1))
    _fill(figure, levels, words, [colours.cell(state.colour) for state in among])
    signs = [[among[level].sign for level in row] for row in levels]
    figure.update_traces(
        text=signs, texttemplate="%{text}", textfont={"size": size(Size.SIGN), "color": colours.ground}
    )
    return _label(figure, [str(column) for column in cells], [str(row) for row in cells.index])


def state_keys(among: Sequence[State] = COVERAGE_STATES) -> list[Key]:
    """The legend of `states`."""
    colours = palette()
    return [Key(colours.cell(state.colour), state.words, state.sign, colours.ground) for state in among]


def counts(cells: pd.DataFrame, *, noun: str, every: int = 1) -> go.Figure:
    """Rows by columns of counts, each written in its cell and the darker the more; labels as in `states`.

    `every`: one column in so many bears its label.
    """
    colours = palette()
    values = cells.to_numpy().tolist()
    top = max((value for row in values for value in row), default=0) or 1
    shades = colours.scale[:5]
    levels = [[-(-value * (len(shades) - 1) // top) for value in row] for row in values]
    words = _hover(cells, values, [french.plural(count, noun) for count in range(int(top) + 1)])
    figure = blank(height=64 + 34 * max(len(cells), 1))
    _fill(figure, levels, words, shades)
    figure.update_traces(
        text=[[french.number(value) if value else "" for value in row] for row in values], texttemplate="%{text}"
    )
    return _label(figure, [str(column) for column in cells], [str(row) for row in cells.index], every)


def calendar(frame: pd.DataFrame, *, noun: str, marks: Collection[date] = (), mark_words: str = "") -> go.Figure:
    """The days of a year as a sheet of weeks, darker where more was done, from columns `day` (in order) and `count`.

    Days that the frame leaves out stay blank (the future). `noun` is the counted thing in the singular. The days in
    `marks` bear a dot, and `mark_words` on hovering.
    """
    colours = palette()
    days = [when.date() for when in pd.to_datetime(frame["day"])]
    first = days[0] - timedelta(days=days[0].weekday())
    weeks = (days[-1] - first).days // 7 + 1
    levels: list[list[int | None]] = [[None] * weeks for _ in range(7)]
    words, dots = ([[""] * weeks for _ in range(7)] for _ in range(2))
    for day, count in zip(days, frame["count"].tolist(), strict=True):
        week, weekday = divmod((day - first).days, 7)
        levels[weekday][week] = min(int(count), _CALENDAR_TOP)
        words[weekday][week] = f"{french.long_day(day)}{french.NBSP}: {french.plural(count, noun)}"
        if day in marks:
            words[weekday][week] += f", {mark_words}"
            dots[weekday][week] = _MARK
    figure = blank(height=210)
    _fill(figure, levels, words, _calendar_scale(colours))
    figure.update_traces(text=dots, texttemplate="%{text}")
    return _label(figure, _month_ticks(days, first, weeks), _LETTERS)


def _month_ticks(days: Sequence[date], first: date, weeks: int) -> list[str]:
    ticks = [""] * weeks
    for day in days:
        if day.day == 1:
            ticks[(day - first).days // 7] = french.SHORT_MONTHS[day.month - 1]
    return ticks


def _calendar_scale(colours: Palette) -> list[str]:
    return [colours.scale[shade] for shade in _CALENDAR_SHADES]


def calendar_keys(none: str) -> list[Key]:
    """The legend of `calendar`; `none` says an empty day (« aucune opération »)."""
    words = (none, *(str(count) for count in range(1, _CALENDAR_TOP)), f"{_CALENDAR_TOP} ou plus")
    return [Key(shade, word) for shade, word in zip(_calendar_scale(palette()), words, strict=True)]


def calendar_mark(words: str) -> Key:
    """The entry of the legend for the marked days of `calendar`."""
    return Key("transparent", words, _MARK)


def _fill(
    figure: go.Figure, levels: Sequence[Sequence[int | None]], words: Sequence[Sequence[str]], scale: Sequence[str]
) -> None:
    """Add the cells, whose whole levels 0, 1, 2... take the colours of `scale`, one each."""
    steps = len(scale)
    figure.add_heatmap(
        z=levels,
        hovertext=words,
        hoverinfo="text",
        zmin=-0.5,
        zmax=steps - 0.5,
        colorscale=[(edge / steps, colour) for rank, colour in enumerate(scale) for edge in (rank, rank + 1)],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverongaps=False,
    )


def _hover(cells: pd.DataFrame, ranks: Sequence[Sequence[int]], words: Sequence[str]) -> list[list[str]]:
    return [
        [
            f"{escape(str(row))}, {escape(str(column))}{french.NBSP}: {words[rank]}"
            for column, rank in zip(cells, line, strict=True)
        ]
        for row, line in zip(cells.index, ranks, strict=True)
    ]


def _label(figure: go.Figure, columns: Sequence[str], rows: Sequence[str], every: int = 1) -> go.Figure:
    if all(columns):
        every = max(every, -(-len(columns) // _MOST_TICKS))
    quiet = {"ticks": "", "showline": False}
    places = list(range(len(columns)))[::every]
    figure.update_xaxes(tickvals=places, ticktext=columns[::every], side="top", tickangle=0, **quiet)
    figure.update_yaxes(tickvals=list(range(len(rows))), ticktext=rows, autorange="reversed", **quiet)
    return figure
