"""One sector: its verdict, its months with the operations, its natures of facts, objectives, schools and rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.hotspots import Hotspots, SectorDetail, p_words, trend_words
from analysis.rules.wording import tested
from components import charts, panels, tables
from components.downloads import csv_button
from components.indicator_figures import comparator_words
from components.kept import kept
from components.sectors import verdict
from components.sheet_rows import in_french, row_labels
from domain.french import NBSP, THIN, day, listed, month, plural, short_month
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


def sentence(found: Hotspots, detail: SectorDetail) -> None:
    """The verdict on the sector in words, with its test, and its trend."""
    st.html(kept(_sentence, found, detail))


def _sentence(found: Hotspots, detail: SectorDetail) -> str:
    sector = found.sectors[found.sectors["code"] == detail.code].to_dict("records")[0]
    drugs, connected = detail.drugs, detail.connected
    test = tested(drugs).text
    if drugs.p_adjusted is not None:
        test += f"{THIN}; test exact, {p_words(drugs.p_adjusted)} après correction pour {len(found.sectors)} secteurs"
    lines = [
        f"<strong>{_facts(drugs)} de stupéfiants{NBSP}: {_said(drugs.statement)}.</strong> {comparator_words(drugs)}",
        f"{test[:1].upper()}{test[1:]}.",
        trend_words(sector),
        f"{_facts(connected)} d’infractions connexes{NBSP}: {connected.statement}. {comparator_words(connected)}",
    ]
    return f'<p class="vg-verdict">{"<br>".join(lines)}</p>'


def _facts(figure: Figure) -> str:
    """The count, or the bare noun where nothing is known: no file is not 0 facts."""
    return "Faits" if figure.value is None else plural(figure.value, "fait")


def _said(statement: str) -> str:
    return verdict(statement) if statement in (UP, DOWN) else statement


def months(found: Hotspots, detail: SectorDetail) -> None:
    """Facts and connected facts by month, the operations on the time axis."""
    left, right = st.columns(2, gap="large")
    for column, field, noun, name in (
        (left, "facts", "fait", "Faits de stupéfiants"),
        (right, "connected", "infraction connexe", "Infractions connexes"),
    ):
        drawn = kept(_months, found, detail, field, noun)
        if drawn is None:
            st.html('<p class="vg-quiet">Aucun fait n’est enregistré sur les douze derniers mois entiers.</p>')
            return
        with column:
            charts.show(
                drawn.figure,
                drawn.table,
                {"month": "Mois", "count": name, "operations": "Opérations"},
                name=f"mois-{field}",
                title=drawn.title,
                question=f"{name} par mois, 12 derniers mois entiers{THIN}; chaque triangle est une opération",
                alt=drawn.alt,
            )


@dataclass(frozen=True, eq=False)
class _Chart:
    figure: go.Figure
    table: pd.DataFrame
    title: str
    alt: str


def _months(found: Hotspots, detail: SectorDetail, field: str, noun: str) -> _Chart | None:
    table = found.months[found.months["code"] == detail.code]
    known = table[table["facts"].notna()].sort_values("month")
    if known.empty:
        return None
    first, last = table["month"].min().date(), month_end(table["month"].max().date())
    marks = [when for when in detail.operations["date"].dt.date if first <= when <= last]
    frame = known.assign(count=known[field].astype(int))
    figure = charts.monthly_bars(frame, unit="faits", marks=marks)
    figure.update_xaxes(range=[first, last])
    title = month_title(frame["month"].dt.date.tolist(), frame["count"].tolist(), noun)
    held = plural(len(marks), "opération") if detail.operations_known else "Opérations non connues"
    return _Chart(figure, frame, title, f"{title}. {held} sur l’axe du temps.")


def month_title(months: Sequence[date], counts: Sequence[int], noun: str) -> str:
    """What the bars show: the last month's count, and its place among those shown; no claim of a trend."""
    last, top = counts[-1], max(counts)
    said = f"{_plural(last, noun)} en {month(months[-1])}"
    if len(counts) == 1:
        return said
    if last == top and counts.count(top) == 1:
        return f"{said}, le plus haut des {len(counts)}{NBSP}mois"
    if last == min(counts) and counts.count(last) == 1:
        return f"{said}, le plus bas des {len(counts)}{NBSP}mois"
    return f"{said}, au plus haut {top} en {month(months[list(counts).index(top)])}"


