"""Figures in the words and tables of the book."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from domain.catalogue import Direction, Indicator
from domain.french import NBSP, THIN, listed, window_words
from domain.sheets import SHEETS
from domain.windows import Window
from indicators.comparison import UP
from indicators.context import Context
from indicators.figures import Figure
from indicators.words import against_words, period_words
from reports.content import Amount, Cell, Chart, Column, Paragraph, Table, words_column

Row = Mapping[Hashable, Any]
"""A row of a frame: its cells are of any type, and each reader below makes one kind of cell of them."""

_KEPT_HERE = {"meetings": "réunions enregistrées", "decisions": "décisions enregistrées"}


def amount(value: Any, decimals: int = 0, *, share: bool = False) -> Amount | None:
    """A cell for a number of a frame; None for a missing one."""
    return None if pd.isna(value) else Amount(float(value), decimals, share)


def day_of(value: Any) -> date | None:
    """A cell for a date of a frame; None for a missing one."""
    return None if pd.isna(value) else pd.Timestamp(value).date()


def source_words(*codes: str, window: Window | None = None) -> str:
    """The line under a table: the sheets that it comes from, and the days that it covers."""
    titles = [SHEETS[code].title for code in codes if code not in _KEPT_HERE]
    sheets = [f"feuille{'s' * (len(titles) > 1)} {listed(titles)}"] if titles else []
    names = [*sheets, *(_KEPT_HERE[code] for code in codes if code in _KEPT_HERE)]
    period = f"{THIN}; {window_words(window)}" if window is not None else ""
    return f"Source{NBSP}: {', '.join(names)}{period}."


def awaited_words(*codes: str) -> str:
    """Who sends what is missing of those sheets, as a sentence."""
    titles = listed([SHEETS[code].title for code in codes])
    if len(codes) > 1:
        return f"Les feuilles {titles} sont attendues des services qui les tiennent."
    return f"La feuille {titles} est attendue des services qui la tiennent."


def chart_or_words(chart: Chart, *codes: str) -> Chart | Paragraph:
    """The chart; where no value of it is above none, what stands in its place: what is missing, and who sends it."""
    if any(value for series in chart.series for value in series.values):
        return chart
    titles = listed([SHEETS[code].title for code in codes])
    sheets = f"les feuilles {titles}" if len(codes) > 1 else f"la feuille {titles}"
    return Paragraph(
        f"{chart.title} Rien à tracer{NBSP}: aucun nombre connu n’est supérieur à zéro. Ces nombres viennent des "
        f"services qui remplissent {sheets}."
    )


def figure_amount(indicator: Indicator, value: float | None) -> Amount | None:
    """A figure's value in the form of its indicator."""
    share = indicator.is_share
    return amount(value, 0 if share else indicator.decimals, share=share)


def change(figure: Figure) -> str:
    """How a figure differs from the window before, in the words of its card on the screen."""
    if figure.value is None:
        return "non calculable"
    return against_words(figure.indicator, figure.value, figure.previous) or "sans comparaison"


def behind_words(figures: Sequence[Figure], services: Mapping[str, str]) -> str:
    """The services whose files those figures wait for, by name; empty where none is late."""
    codes = dict.fromkeys(code for figure in figures for code in figure.behind)
    return listed([services.get(code, code) for code in codes])


def data_words(figure: Figure) -> str:
    """Whether the files that a figure is made from are all there."""
    if figure.value is None or figure.statement.startswith(_NO_DATA):
        return "aucune"
    return "complètes" if figure.complete else "incomplètes"


def windows_note(window: Window) -> str:
    """Which days the comparators of a figure are."""
    return (
        f"Fenêtre{NBSP}: {window_words(window)}. Précédente{NBSP}: {window_words(window.previous())}. "
        f"Un an plus tôt, mêmes jours de la semaine{NBSP}: {window_words(window.year_before())}."
    )


_NO_DATA = "aucune donnée"  # how the statement of an indicator begins whose sheets hold no row
FIGURE_COLUMNS = (
    words_column("Indicateur", 3.4),
    words_column("Unité", 2.1),
    Column("Fenêtre", width=1.25),
    Column("Précédente", width=1.6),
    Column("Un an plus tôt", width=1.1),
    words_column("Par rapport à la précédente", 2.5),
    words_column("Constat", 3.2),
    words_column("Données", 1.7),
    words_column("Services en retard", 2.5, paper=False),
    Column("364 jours d’avant", width=1.1, paper=False),
    Column("Jours comparés", width=1.1, paper=False),
    Column("Rapport des rythmes", width=1.1, paper=False),
    Column("Borne basse à 95\u00a0%", width=1.1, paper=False),
    Column("Borne haute à 95\u00a0%", width=1.1, paper=False),
    Column("p ajustée", width=1.1, paper=False),
)
_STATEMENT_COLUMN = 6


