"""An indicator's figure as a card: the one place where its value, comparators and verdict are put into French."""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from analysis.figures import figure_rows
from components import figures as cards
from components.downloads import csv_button
from components.figures import Statement
from components.session import ask
from components.sheet_rows import ORIGIN, in_french, row_labels
from components.tables import grid
from components.theme import Tone
from domain import french
from domain.catalogue import By, Direction, Indicator, Nature
from domain.sheets import SHEETS
from domain.windows import Window
from indicators.comparison import DOWN, STEADY, UP, change_words, incomplete_words
from indicators.figures import UNTESTED, Figure

_WANTED = {UP: Direction.BETTER, DOWN: Direction.WORSE}
_SIGNS = {UP: "▲", DOWN: "▼", STEADY: "="}
_SHARE = "part "  # how the unit of a share begins, whatever the indicator's nature
_YES_NO = "1 oui, 0 non"


def card(figure: Figure, spark: pd.DataFrame | None = None) -> cards.Figure:
    """The figure written in French; `spark` (column `value`, oldest first) is its past course."""
    indicator = figure.indicator
    value, unit = value_words(indicator, figure.value)
    course = [] if spark is None else [None if pd.isna(value) else float(value) for value in spark["value"]]
    return cards.Figure(
        label=indicator.label,
        value=value,
        unit=unit,
        explanation=indicator.explanation,
        comparator=comparator_words(figure),
        statement=statement_of(figure),
        note=_note(figure),
        course=course,
        course_words=f"{indicator.label}, {french.plural(len(course), 'fenêtre')} de même durée",
    )


def row_with_sources(
    figures: Sequence[Figure],
    window: Window,
    department: str,
    sparks: Mapping[str, pd.DataFrame] | None = None,
    by: By = By.DEPARTMENT,
) -> None:
    """Draw the figures side by side, each with the rows of the files that it comes from.

    `sparks`: the past course by code of indicator. `by`: the level of the figures' scopes.
    """
    shown = [card(figure, (sparks or {}).get(figure.indicator.code)) for figure in figures]
    for slot, figure in zip(cards.row(shown), figures, strict=True):
        with slot:
            name = f"{figure.indicator.code}-{figure.scope}"
            cards.source(name, partial(_draw_rows, figure, window, department, by, name))


def value_words(indicator: Indicator, value: float | None) -> tuple[str, str]:
    """A value of that indicator and its unit: `42 %`, `1 234,5`, `oui`; a dash where there is none."""
    if value is None:
        return french.NOTHING, ""
    if indicator.unit == _YES_NO:
        return ("oui" if value else "non"), ""
    if _is_share(indicator):
        return french.percent(value), f"des {indicator.unit.partition(' des ')[2]}"
    return french.number(value, indicator.decimals), unit_words(indicator.unit, value)


def unit_words(unit: str, value: float) -> str:
    """The unit in the singular where the value wants it: `1 fait`, `0 réseau`, `3 créneaux sur 15`."""
    noun, space, rest = unit.partition(" ")
    if abs(value) >= 2 or noun == "de":
        return unit
    single = f"{noun[:-1]}" if noun.endswith(("s", "x")) and len(noun) > 1 else noun
    return f"{single}{space}{rest}"


def comparator_words(figure: Figure) -> str:
    """The window just before and the one a year before, in one or two short sentences."""
    before, year_before = (_against(figure, other) for other in (figure.previous, figure.year_before))
    if before is None and year_before is None:
        return "" if figure.value is None else "Sans comparaison possible."
    said = (("Fenêtre précédente", before), ("Un an plus tôt", year_before))
    return " ".join(f"{when}\u00a0: {words}." for when, words in said if words is not None)


def _against(figure: Figure, other: float | None) -> str | None:
    """The value against another one; None where either is missing."""
    indicator, value = figure.indicator, figure.value
    if value is None or other is None:
        return None
    if _is_share(indicator):
        points = round(value * 100) - round(other * 100)  # as the two percentages beside it read
        noun = "point" if abs(points) < 2 else "points"
        return f"{french.percent(value)} contre {french.percent(other)} ({french.signed(points)}\u00a0{noun})"
    if indicator.unit == _YES_NO or indicator.decimals:
        return f"{value_words(indicator, value)[0]} contre {value_words(indicator, other)[0]}"
    return change_words(value, other)


def statement_of(figure: Figure) -> Statement | None:
    """The verdict with its sign; its tone says whether it is the wanted way, none where nothing was tested."""
    words, direction = figure.statement, figure.indicator.direction
    if figure.value is not None and words in UNTESTED.values():
        return None
    if words == incomplete_words(figure.behind):
        return Statement("…", "aucune tendance affirmée", Tone.WARN)
    verdict = next((verdict for verdict in _SIGNS if words.startswith(verdict)), None)
    if verdict is None:
        return Statement("", words)
    return Statement(_SIGNS[verdict], words, _tone(verdict, direction))


def _tone(verdict: str, direction: Direction) -> Tone:
    if verdict == STEADY or direction is Direction.NEITHER:
        return Tone.PLAIN
    return Tone.GOOD if _WANTED[verdict] is direction else Tone.ALERT


def absence(reason: str) -> str:
    """The sentence of an empty page: why nothing is known, and who mends it."""
    return f"{reason[:1].upper()}{reason[1:]}. Les services du plan envoient leur classeur d’indicateurs."


def _note(figure: Figure) -> str:
    """The services whose files are awaited; rows left out for want of a day stand in the verdict's own words."""
    return f"Incomplet\u00a0: fichiers attendus de {french.listed(figure.behind)}." if figure.behind else ""


def _is_share(indicator: Indicator) -> bool:
    return indicator.nature is Nature.SHARE or indicator.unit.startswith(_SHARE)


def _draw_rows(figure: Figure, window: Window, department: str, by: By, name: str) -> None:
    indicator = figure.indicator
    rows = ask(figure_rows, department, window, indicator.code, by, figure.scope)
    sheet = SHEETS[indicator.source].title if indicator.source in SHEETS else "registre de la réunion"
    st.html(f"<strong>{indicator.label}</strong><br>{french.plural(len(rows), 'ligne')}, feuille {sheet}")
    if rows.empty:
        st.html("<p>Aucune ligne dans la fenêtre.</p>")
        return
    labels, shown = row_labels(indicator.source, rows), in_french(indicator.source, rows)
    order = {**{field: labels[field] for field in labels if field in ORIGIN}, **labels}  # the origin first
    grid(shown, order, key=f"rows.{name}", height=380, selectable=False)
    csv_button(shown, labels, f"source-{name}")
