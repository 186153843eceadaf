"""Opérations: frequency against target, the year by day, the hours of the week, and the list."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.operations import Operations, Rhythm
from components import charts, matrices, tables
from components.address import KINDS, SECTOR, SERVICES
from components.downloads import csv_button
from components.filters import parameter
from components.kept import kept
from components.legends import Key
from components.selection import choose, choose_several, follow
from components.sheet_rows import in_french, row_labels
from components.theme import Tone, palette
from domain import french
from domain.sheets import SHEETS
from domain.windows import Window

_FREQUENCY = {
    "name": "secteur",
    "operations": "opérations",
    "expected": "attendues",
    "verdict": "cible",
    "days_since": "dernière il y a (jours)",
    "longest_gap": "plus long arrêt (jours)",
}
_WEEKLY = {
    "name": "secteur",
    "per_week": "opérations par semaine",
    "target_per_week": "cible par semaine",
    "verdict": "cible",
}
_CALENDAR = {"day": "jour", "count": "opérations", "raids": "dont coups de poing"}
_HOURS = {"weekday": "jour de la semaine", "hour": "heure de début", "operations": "opérations"}
_YIELDS = {
    "label": "par opération",
    "per_operation": "fenêtre",
    "previous": "précédente",
    "total": "total",
    "filled": "renseignées",
}
_WEIGHED = ("g", "€")
_MISSED = "non atteinte"
_TONES = {"atteinte": Tone.GOOD, _MISSED: Tone.WARN, "sans cible": Tone.PLAIN}


def chosen_sector(found: Operations) -> str | None:
    """The sector that the address asks for; None where it asks for none of this plan."""
    asked = parameter(SECTOR)
    return asked if asked in found.sectors else None


def frequency(found: Operations) -> None:
    """The sectors against their target, furthest under it first; choosing a row chooses the sector."""
    table = kept(_frequency_rows, found)
    left, right = st.columns([8, 11], gap="large")
    with left:
        charts.show(
            kept(_frequency_bars, found),
            table,
            _WEEKLY,
            name="frequence",
            title=_frequency_title(found),
            question="Opérations par semaine dans la fenêtre, et cible du plan, par secteur",
            keys=_tone_keys(),
        )
    with right:
        st.html(
            '<h3 class="vg-chart">Depuis quand, et combien de temps sans opération\u202f?</h3>'
            '<p class="vg-question">Choisir une ligne choisit le secteur pour la suite de la page</p>'
        )
        key = f"secteurs.{found.department}.{found.window.start}.{found.window.end}"
        row = tables.grid(kept(_whole, table), _FREQUENCY, key=key, height=540)
        csv_button(table, _FREQUENCY, "secteurs")
        follow(SECTOR, None if row is None else str(table["code"].iloc[row]), key=key)


def _frequency_rows(found: Operations) -> pd.DataFrame:
    return found.against_target.assign(verdict=[_verdict(reached) for reached in found.against_target["reached"]])


def _frequency_bars(found: Operations) -> go.Figure:
    table = _frequency_rows(found)
    missed = table["verdict"].eq(_MISSED).map({True: " ▲", False: ""})
    bars = table.assign(label=table["name"] + missed, value=table["per_week"], target=table["target_per_week"])
    bars["tone"] = table["verdict"].map(_TONES)
    return charts.bullets(bars, unit="opérations par semaine", decimals=1)


def _whole(table: pd.DataFrame) -> pd.DataFrame:
    days = {name: table[name].astype("Int64") for name in ("days_since", "longest_gap")}
    return table.assign(expected=table["expected"].round(1), **days)


def _frequency_title(found: Operations) -> str:
    if not found.targeted:
        return "Le plan ne fixe pas de cible d’opérations par secteur"
    if not found.under_target:
        return "Tous les secteurs atteignent leur cible d’opérations"
    return f"{french.plural(found.under_target, 'secteur')} sur {found.targeted} sous leur cible d’opérations"


def _verdict(reached: object) -> str:
    if reached is pd.NA or reached is None:
        return "sans cible"
    return "atteinte" if reached else _MISSED


def _tone_keys() -> list[Key]:
    colours = palette()
    return [
        Key(colours.good, "cible atteinte"),
        Key(colours.warn, "cible non atteinte", sign="▲", ink=colours.ground),
        Key(colours.soft_ink, "sans cible"),
        Key("transparent", "cible", sign="|"),
    ]


def year(found: Operations) -> None:
    """The days of the year, the raids marked."""
    days = kept(_days, found)
    first, last = days["day"].iloc[0].date(), days["day"].iloc[-1].date()
    charts.show(
        kept(_sheet_of_days, found),
        days,
        _CALENDAR,
        name="calendrier",
        title=kept(_year_title, found),
        question=f"Opérations par jour, du {french.day(first)} au {french.day(last)}",
        keys=[*matrices.calendar_keys("aucune opération"), matrices.calendar_mark("coup de poing")],
    )


def _days(found: Operations) -> pd.DataFrame:
    return found.calendar.rename(columns={"date": "day", "operations": "count"})


def _year_title(found: Operations) -> str:
    days = _days(found)
    idle = french.plural(int(days["count"].eq(0).sum()), "jour")
    return f"{french.plural(int(days['count'].sum()), 'opération')} en un an, aucune {idle} sur {len(days)}"


def _sheet_of_days(found: Operations) -> go.Figure:
    days = _days(found)
    raids = [when.date() for when in days.loc[days["raids"].gt(0), "day"]]
    return matrices.calendar(days, noun="opération", marks=raids, mark_words="dont coup de poing")


def rhythm(found: Rhythm, place: str) -> None:
    """The hours of the week at which operations begin, under the sentence that says how regular they are."""
    charts.show(
        kept(_sheet_of_hours, found),
        kept(_hours, found),
        _HOURS,
        name="heures",
        title=found.sentence,
        question=f"{place}\u00a0: opérations par jour de la semaine et heure de début, "
        f"{french.window_words(found.window)}",
    )
    st.html(f'<p class="vg-comparator">{_measures(found)}</p>')


def _hours(found: Rhythm) -> pd.DataFrame:
    return found.cells.assign(weekday=found.cells["weekday"].map(lambda day: french.WEEKDAYS[day]))


def _sheet_of_hours(found: Rhythm) -> go.Figure:
    cells = found.cells.pivot_table("operations", "weekday", "hour", "sum")
    cells.index = pd.Index([day.capitalize() for day in french.WEEKDAYS])
    cells.columns = pd.Index([f"{hour}\u00a0h" for hour in cells.columns])
    return matrices.counts(cells, noun="opération", every=3)


def _measures(found: Rhythm) -> str:
    said = []
    if found.unpredictability is not None:
        value = french.number(found.unpredictability, 2)
        said.append(f"Imprévisibilité\u00a0: {value} (0, toujours le même créneau\u202f; 1, jamais deux fois le même).")
    if found.regularity is not None:
        share = french.percent(found.regularity)
        said.append(
            f"Régularité\u00a0: dans un même créneau, {share} des intervalles sont de 7 ou 14 jours exactement."
        )
    return " ".join(said)


def yields(table: pd.DataFrame, place: str, window: Window) -> None:
    """What an operation yields: checks, arrests, seizures; the département's or a sector's, never a service's."""
    held = french.plural(int(table["operations"].iloc[0]), "opération")
    st.html(
        f'<h3 class="vg-chart">Que donne une opération\u202f?</h3><p class="vg-question">{place}\u00a0: {held} '
        f"{french.window_words(window)}, feuille Opérations. Une case vide n’ajoute rien\u202f; le rendement ne classe "
        "pas les services.</p>"
    )
    named = kept(_yield_rows, table)
    tables.plain(
        named,
        _YIELDS,
        caption="Fenêtre, fenêtre précédente, total de la fenêtre, opérations dont la case est remplie",
        decimals={"per_operation": 2, "previous": 2},
    )
    csv_button(named, _YIELDS, "rendement")


