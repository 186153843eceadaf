"""Legends in HTML, under a chart or a map: a colour, the sign that goes with it, and its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st


@dataclass(frozen=True)
class Key:
    """One entry: `sign` is what a cell bears beside its colour; `round` for a point of a map; `edge` for an outline."""

    colour: str
    words: str
    sign: str = ""
    ink: str = "inherit"
    edge: str = ""
    round: bool = False


def legend(keys: Sequence[Key], *, before: str = "") -> None:
    """Draw the keys in a row; `before` says what they measure."""
    first = f"<li><strong>{escape(before)}</strong></li>" if before else ""
    st.html(f'<ul class="vg-legend">{first}{"".join(_entry(key) for key in keys)}</ul>')


def _entry(key: Key) -> str:
    css = "vg-swatch vg-round" if key.round else "vg-swatch"
    edge = f";border:2px solid {key.edge}" if key.edge else ""
    swatch = f'<span class="{css}" style="background:{key.colour};color:{key.ink}{edge}" aria-hidden="true">'
    return f"<li>{swatch}{escape(key.sign)}</span>{escape(key.words)}</li>"
