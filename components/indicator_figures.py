"""An indicator's figure as a card: its value, comparators and verdict in French."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from analysis.figures import figure_contexts, figure_rows
from components import figures as cards
from components.dictionary_address import DICTIONARY_PAGE, INDICATOR
from components.downloads import csv_button, xlsx_button
from components.figures import Statement
from components.filters import carried
from components.kept import kept
from components.session import ask
from components.sheet_rows import ORIGIN, in_french, row_labels
from components.tables import grid
from components.theme import Tone
from domain import french
from domain.catalogue import By, Direction, source_title
from domain.sheets import SHEETS
from domain.windows import Window
from indicators.comparison import DOWN, INCOMPLETE, STEADY, UP
from indicators.evidence import SHEET, Period
from indicators.figures import UNTESTED, Figure
from indicators.words import against_words, context_words, other_words, value_words

RowsWriter = Callable[[Figure, pd.DataFrame, str, date, Period], bytes]
"""What writes a figure's rows as a workbook: the figure, its rows, the département, the day, which number of it."""
_PERIODS = {
    Period.WINDOW: "Fenêtre",
    Period.PREVIOUS: "Précédente",
    Period.YEAR_BEFORE: "Un an plus tôt",
    Period.BASELINE: "Référence",
}
_WANTED = {UP: Direction.BETTER, DOWN: Direction.WORSE}
_SIGNS = {UP: "▲", DOWN: "▼", STEADY: "="}


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
        comparators=_comparators(figure),
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
    *,
    workbook: RowsWriter,
) -> None:
    """Draw the figures side by side, each with the rows of the files that it comes from.

    `sparks`: the past course by code of indicator. `by`: the level of the figures' scopes. `workbook` writes a
    figure's rows as .xlsx.
    """
    shown = [kept(card, figure, (sparks or {}).get(figure.indicator.code)) for figure in figures]
    for slot, figure in zip(cards.row(shown), figures, strict=True):
        with slot:
            name = f"{figure.indicator.code}-{figure.scope}"
            cards.source(name, partial(_draw_rows, figure, window, department, by, name, workbook))


def comparator_words(figure: Figure) -> str:
    """The window just before and the one a year before, in one or two short sentences."""
    before, year_before = (
        against_words(figure.indicator, figure.value, other) for other in (figure.previous, figure.year_before)
    )
    if before is None and year_before is None:
        return "" if figure.value is None else "Sans comparaison possible."
    said = (("Fenêtre précédente", before), ("Un an plus tôt", year_before))
    return " ".join(f"{when}\u00a0: {words}." for when, words in said if words is not None)


def _comparators(figure: Figure) -> tuple[str, ...]:
    """The same two windows in a card, beneath each other."""
    indicator, value = figure.indicator, figure.value
    before, year_before = (other_words(indicator, value, other) for other in (figure.previous, figure.year_before))
    said = (("Avant", before), ("Un an plus tôt", year_before))
    lines = tuple(f"{when}\u00a0: {words}" for when, words in said if words is not None)
    return lines or (() if value is None else ("Sans comparaison possible",))


def statement_of(figure: Figure) -> Statement | None:
    """The verdict with its sign; its tone says whether it is the wanted way, none where nothing was tested.

    Never the tone of what needs a decision: a card states, À décider asks.
    """
    words, direction = figure.statement, figure.indicator.direction
    if figure.value is not None and words in UNTESTED.values():
        return None
    if words.startswith(INCOMPLETE):
        return Statement("…", "aucune tendance affirmée", Tone.WARN)
    verdict = next((verdict for verdict in _SIGNS if words.startswith(verdict)), None)
    if verdict is None:
        return Statement("", words)
    return Statement(_SIGNS[verdict], words, _tone(verdict, direction))


def _tone(verdict: str, direction: Direction) -> Tone:
    if verdict == STEADY or direction is Direction.NEITHER:
        return Tone.PLAIN
    return Tone.GOOD if _WANTED[verdict] is direction else Tone.WARN


def absence(reason: str) -> str:
    """The sentence of an empty page: why nothing is known, and who mends it."""
    return f"{reason[:1].upper()}{reason[1:]}. Les services du plan envoient leur classeur d’indicateurs."


def _note(figure: Figure) -> str:
    """The services whose files are awaited; rows left out for want of a day stand in the verdict's own words."""
    return f"Incomplet\u00a0: attend {french.listed(figure.behind)}" if figure.behind else ""


def _draw_rows(figure: Figure, window: Window, department: str, by: By, name: str, workbook: RowsWriter) -> None:
    indicator = figure.indicator
    period = _period(figure, name)
    rows = ask(figure_rows, department, window, indicator.code, by, figure.scope, period)
    codes = [str(code) for code in rows[SHEET].unique()] or [indicator.source]
    where = french.listed([_sheet_words(code) for code in codes])
    st.html(f"<strong>{escape(indicator.label)}</strong><br>{french.plural(len(rows), 'ligne')}, {where}")
    beside = ask(figure_contexts, department, window, (indicator.code,), by)
    if told := next(context_words(context) for context in beside if context.window.scope == figure.scope):
        st.html(f'<p class="vg-quiet">{escape(told)}</p>')
    st.page_link(
        DICTIONARY_PAGE,
        label="Définition au dictionnaire",
        icon=":material/menu_book:",
        query_params={**carried(), INDICATOR: indicator.code},
    )
    if rows.empty:
        st.html("<p>Aucune ligne dans la fenêtre.</p>")
        return
    labels, shown = row_labels(indicator.source, rows), in_french(indicator.source, rows)
    order = {**{field: labels[field] for field in labels if field in ORIGIN}, **labels}  # the origin first
    grid(shown, order, key=f"rows.{name}.{period}", height=290, selectable=False)
    with st.container(horizontal=True, gap="small"):
        csv_button(shown, labels, f"source-{name}")
        made = partial(workbook, figure, rows, department, date.today(), period)  # once it is asked for
        xlsx_button(made, f"source-{name}", len(rows))


def _sheet_words(code: str) -> str:
    title = source_title(code)
    return f"feuille {title}" if code in SHEETS else title


def _period(figure: Figure, name: str) -> Period:
    """Which number of the figure the reader wants the rows of: its value, or one of its comparators."""
    values = {
        Period.WINDOW: figure.value,
        Period.PREVIOUS: figure.previous,
        Period.YEAR_BEFORE: figure.year_before,
        Period.BASELINE: figure.baseline,
    }
    known = [period for period, value in values.items() if value is not None]
    if len(known) < 2:
        return Period.WINDOW
    chosen = st.segmented_control(
        "Lignes de",
        known,
        default=Period.WINDOW if Period.WINDOW in known else known[0],
        format_func=lambda period: _PERIODS[period],
        key=f"period.{name}",
        label_visibility="collapsed",
    )
    return Period(chosen) if chosen else Period.WINDOW
