"""A point of the agenda as it is projected: three figures, their course, and what was last decided."""

from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.agenda import Shown
from components import charts, figures
from components.indicator_figures import card
from components.kept import kept
from components.theme import palette
from domain.french import NBSP, THIN, plural, short_day
from domain.meetings import DECISION_STATES, DecisionState
from indicators.words import value_words

_CHART_HEIGHT = 230
_COURSE = {"from": "Du", "to": "Au", "value": "Valeur"}


def three_figures(shown: Shown) -> None:
    """The three figures side by side, with the place that they are of."""
    st.html(f'<h2 class="vg-chart">{escape(shown.place)}</h2>')
    figures.row([kept(card, figure) for figure in shown.figures])


@dataclass(frozen=True, eq=False)
class _Course:
    figure: go.Figure
    table: pd.DataFrame
    title: str
    question: str


def course(shown: Shown) -> None:
    """The first figure over twelve windows, the meeting's own the last."""
    drawn = kept(_course, shown)
    if drawn is None:
        st.html('<p class="vg-quiet">Les fichiers déposés ne donnent pas encore ce chiffre dans le temps.</p>')
        return
    charts.show(drawn.figure, drawn.table, _COURSE, name="seance-cours", title=drawn.title, question=drawn.question)


def _course(shown: Shown) -> _Course | None:
    trail, indicator = shown.trail, shown.figures[0].indicator
    if trail["value"].notna().sum() == 0:
        return None
    colours = palette()
    scale = 100 if indicator.is_share else 1
    values = trail["value"] * scale
    labels = [short_day(end) for end in trail["end"]]
    own = len(values) - 1
    figure = charts.blank(height=_CHART_HEIGHT)
    figure.add_bar(
        x=labels,
        y=values,
        marker={"color": [colours.accent if at == own else colours.scale[1] for at in range(len(values))]},
        text=["" if pd.isna(value) else value_words(indicator, value)[0] for value in trail["value"]],
        textposition="outside",
        cliponaxis=False,
        hovertext=[
            f"du {short_day(start)} au {short_day(end)}{NBSP}: {value_words(indicator, value)[0]}"
            for start, end, value in zip(trail["start"], trail["end"], trail["value"], strict=True)
        ],
        hoverinfo="text",
    )
    unit = "%" if indicator.is_share else indicator.unit
    figure.update_yaxes(title_text=unit, rangemode="tozero", showticklabels=False)
    figure.update_xaxes(
        type="category", title_text="dernier jour de la fenêtre", tickangle=0, tickvals=labels[own % 2 :: 2]
    )
    table = pd.DataFrame({"from": trail["start"], "to": trail["end"], "value": values})
    return _Course(figure, table, _course_title(shown), _course_question(shown))


def _course_title(shown: Shown) -> str:
    """The last value and the highest of those shown: no claim of a trend."""
    indicator, known = shown.figures[0].indicator, shown.trail.dropna(subset=["value"])
    last = shown.trail["value"].iloc[-1]
    if pd.isna(last):
        return f"{indicator.label}{NBSP}: non calculable dans la fenêtre"
    said = " ".join(value_words(indicator, float(last))).strip()
    top = known.sort_values("value").iloc[-1]
    if top["value"] == last:
        return f"{indicator.label}{NBSP}: {said}, au plus haut"
    highest = value_words(indicator, float(top["value"]))[0]
    return f"{indicator.label}{NBSP}: {said}, au plus haut {highest} au {short_day(top['end'])}"


def _course_question(shown: Shown) -> str:
    days = shown.figures[0].window.days
    return f"{shown.place}, {len(shown.trail)} fenêtres de {days}{NBSP}jours{THIN}; la dernière est celle de la réunion"


def last_decisions(shown: Shown) -> None:
    """What was last decided on it, and what came of it."""
    if shown.last.empty:
        st.html('<p class="vg-quiet">Aucune décision antérieure sur ce point.</p>')
        return
    row = shown.last.iloc[0]
    state = DECISION_STATES[DecisionState(row["state"])]
    late = ""
    if row["overdue"]:
        late = f', <strong class="vg-alert">en retard de {plural(row["days_late"], "jour")}</strong>'
    st.html(
        f'<div class="vg-finding"><p><strong>Dernière décision{NBSP}: {escape(str(row["text"]))}</strong></p><p>'
        f"{escape(str(row['follow_up']))}{THIN}; {escape(str(row['owner_name']))}{THIN}; {state}{late}.</p></div>"
    )