def figures_table(title: str, figures: Sequence[Figure], services: Mapping[str, str]) -> Table:
    """A table of figures, one a row, with their comparators, verdict and completeness."""
    window = figures[0].window
    sources = dict.fromkeys(figure.indicator.source for figure in figures)
    late = behind_words(figures, services)
    rising = {
        (row, _STATEMENT_COLUMN)
        for row, figure in enumerate(figures)
        if figure.statement.startswith(UP) and figure.indicator.direction is Direction.WORSE
    }
    return Table(
        title=title,
        columns=FIGURE_COLUMNS,
        rows=tuple(_figure_row(figure, services) for figure in figures),
        source=source_words(*sources),
        note=windows_note(window) + (f" Données incomplètes, fichiers en retard{NBSP}: {late}." if late else ""),
        alerts=frozenset(rising),
    )


def figures_or_words(title: str, figures: Sequence[Figure], services: Mapping[str, str]) -> Table | Paragraph:
    """The table of those figures; where none is known, what stands in its place: what is missing, and who sends it."""
    if any(figure.value is not None for figure in figures):
        return figures_table(title, figures, services)
    return nothing_known(title, figures)


def nothing_known(title: str, figures: Sequence[Figure]) -> Paragraph:
    """What stands where no figure is known: why, and who sends what is missing."""
    reasons = dict.fromkeys(figure.statement for figure in figures if not figure.statement.startswith(_NO_DATA))
    why = f" ({listed(list(reasons))})" if reasons else ""
    awaited = awaited_words(*dict.fromkeys(figure.indicator.source for figure in figures))
    return Paragraph(f"{title}{NBSP}: aucun chiffre n’est connu{why}. {awaited}", alert=True)


def _figure_row(figure: Figure, services: Mapping[str, str]) -> tuple[Cell, ...]:
    indicator = figure.indicator
    low, high = figure.interval or (None, None)
    return (
        indicator.label,
        indicator.unit,
        figure_amount(indicator, figure.value),
        figure_amount(indicator, figure.previous),
        figure_amount(indicator, figure.year_before),
        change(figure),
        figure.statement,
        data_words(figure),
        behind_words([figure], services) or None,
        amount(figure.baseline),
        amount(figure.baseline_days),
        amount(figure.rate_ratio, 2),
        amount(low, 2),
        amount(high, 2),
        amount(figure.p_adjusted, 4),
    )


_CONTEXT_COLUMNS = (
    words_column("Indicateur", 3.2),
    words_column("Unité", 2.0),
    words_column("Période", 2.9),
    Column("Valeur", width=1.2),
    Column("Un an plus tôt", width=1.2),
    words_column("Par rapport à un an plus tôt", 2.9),
    words_column("Constat", 3.2),
)


def contexts_table(title: str, contexts: Sequence[Context]) -> Table | Paragraph:
    """The same figures over the 28 days and the year to date that end with their window, one a row and period.

    Where none is known, what stands in their place.
    """
    told = [figure for context in contexts for figure in context.beside]
    if all(figure.value is None for figure in told):
        return nothing_known(title, told)
    return Table(
        title=title,
        columns=_CONTEXT_COLUMNS,
        rows=tuple(_context_row(figure) for figure in told),
        source=source_words(*dict.fromkeys(figure.indicator.source for figure in told)),
        note=(
            f"Une quinzaine ne parle jamais seule. Un an plus tôt{NBSP}: mêmes jours de la semaine, 364 jours avant. "
            "Le constat porte sur les 364 jours d’avant chaque période."
        ),
    )


def _context_row(figure: Figure) -> tuple[Cell, ...]:
    indicator, value = figure.indicator, figure.value
    return (
        indicator.label,
        indicator.unit,
        period_words(figure.window),
        figure_amount(indicator, value),
        figure_amount(indicator, figure.year_before),
        against_words(indicator, value, figure.year_before) or "sans comparaison",
        figure.statement,
    )