def _yield_rows(table: pd.DataFrame) -> pd.DataFrame:
    units = [f" ({unit})" if unit in _WEIGHED else "" for unit in table["unit"]]
    return table.assign(label=table["label"] + units)


def choose_sector(found: Operations, chosen: str | None) -> None:
    """The list of sectors."""
    options = {code: f"{code}\u00a0– {name}" for code, name in found.sectors.items()}
    choose(SECTOR, "Secteur", options, chosen, none="Tous les secteurs", width=420)


def listing(found: Operations, sector: str | None) -> None:
    """The window's operations, filtered by sector, service and type, down to file, sheet and row."""
    kinds = SHEETS["operations"].column("kind")
    with st.container(horizontal=True):
        services = choose_several(
            SERVICES, "Service, pilote ou associé", found.services, none="Tous les services", width=480
        )
        options = {choice.code: kinds.label_of(choice.code) for choice in kinds.choices}
        types = choose_several(KINDS, "Type", options, none="Tous les types", width=480)
    table, labels = kept(_listed, found, sector, services, types)
    if table.empty:
        st.html('<p class="vg-quiet">Aucune opération de la fenêtre ne répond à ce choix.</p>')
        return
    st.html(f'<p class="vg-question">{french.plural(len(table), "opération")} dans la liste</p>')
    tables.grid(table, labels, key="liste", height=460, selectable=False)
    csv_button(table, labels, "operations")


def _listed(
    found: Operations, sector: str | None, services: Sequence[str], types: Sequence[str]
) -> tuple[pd.DataFrame, dict[str, str]]:
    rows = found.rows if sector is None else found.rows[found.rows["sector"].eq(sector)]
    shown = rows[_by_service(rows, services) & (rows["kind"].isin(types) if types else True)]
    return in_french("operations", shown.sort_values("date", ascending=False)), row_labels("operations", shown)


def _by_service(rows: pd.DataFrame, services: Sequence[str]) -> pd.Series:
    if not services:
        return pd.Series(True, index=rows.index)
    partners = rows["partner_services"].fillna("").str.split(";")
    named = partners.map(lambda codes: bool({code.strip() for code in codes} & set(services)))
    return rows["lead_service"].isin(services) | named.astype(bool)
