"""The colours of Vigie, light and dark, and what every page is dressed in.

One accent, a deep blue, told apart from the rest by any eye; red is kept for what needs a decision.
The same values stand in `assets/vigie.css` and `.streamlit/config.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import streamlit as st

ASSETS = Path(__file__).parent / "assets"
FONT = '"Source Sans", "Source Sans Pro", sans-serif'


class Tone(StrEnum):
    """What a colour says; always beside a sign or a word that says the same."""

    ALERT = "alert"  # needs a decision
    WARN = "warn"  # behind, partial
    GOOD = "good"  # as wanted
    PLAIN = "plain"  # says nothing


@dataclass(frozen=True)
class Palette:
    """The colours of one ground. `scale` goes from least to most; `cells` are those of named states."""

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
    cells={
        "covered": "#A3C0DF",
        "under": "#B8700B",
        "uncovered": "#C9191E",
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
    cells={
        "covered": "#2F5B8C",
        "under": "#E8B05C",
        "uncovered": "#FF8F8F",
        "holiday": "#1B212B",
        "unknown": "#8C96A4",
        "incomplete": "#A5A9DE",
    },
)


def palette() -> Palette:
    """The palette of the ground that the reader's browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def dress(title: str, *, projection: bool = False) -> None:
    """Set the page up: wide, titled, with the wordmark; in projection, larger and without the side bar.

    Call it after `st.navigation`: the tab's icon must be ours, since that of a page is fetched from another host.
    """
    st.set_page_config(
        page_title=f"{title} – Vigie",
        page_icon=ASSETS / "vigie.svg",
        layout="wide",
        initial_sidebar_state="collapsed" if projection else "expanded",
    )
    st.logo(ASSETS / "wordmark.svg", size="large")
    if projection:
        st.html(
            "<style>html{font-size:125% !important} .stApp [data-testid=stMainBlockContainer]{padding-top:1rem}"
            "[data-testid=stSidebar],[data-testid=stHeader]{display:none}</style>"
        )


def rgb(colour: str, opacity: float = 1) -> list[int]:
    """`#29598F` as the red, green, blue and opacity (0 to 255) that the map wants."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)] + [round(opacity * 255)]
