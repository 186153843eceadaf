"""Établissements: schools by weeks, the map, the gaps, and one school by weekday and slot."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.schools import Schools
from components import charts, map_png, maps, matrices, school_map, tables
from components.address import SCHOOL
from components.downloads import csv_button
from components.kept import kept
from components.legends import Key
from components.matrices import COVERAGE_STATES, State
from components.selection import choose, follow
from components.theme import palette
from domain import french

_NATIONAL = "★ "
_INCOMPLETE = State("incomplete", "fichiers incomplets", "…", "incomplete")
_NO_FILE = State("no_file", "avant le premier fichier", "·", "unknown")
_BEFORE = State("not_followed", "avant son entrée au plan", "∅", "unknown")
_STATES = (*COVERAGE_STATES[:3], _INCOMPLETE, *COVERAGE_STATES[3:], _NO_FILE, _BEFORE)
_CODES = {
    "covered": "covered",
    "incomplete": "incomplete",
    "no_school": "holiday",
    "unknown_calendar": "unknown",
    "no_file": "no_file",
    "not_followed": "not_followed",
}
_ON_MAP = (
    State("covered", "toutes les semaines couvertes", "", "covered"),
    State("under", "une partie des semaines", "◔", "under"),
    State("none", "aucune semaine", "✕", "uncovered"),
    State("holiday", "aucune semaine de classe", "–", "unknown"),
    State("unknown", "calendrier inconnu", "?", "unknown"),
)
_NOT_FOLLOWED = State("other", "établissement sans cible", "", "holiday")
_GAPS = {
    "name": "établissement",
    "national": "liste nationale",
    "sector": "secteur",
    "weeks_words": "couverture",
    "presences": "présences",
    "longest_gap_days": "plus long arrêt (jours de classe)",
    "last_presence": "dernière présence",
    "missed": "créneaux jamais couverts, sur 15",
    "never_covered_words": "lesquels",
}
_PLANNED = {"week": "semaine", "schools": "établissements", "planned": "jours prévus", "kept": "jours tenus"}
_MAP_HEIGHT = 560


def matrix(found: Schools) -> None:
    """The schools by the weeks of the matrix, the least covered first."""
    drawn = kept(_matrix, found)
    if drawn is None:
        return
    st.html('<h2 class="vg-part">Couverture, semaine par semaine</h2>')
    first, last = found.matrix_window.start, found.matrix_window.end
    charts.show(
        drawn.figure,
        drawn.table,
        drawn.labels,
        name="couverture",
        title=drawn.title,
        question=f"Établissements suivis, par semaine (lundi), du {french.day(first)} au {french.day(last)}\u202f; "
        "★ liste nationale",
        keys=drawn.keys,
    )


@dataclass(frozen=True, eq=False)
class _Matrix:
    figure: go.Figure
    table: pd.DataFrame
    labels: dict[str, str]
    keys: list[Key]
    title: str


def _matrix(found: Schools) -> _Matrix | None:
    rows = found.coverage[~found.coverage["uai"].isin(found.unknown_calendar)]
    if rows.empty:
        return None
    rows = rows.assign(code=[_state(row) for row in rows.to_dict("records")])
    rows["words"] = [_week_words(row) for row in rows.to_dict("records")]
    names = rows.drop_duplicates("uai").set_index("uai")
    weeks = sorted(rows["week"].unique())
    cells, words = (
        rows.pivot_table(value, "uai", "week", "first", sort=False).loc[names.index, weeks]
        for value in ("code", "words")
    )
    labels = [_NATIONAL * national + name for name, national in zip(names["name"], names["national_list"], strict=True)]
    columns = [f"{week:%d/%m}" for week in weeks]
    table = words.set_axis([str(place) for place in range(len(weeks))], axis=1).assign(name=labels).reset_index()
    return _Matrix(
        matrices.states(cells.set_axis(columns, axis=1).set_axis(labels, axis=0), words, among=_STATES),
        table,
        {"name": "établissement", "uai": "UAI", **{str(place): column for place, column in enumerate(columns)}},
        matrices.state_keys([state for state in _STATES if rows["code"].eq(state.code).any()]),
        _matrix_title(rows),
    )


def _matrix_title(rows: pd.DataFrame) -> str:
    counted = int(rows["code"].isin(["covered", "under", "none"]).sum())
    missed = int(rows["code"].isin(["under", "none"]).sum())
    if not counted:
        return "Aucune semaine de classe ne peut être jugée"
    return f"{missed} des {french.plural(counted, 'semaine')} de classe ne sont pas couvertes comme prévu"


def _state(row: Mapping[Hashable, Any]) -> str:
    if row["state"] == "under_target":
        return "under" if row["present_days"] else "none"
    return _CODES[str(row["state"])]


def _week_words(row: Mapping[Hashable, Any]) -> str:
    states = {state.code: state.words for state in _STATES}
    said = states[_state(row)]
    if row["state"] in ("no_school", "unknown_calendar", "no_file", "not_followed"):
        return said
    days = french.plural(row["present_days"], "jour de présence", "jours de présence")
    return f"{said}\u00a0: {days} sur {row['needed']} attendus"


def unknown_calendar(found: Schools) -> None:
    """The schools that cannot be judged, apart."""
    names = found.places.drop_duplicates("uai").set_index("uai")["name"]
    listed = french.listed([f"{names[uai]} ({uai})" for uai in found.unknown_calendar])
    st.html(
        '<h2 class="vg-part">Calendrier scolaire inconnu</h2><p class="vg-question">Leurs jours de classe ne sont pas '
        "connus\u00a0: leur couverture ne peut pas être calculée, et ils ne comptent pas comme non couverts.</p>"
        f"<p>{escape(listed)}.</p>"
    )


def choose_on_map(found: Schools, chosen: str | None) -> None:
    """The map of schools by coverage over the window."""
    under = int((found.gaps["weeks"].gt(0) & found.gaps["weeks_covered"].lt(found.gaps["weeks"])).sum())
    title = f"{french.plural(under, 'établissement')} sur {len(found.gaps)} sous leur cible dans la fenêtre"
    st.html(
        f'<h3 class="vg-chart">{title}</h3>'
        '<p class="vg-question">Semaines de classe couvertes dans la fenêtre, secteurs par leur code\u202f; '
        "un clic choisit l’établissement</p>"
    )
    picture = kept(_map, found, chosen)
    key = f"carte.{found.department}"
    if picture is not None:
        clicked = maps.show(picture, school_map.LAYER, "uai", key=key, height=_MAP_HEIGHT)
        map_png.offer(picture, title, "carte-des-etablissements")
        follow(SCHOOL, clicked, key=key)


def _map(found: Schools, chosen: str | None) -> maps.Picture | None:
    followed = found.gaps.set_index("uai")
    places = found.places.drop_duplicates("uai").assign(
        national=found.places["national_list"].fillna(False).astype(bool)
    )
    records = [dict(followed.loc[uai]) if uai in followed.index else {} for uai in places["uai"]]
    places["state"] = [_map_state(str(uai), row, found) for uai, row in zip(places["uai"], records, strict=True)]
    places["words"] = [
        f"{_NATIONAL * national}{name}\n{_coverage_words(row, state != 'unknown')}"
        for name, national, state, row in zip(places["name"], places["national"], places["state"], records, strict=True)
    ]
    return school_map.school_picture(
        found.sectors,
        places,
        background=_NOT_FOLLOWED,
        among=(*_ON_MAP, _NOT_FOLLOWED),
        chosen=chosen,
        alt=f"Carte de {french.plural(len(places), 'établissement')}, les mêmes que dans la table",
        height=_MAP_HEIGHT,
    )


def _map_state(uai: str, row: Mapping[Hashable, Any], found: Schools) -> str:
    if uai in found.unknown_calendar:
        return "unknown"
    if not row:
        return _NOT_FOLLOWED.code
    if not row["weeks"]:
        return "holiday"
    if row["weeks_covered"] == row["weeks"]:
        return "covered"
    return "under" if row["weeks_covered"] else "none"


def _coverage_words(row: Mapping[Hashable, Any], known: bool) -> str:
    if not row:
        return _NOT_FOLLOWED.words
    return f"{_weeks_words(row, known)} couvertes" if row["weeks"] else _weeks_words(row, known)


def _weeks_words(row: Mapping[Hashable, Any], known: bool) -> str:
    if not row["weeks"]:
        return "aucune semaine de classe" if known else "calendrier inconnu"
    return f"{row['weeks_covered']} sur {french.plural(row['weeks'], 'semaine')}"


def gaps(found: Schools) -> None:
    """What each school lacked in the window, least covered first; choosing a row chooses the school."""
    table = kept(_gap_rows, found)
    st.html(
        '<p class="vg-question">Établissements suivis, sur la fenêtre, le moins couvert d’abord\u202f; '
        "choisir une ligne choisit l’établissement</p>"
    )
    key = f"ecoles.{found.department}.{found.window.start}.{found.window.end}"
    shown = {field: label for field, label in _GAPS.items() if field != "never_covered_words"}  # said of one school
    row = tables.grid(table, shown, key=key, height=560)
    csv_button(table, _GAPS, "etablissements")
    follow(SCHOOL, None if row is None else str(table["uai"].iloc[row]), key=key)


def _gap_rows(found: Schools) -> pd.DataFrame:
    held = found.gaps["weeks"].gt(0)
    sectors = dict(zip(found.sectors["code"], found.sectors["name"], strict=True))
    return found.gaps.assign(
        national=found.gaps["national_list"].map({True: "★ oui", False: "non"}),
        sector=found.gaps["sector"].map(lambda code: sectors.get(str(code), code), na_action="ignore"),
        weeks_words=[
            _weeks_words(row, row["uai"] not in found.unknown_calendar) for row in found.gaps.to_dict("records")
        ],
        longest_gap_days=found.gaps["longest_gap_days"].astype("Int64").where(held),
        missed=found.gaps["never_covered"].map(len).astype("Int64").where(held),
        never_covered_words=found.gaps["never_covered_words"].where(held),
    )


def choose_school(found: Schools, chosen: str | None) -> None:
    """The list of the plan's schools."""
    choose(SCHOOL, "Établissement", kept(_names, found), chosen, none="Choisir un établissement", width=520)


