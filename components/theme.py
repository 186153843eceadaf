"""The visual language of Vigie: colours on a light and a dark ground, sizes of type, the dress of charts and maps.

One accent, a deep blue, told apart from the rest by any eye; red is kept for what needs a decision; the rest is grey.
The same values stand in `assets/vigie.css` and `.streamlit/config.toml`; why these: `docs/decisions/0009`.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from components import filters
from domain import french

ASSETS = Path(__file__).parent / "assets"
FONT = '"Source Sans", "Source Sans Pro", sans-serif'


PROJECTED = 1.3  # how much larger all type is on a projector: the same as in `dress`


_seen: ContextVar[tuple["Palette", float] | None] = ContextVar("look", default=None)


class Size(IntEnum):
    """The steps of type inside pictures, in pixels on a desk; HTML has the same in `assets/vigie.css`."""

    TEXT = 14
    AXIS = 13
    SIGN = 12


class Tone(StrEnum):
    """What a colour says; always beside a sign or a word that says the same."""

    ALERT = "alert"  # needs a decision
    WARN = "warn"  # behind, partial
    GOOD = "good"  # as wanted
    PLAIN = "plain"  # says nothing


@dataclass(frozen=True, eq=False)
class Palette:
    """The colours of one ground.

    `scale` goes from least to most; `diverging` from below to above, its middle saying no difference; `cells` are
    those of named states.
    """

    ground: str
    ink: str
    soft_ink: str
    line: str
    faint: str
    accent: str
    alert: str
    warn: str
    good: str
    scale: tuple[str, ...]
    diverging: tuple[str, ...]
    cells: Mapping[str, str]

    def cell(self, name: str) -> str:
        """The colour of a cell in the state of that name."""
        return self.cells[name]

    def tone(self, tone: Tone) -> str:
        """The colour of that tone."""
        return {Tone.ALERT: self.alert, Tone.WARN: self.warn, Tone.GOOD: self.good, Tone.PLAIN: self.soft_ink}[tone]


LIGHT = Palette(
    ground="#FFFFFF",
    ink="#1B1F27",
    soft_ink="#565E6B",
    line="#D5DBE3",
    faint="#EEF1F5",
    accent="#29598F",
    alert="#C9191E",
    warn="#B8700B",
    good="#29598F",
    scale=("#EEF1F5", "#D0DEED", "#9DBBDA", "#638FBF", "#29598F", "#14335A"),
    diverging=("#14335A", "#29598F", "#9DBBDA", "#EEF1F5", "#E6B56B", "#B8700B", "#6B3F00"),
    cells={
        "covered": "#A3C0DF",
        "under": "#B8700B",
        "uncovered": "#5C2E00",
        "holiday": "#F3F5F8",
        "unknown": "#79828F",
        "incomplete": "#6A6FA8",
    },
)
DARK = Palette(
    ground="#11151C",
    ink="#E9ECF0",
    soft_ink="#A9B2BF",
    line="#39424F",
    faint="#1E2530",
    accent="#8FB8EA",
    alert="#FF8F8F",
    warn="#E8B05C",
    good="#8FB8EA",
    scale=("#1E2530", "#233C5B", "#2F5B8C", "#4D83BD", "#8FB8EA", "#D6E6F8"),
    diverging=("#D6E6F8", "#8FB8EA", "#2F5B8C", "#1E2530", "#7A551C", "#E8B05C", "#FBE3BC"),
    cells={
        "covered": "#2F5B8C",
        "under": "#E8B05C",
        "uncovered": "#FFF0D6",
        "holiday": "#1B212B",
        "unknown": "#8C96A4",
        "incomplete": "#A5A9DE",
    },
)


def palette() -> Palette:
    """The palette of the ground that the reader's browser shows."""
    return _look()[0]


def size(step: Size) -> int:
    """That size of type in pixels, as the screen in use needs it: larger where it is projected."""
    return round(step * zoom())


def zoom() -> float:
    """How much larger than on a desk everything is drawn."""
    return _look()[1]


def _look() -> tuple[Palette, float]:
    """Ground and zoom of this turn, as `dress` has seen them: they are asked for at every picture."""
    return _seen.get() or _looked()


def _looked() -> tuple[Palette, float]:
    ground = DARK if st.context.theme.type == "dark" else LIGHT
    return ground, PROJECTED if filters.projected() else 1.0


def template() -> go.layout.Template:
    """The dress of every chart on the ground and at the size in use: French separators, quiet grid, nothing to drag."""
    return _template(palette(), zoom())


@cache
def _template(colours: Palette, times: float) -> go.layout.Template:
    text, axis_text = round(Size.TEXT * times), round(Size.AXIS * times)
    axis = {
        "showgrid": False,
        "zeroline": False,
        "linecolor": colours.line,
        "tickcolor": colours.line,
        "fixedrange": True,
        "title": {"font": {"size": axis_text, "color": colours.soft_ink}},
        "automargin": True,
        "ticklabelstandoff": 6,
    }
    return go.layout.Template(
        layout={
            "margin": {"l": 8, "r": 8, "t": 12, "b": 8},
            "font": {"family": FONT, "size": text, "color": colours.ink},
            "paper_bgcolor": colours.ground,
            "plot_bgcolor": colours.ground,
            "separators": f",{french.THIN}",
            "showlegend": False,
            "dragmode": False,
            "hoverlabel": {"bgcolor": colours.ink, "font": {"color": colours.ground, "family": FONT, "size": text}},
            "xaxis": axis,
            "yaxis": {**axis, "gridcolor": colours.line},
            "bargap": 0.2,
            "colorway": [colours.accent, colours.scale[2], colours.scale[4], colours.soft_ink],
        }
    )


def dress(title: str, *, projection: bool = False) -> None:
    """Set the page up: wide, titled, with the wordmark; in projection, larger and without the side bar.

    Call it after `st.navigation`: the tab's icon must be ours, since that of a page is fetched from another host.
    """
    _seen.set(_looked())
    st.set_page_config(
        page_title=f"{title} – Vigie",
        page_icon=ASSETS / "vigie.svg",
        layout="wide",
        initial_sidebar_state="collapsed" if projection else "expanded",
    )
    st.logo(ASSETS / "wordmark.svg", size="large")
    if projection:
        st.html(f'<style class="vg-projection">html{{font-size:{PROJECTED:.0%} !important}}</style>')


def rgb(colour: str, opacity: float = 1) -> list[int]:
    """`#29598F` as the red, green, blue and opacity (0 to 255) that the map wants."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)] + [round(opacity * 255)]