def _plural(count: int, noun: str) -> str:
    return plural(count, noun, " ".join(f"{word}s" for word in noun.split()))


def natures(found: Hotspots, detail: SectorDetail) -> None:
    """The facts by nature along those months, one small chart each, all on one scale."""
    if detail.natures.empty:
        return
    drawn = kept(_natures, found, detail)
    charts.show(
        drawn.figure,
        drawn.table,
        {"month": "Mois", "offence": "Nature", "facts": "Faits"},
        name="natures",
        title=drawn.title,
        question="Faits par mois, 12 derniers mois entiers, même échelle pour chaque nature",
        alt=drawn.alt,
    )


def _natures(found: Hotspots, detail: SectorDetail) -> _Chart:
    table = detail.natures
    label = SHEETS["facts"].column("offence").label_of
    ordered = found.months.loc[found.months["code"] == detail.code, "month"].sort_values()
    by_nature = {str(code): rows.set_index("month")["facts"] for code, rows in table.groupby("offence", sort=False)}
    shown = [panels.Panel(label(code), [facts.reindex(ordered).tolist()]) for code, facts in by_nature.items()]
    totals = table.groupby("offence", sort=False)["facts"].sum()
    most, total = str(totals.idxmax()), int(totals.sum())
    title = (
        f"{label(most).capitalize()}{NBSP}: {int(totals.max())} des {plural(total, 'fait')} de douze mois"
        if total
        else f"De quelle nature sont les faits{THIN}?"
    )
    return _Chart(
        panels.bars(shown, [short_month(when) for when in ordered], series=["faits"], unit="faits"),
        table.assign(offence=table["offence"].map(lambda code: label(str(code)))),
        title,
        f"Faits par mois et par nature{NBSP}: {listed([panel.title for panel in shown])}.",
    )


def plan(detail: SectorDetail) -> None:
    """What the plan says of the sector: its objectives and its schools."""
    left, right = st.columns(2, gap="large")
    with left:
        aims = plural(len(detail.objectives), "objectif")
        st.html(f'<h3 class="vg-chart">{aims} du plan pour ce secteur</h3>')
        if not detail.objectives.empty:
            rows = kept(in_french, "objectives", detail.objectives)
            tables.plain(rows, _OBJECTIVES, caption="Feuille Objectifs du plan en vigueur")
    with right:
        inside = plural(len(detail.schools), "établissement")
        st.html(f'<h3 class="vg-chart">{inside} du plan dans ce secteur</h3>')
        if not detail.schools.empty:
            rows = kept(in_french, "schools", detail.schools)
            tables.plain(rows, _SCHOOLS, caption="Feuille Établissements du plan en vigueur")


def rows(detail: SectorDetail, window: Window) -> None:
    """The last operations and the facts of the window, each with the file, sheet and row that it comes from."""
    when = f"du {day(window.start)} au {day(window.end)}"
    facts, none = f"{plural(len(detail.facts), 'ligne')} de faits, {when}", "Aucun fait dans la fenêtre."
    if detail.drugs.value is None and detail.facts.empty:
        facts, none = f"Faits non connus, {when}", "Aucun fichier déposé ne dit les faits de la fenêtre."
    with st.expander(facts, icon=":material/table_rows:"):
        _table("facts", detail.facts, "faits-du-secteur", none)
    when = "sur les douze derniers mois entiers et la fenêtre"
    held, none = f"{plural(len(detail.operations), 'opération')} {when}", f"Aucune opération {when}."
    if not detail.operations_known:
        held, none = f"Opérations non connues {when}", f"Aucun fichier déposé ne dit les opérations {when}."
    with st.expander(held, icon=":material/table_rows:"):
        _table("operations", detail.operations, "operations-du-secteur", none)


def _table(sheet: str, frame: pd.DataFrame, name: str, none: str) -> None:
    if frame.empty:
        st.html(f'<p class="vg-quiet">{none}</p>')
        return
    shown, labels = kept(in_french, sheet, frame), kept(row_labels, sheet, frame)
    tables.grid(shown, labels, key=f"rows.{name}", height=320, selectable=False)
    csv_button(shown, labels, name)
