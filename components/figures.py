"""A row of figures: value, unit, past course, comparator, verdict, and where the figure comes from."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.kept import kept
from components.theme import Palette, Tone, palette
from domain import french

_SPARK_WIDTH, _SPARK_HEIGHT = 190, 42


@dataclass(frozen=True)
class Statement:
    """A verdict in words, with the sign and the tone that go with it."""

    sign: str
    words: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Figure:
    """One figure, already written in French.

    `course`: the values that lead to it, oldest first, None where one is missing. `comparators`: what it is held
    against, a line each. `note`: what is missing from it.
    """

    label: str
    value: str
    unit: str = ""
    explanation: str = ""
    comparators: Sequence[str] = ()
    statement: Statement | None = None
    note: str = ""
    course: Sequence[float | None] = ()
    course_words: str = ""


def row(figures: Sequence[Figure]) -> list[DeltaGenerator]:
    """Draw the figures side by side; return their frames, into which a page may draw (`source`)."""
    frames = []
    for column, figure in zip(st.columns(len(figures), gap="small"), figures, strict=True):
        frame = column.container(border=True, height="stretch", gap="xsmall", vertical_alignment="distribute")
        frame.html(kept(figure_html, figure))
        frames.append(frame)
    return frames


def source(label: str, draw: Callable[[], None]) -> None:
    """« D’où vient ce chiffre ? »: a popover that runs `draw` once it is open, and not before."""
    popover = st.popover(
        "D’où vient ce chiffre\u202f?", key=f"source.{label}", on_change="rerun", type="tertiary", width="content"
    )
    if popover.open:
        with popover:
            draw()


def figure_html(figure: Figure) -> str:
    """One figure as HTML; every text of it escaped."""
    unit = f" <small>{escape(figure.unit)}</small>" if figure.unit else ""
    spark = sparkline(figure.course, figure.course_words or figure.label) if figure.course else ""
    parts = [
        f'<p class="vg-label">{escape(figure.label)}{_help(figure.explanation)}</p>',
        f'<div class="vg-value">{escape(figure.value)}{unit}</div>{spark}',
    ]
    if figure.statement:
        sign, words = escape(figure.statement.sign), escape(figure.statement.words)
        parts.append(
            f'<p class="vg-statement vg-{figure.statement.tone}"><span aria-hidden="true">{sign}</span> {words}</p>'
        )
    if figure.comparators:
        parts.append(f'<p class="vg-comparator">{"<br>".join(map(escape, figure.comparators))}</p>')
    if figure.note:
        parts.append(f'<p class="vg-note">{escape(figure.note)}</p>')
    return f'<div class="vg-figure" role="group" aria-label="{escape(figure.label)}">{"".join(parts)}</div>'


def _help(explanation: str) -> str:
    if not explanation:
        return ""
    text = escape(explanation)
    return (
        f'<span class="vg-help" tabindex="0" role="note" aria-label="{text}">?<span role="tooltip">{text}</span></span>'
    )


def sparkline(values: Sequence[float | None], words: str) -> str:
    """The course of a figure as a small picture from zero up; `words` and its ends say it to whoever does not see it.

    An <img>, since Streamlit strips inline SVG.
    """
    known = [(rank, value) for rank, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return '<div class="vg-spark"></div>'
    top = max(max(value for _, value in known), 1e-9)
    across = (_SPARK_WIDTH - 8) / (len(values) - 1)
    points = [(4 + rank * across, _SPARK_HEIGHT - 4 - value / top * (_SPARK_HEIGHT - 10)) for rank, value in known]
    picture = b64encode(_spark_svg(points, palette()).encode()).decode()
    alt = f"{words}{french.NBSP}: de {french.number(known[0][1], 1)} à {french.number(known[-1][1], 1)}"
    return f'<img class="vg-spark" alt="{escape(alt)}" src="data:image/svg+xml;base64,{picture}">'


def _spark_svg(points: Sequence[tuple[float, float]], colours: Palette) -> str:
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    width, height = _SPARK_WIDTH, _SPARK_HEIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'preserveAspectRatio="xMinYMid">'
        f'<path d="M0 {height - 2}H{width}" stroke="{colours.line}"/>'
        f'<polyline points="{line}" fill="none" stroke="{colours.accent}" stroke-width="1.8" stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colours.accent}"/></svg>'
    )