def _names(found: Schools) -> dict[str, str]:
    places = found.places.drop_duplicates("uai").sort_values("name")
    return {str(uai): f"{name} ({uai})" for uai, name in zip(places["uai"], places["name"], strict=True)}


def planned(found: Schools) -> None:
    """Days of presence planned and held, week by week, over all sensitive schools."""
    table = kept(_planned_rows, found)
    if table.empty:
        return
    charts.show(
        kept(_planned_bars, found),
        table,
        _PLANNED,
        name="prevu-et-fait",
        title=kept(_planned_title, found),
        question="Jours de présence par semaine (lundi), établissements sensibles du plan, feuille Présences\u202f; "
        "le trait est ce qui était prévu",
        keys=[Key(palette().accent, "jours prévus et tenus"), Key("transparent", "prévu", sign="—")],
    )


def _planned_rows(found: Schools) -> pd.DataFrame:
    return found.planned[found.planned["list"].eq("all")].reset_index(drop=True)


def _planned_title(found: Schools) -> str:
    table = _planned_rows(found)
    held, wanted = int(table["kept"].sum()), int(table["planned"].sum())
    if not wanted:
        return "Aucun jour de présence prévu"
    share = french.percent(held / wanted)
    return f"{share} des jours de présence prévus ont été tenus ({french.number(held)} sur {french.number(wanted)})"


def _planned_bars(found: Schools) -> go.Figure:
    table, colours = _planned_rows(found), palette()
    weeks = [f"{week:%d/%m}" for week in table["week"]]
    figure = charts.blank(height=260)
    words = [
        f"semaine du {week}\u00a0: {held} jours tenus sur {wanted} prévus"
        for week, held, wanted in zip(weeks, table["kept"], table["planned"], strict=True)
    ]
    figure.add_bar(
        x=weeks, y=table["kept"].tolist(), marker={"color": colours.accent}, hovertext=words, hoverinfo="text"
    )
    stroke = {"symbol": "line-ew", "size": 26, "line": {"width": 3, "color": colours.ink}}
    figure.add_scatter(x=weeks, y=table["planned"].tolist(), mode="markers", marker=stroke, hoverinfo="skip")
    figure.update_xaxes(type="category", tickangle=0)
    figure.update_yaxes(title_text="jours de présence", showgrid=True, rangemode="tozero", nticks=5)
    return figure
