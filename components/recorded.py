"""Faits enregistrés: the published series of a département, by year, force and nature, and by service."""

import pandas as pd
import streamlit as st

from analysis.peers import RULE, Peers
from analysis.recorded import Recorded, by_year
from components import charts, panels, tables
from components.downloads import csv_button
from components.legends import Key
from components.notices import empty
from domain import french
from domain.sheets import SHEETS

_FORCES = {"PN": "police nationale", "GN": "gendarmerie nationale"}
_BOTH = "toutes forces"
_YEARS = {"year": "Année", "nature": "Nature", "force": "Force", "facts": "Faits enregistrés", "source": "Source"}
_SERVICES = {"service": "Service", **_YEARS}


_PEERS = {
    "nature": "Nature",
    "year": "Année",
    "facts": "Faits enregistrés",
    "median": "Médiane de la classe",
    "per_thousand": "Pour 1\u00a0000 habitants",
    "median_per_thousand": "Médiane pour 1\u00a0000 habitants",
    "departments": "Départements de la classe",
    "source": "Source",
}


def draw(found: Recorded, beside: Peers) -> None:
    """Draw each source's series, the départements of the same size, then the services.

    Where nothing is deposited, says who publishes it.
    """
    if found.notice is not None:
        empty("Aucune série publiée", found.notice)
        return
    for source, rows in by_year(found.series).groupby("source"):
        _source(str(source), rows)
    _peers(beside)
    if not found.services.empty:
        _services(by_year(found.services))


def _source(source: str, rows: pd.DataFrame) -> None:
    table = _worded(rows)
    label = SHEETS["recorded"].column("source").label_of(source)
    forces, natures = table["force"].drop_duplicates().tolist(), table["nature"].drop_duplicates().tolist()
    years = [str(year) for year in sorted(table["year"].unique())]
    facts = table.set_index(["nature", "force", "year"])["facts"].sort_index()
    shown = [
        panels.Panel(
            nature,
            [[float(facts.get((nature, force, int(year)), float("nan"))) for year in years] for force in forces],
        )
        for nature in natures
    ]
    colours = panels.series_colours(len(forces))
    charts.show(
        panels.bars(shown, years, series=forces, unit="faits par an", same_scale=False),
        table.astype({"year": str}),
        _YEARS,
        name=f"enregistres-{source}",
        title=f"{label}{french.NBSP}: combien de faits de stupéfiants enregistrés chaque année{french.THIN}?",
        question=(
            f"Faits par an, de {years[0]} à {years[-1]}, tels que publiés{french.THIN}; chaque nature a son échelle"
        ),
        alt=_alt(label, table, years),
        keys=[Key(colour, force) for colour, force in zip(colours, forces, strict=True)] if len(forces) > 1 else (),
    )
    if table["months"].notna().any():
        st.html('<p class="vg-quiet">Une année publiée mois par mois est la somme des mois reçus.</p>')


def _peers(beside: Peers) -> None:
    """The newest year of each source beside the median of the size class; every year in the download."""
    if beside.table.empty:
        return
    label = SHEETS["recorded"].column("source").label_of
    table = beside.table.assign(source=beside.table["source"].map(label))
    newest = table[table["year"] == table.groupby("source")["year"].transform("max")]
    st.html(
        f'<h3 class="vg-chart">Et dans les départements de même taille{french.THIN}?</h3>'
        f'<p class="vg-question">{RULE}</p>'
    )
    tables.plain(
        newest.astype({"year": str}),
        _PEERS,
        caption="Dernière année publiée de chaque source, toutes forces",
        decimals={"median": 1, "per_thousand": 2, "median_per_thousand": 2},
    )
    if beside.notice is not None:
        st.html(f'<p class="vg-quiet">{beside.notice}</p>')
    csv_button(table.astype({"year": str}), _PEERS, "faits-enregistres-meme-taille")


def _worded(rows: pd.DataFrame) -> pd.DataFrame:
    label = SHEETS["recorded"].column("source").label_of
    force = rows["force"].map(_FORCES).fillna(_BOTH)
    return rows.assign(force=force, source=rows["source"].map(label)).sort_values(
        ["year", "order", "force"], ascending=[True, True, False], ignore_index=True
    )


def _alt(label: str, table: pd.DataFrame, years: list[str]) -> str:
    last = table[table["year"] == int(years[-1])]
    said = [
        f"{row['nature']}, {row['force']}, {french.plural(row['facts'], 'fait')}" for row in last.to_dict("records")
    ]
    return f"{label}, faits par an et par nature. En {years[-1]}{french.NBSP}: {'; '.join(said)}."


def _services(rows: pd.DataFrame) -> None:
    table = _worded(rows)
    years = sorted(table["year"].unique())
    st.html(
        f'<h3 class="vg-chart">Quels services enregistrent ces faits{french.THIN}?</h3>'
        f'<p class="vg-question">{table["source"].iloc[0]}, faits par an, de {years[0]} à {years[-1]}. Ce nombre dit '
        "l’activité du service autant que la délinquance.</p>"
    )
    nature = st.selectbox("Nature", table["nature"].drop_duplicates().tolist(), key="enregistres.nature", width=320)
    wide = table[table["nature"] == nature].pivot_table(index=["service", "force"], columns="year", values="facts")
    shown = wide.astype(float).sort_values(years[-1], ascending=False).reset_index()
    shown["course"] = [[value for value in line if pd.notna(value)] for line in shown[years].to_numpy().tolist()]
    shown.columns = [str(column) for column in shown.columns]
    labels = {"service": "Service", "force": "Force", **{str(year): str(year) for year in years[-3:]}}
    course = st.column_config.LineChartColumn(f"{years[0]} à {years[-1]}", y_min=0)
    st.dataframe(
        shown[[*labels, "course"]],
        column_config={
            **{field: tables.column_config(shown[field], label) for field, label in labels.items()},
            "course": course,
        },
        hide_index=True,
        height=min(460, 38 + 35 * len(shown)),
        key="enregistres.services",
        placeholder=french.NOTHING,
    )
    csv_button(table.astype({"year": str}), _SERVICES, "faits-enregistres-par-service")
