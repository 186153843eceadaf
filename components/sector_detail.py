"""One sector: its verdict, its months with the operations, its natures of facts, objectives, schools and rows."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.hotspots import SectorDetail, p_words, trend_words
from analysis.rules.wording import tested
from components import charts, panels, tables
from components.downloads import csv_button
from components.indicator_figures import comparator_words
from components.sectors import verdict
from components.sheet_rows import in_french, row_labels
from domain.french import NBSP, NOTHING, THIN, day, listed, plural, short_month
from domain.sheets import SHEETS
from domain.windows import Window, month_end
from indicators.comparison import DOWN, UP
from indicators.figures import Figure

_OBJECTIVES = {
    "code": "Objectif",
    "strand": "Volet",
    "rank": "Rang",
    "title": "Intitulé",
    "lead_service": "Pilote",
    "due_on": "Échéance",
    "state": "État",
}
_SCHOOLS = {"name": "Établissement", "uai": "UAI", "national_list": "Liste nationale", "sensitive": "Sensible"}


def sentence(detail: SectorDetail, sector: Mapping[Hashable, Any], tested_sectors: int) -> None:
    """The verdict on the sector in words, with its test, and its trend; `sector` is its row in the ranking."""
    drugs, connected = detail.drugs, detail.connected
    test = tested(drugs).text
    if drugs.p_adjusted is not None:
        test += f"{THIN}; test exact, {p_words(drugs.p_adjusted)} après correction pour {tested_sectors} secteurs"
    lines = [
        f"<strong>{_facts(drugs)} de stupéfiants{NBSP}: {_said(drugs.statement)}.</strong> {comparator_words(drugs)}",
        f"{test[:1].upper()}{test[1:]}.",
        trend_words(sector),
        f"{_facts(connected)} d’infractions connexes{NBSP}: {connected.statement}. {comparator_words(connected)}",
    ]
    st.html(f'<p class="vg-verdict">{"<br>".join(lines)}</p>')


def _facts(figure: Figure) -> str:
    """The count, or the bare noun where nothing is known: no file is not 0 facts."""
    return "Faits" if figure.value is None else plural(figure.value, "fait")


def _said(statement: str) -> str:
    return verdict(statement) if statement in (UP, DOWN) else statement


def months(detail: SectorDetail, table: pd.DataFrame) -> None:
    """Facts and connected facts by month, the operations on the time axis; `table`: the sector's months."""
    known = table[table["facts"].notna()].sort_values("month")
    if known.empty:
        st.html('<p class="vg-quiet">Aucun fait n’est enregistré sur les douze derniers mois entiers.</p>')
        return
    first, last = table["month"].min().date(), month_end(table["month"].max().date())
    marks = [when for when in detail.operations["date"].dt.date if first <= when <= last]
    left, right = st.columns(2, gap="large")
    for column, field, title, unit in (
        (left, "facts", "Faits de stupéfiants", "faits"),
        (right, "connected", "Infractions connexes", "faits"),
    ):
        frame = known.assign(count=known[field].astype(int))
        figure = charts.monthly_bars(frame, unit=unit, marks=marks)
        figure.update_xaxes(range=[first, last])
        with column:
            charts.show(
                figure,
                frame,
                {"month": "Mois", "count": title, "operations": "Opérations"},
                name=f"mois-{field}",
                title=f"{title}, mois par mois",
                question=f"Faits par mois, 12 derniers mois entiers{THIN}; chaque triangle est une opération",
                alt=_alt(title, frame, len(marks)),
            )


def _alt(title: str, frame: pd.DataFrame, marks: int) -> str:
    first, last = frame.iloc[0], frame.iloc[-1]
    return (
        f"{title} par mois{NBSP}: de {first['count']} en {short_month(first['month'])} à {last['count']} en "
        f"{short_month(last['month'])}, {plural(marks, 'opération')} sur l’axe du temps."
    )


def natures(detail: SectorDetail, months: pd.Series) -> None:
    """The facts by nature along those months, one small chart each, all on one scale."""
    table = detail.natures
    if table.empty:
        return
    label = SHEETS["facts"].column("offence").label_of
    ordered = months.sort_values()
    by_nature = {str(code): rows.set_index("month")["facts"] for code, rows in table.groupby("offence", sort=False)}
    shown = [panels.Panel(label(code), [facts.reindex(ordered).tolist()]) for code, facts in by_nature.items()]
    charts.show(
        panels.bars(shown, [short_month(when) for when in ordered], series=["faits"], unit="faits"),
        table.assign(offence=table["offence"].map(lambda code: label(str(code)))),
        {"month": "Mois", "offence": "Nature", "facts": "Faits"},
        name="natures",
        title=f"De quelle nature sont les faits{THIN}?",
        question="Faits par mois, 12 derniers mois entiers, même échelle pour chaque nature",
        alt=f"Faits par mois et par nature{NBSP}: {listed([panel.title for panel in shown])}.",
    )


def plan(detail: SectorDetail) -> None:
    """What the plan says of the sector: its objectives and its schools."""
    left, right = st.columns(2, gap="large")
    with left:
        st.html('<h3 class="vg-chart">Objectifs du plan</h3>')
        if detail.objectives.empty:
            st.html('<p class="vg-quiet">Aucun objectif du plan ne vise ce secteur.</p>')
        else:
            tables.plain(
                in_french("objectives", detail.objectives), _OBJECTIVES, caption="Objectifs du plan en vigueur"
            )
    with right:
        st.html('<h3 class="vg-chart">Établissements du secteur</h3>')
        if detail.schools.empty:
            st.html('<p class="vg-quiet">Aucun établissement du plan n’est dans ce secteur.</p>')
        else:
            tables.plain(in_french("schools", detail.schools), _SCHOOLS, caption="Établissements du plan")


def rows(detail: SectorDetail, window: Window) -> None:
    """The last operations and the facts of the window, each with the file, sheet and row that it comes from."""
    left, right = st.columns(2, gap="large")
    with left:
        st.html('<h3 class="vg-chart">Dernières opérations</h3>')
        _table(
            "operations", detail.operations, "operations-du-secteur", "Aucune opération sur les douze derniers mois."
        )
    with right:
        st.html(f'<h3 class="vg-chart">Faits de la fenêtre, du {day(window.start)} au {day(window.end)}</h3>')
        _table("facts", detail.facts, "faits-du-secteur", "Aucun fait dans la fenêtre.")


def _table(sheet: str, frame: pd.DataFrame, name: str, none: str) -> None:
    if frame.empty:
        st.html(f'<p class="vg-quiet">{none}</p>')
        return
    shown, labels = in_french(sheet, frame), row_labels(sheet, frame)
    st.dataframe(
        shown[list(labels)],
        column_config={field: tables.column_config(shown[field], label) for field, label in labels.items()},
        hide_index=True,
        height=min(320, 38 + 35 * len(shown)),
        key=f"rows.{name}",
        placeholder=NOTHING,
    )
    csv_button(shown, labels, name)
