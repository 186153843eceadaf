"""Établissements: schools by weeks, the map, the gaps, and one school by weekday and slot."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.schools import SchoolDetail, Schools
from components import charts, maps, matrices, school_map, tables
from components.address import SCHOOL
from components.downloads import csv_button
from components.kept import kept
from components.legends import Key
from components.matrices import COVERAGE_STATES, State
from components.selection import choose, follow
from components.sheet_rows import in_french, row_labels
from domain import french
from indicators.presences import OTHER, SLOTS

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
_MAP_HEIGHT = 560
_SEVERAL = 4  # up to that many slots never covered are named in the sentence


def matrix(found: Schools) -> None:
    """The schools by the weeks of the matrix: national list first, then the least covered."""
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
        title="Quelles semaines de classe ne sont pas couvertes\u202f?",
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
    )


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
    st.html(
        '<h3 class="vg-chart">Où la présence manque-t-elle\u202f?</h3>'
        '<p class="vg-question">Semaines de classe couvertes dans la fenêtre, secteurs par leur code\u202f; '
        "un clic choisit l’établissement</p>"
    )
    picture = kept(_map, found, chosen)
    key = f"carte.{found.department}"
    if picture is not None:
        follow(SCHOOL, maps.show(picture, school_map.LAYER, "uai", key=key, height=_MAP_HEIGHT), key=key)


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
    row = tables.grid(table, _GAPS, key=key, height=560)
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


def week_of(detail: SchoolDetail) -> None:
    """One school's week: the weekdays by slots of which it saw a presence, the empty ones plain to see."""
    weeks = french.window_words(detail.weeks)
    st.html(f'<h3 class="vg-chart">{escape(gap_sentence(detail))}</h3>')
    tables.matrix(
        kept(_week_cells, detail),
        caption=f"Présences par jour et créneau, {weeks}. Une case hachurée n’a vu personne.",
        corner="Jour",
        empty_row="jamais vu",
        to_decide=False,
    )
    labels = {"weekday": "jour", "slot": "créneau", "presences": "présences"}
    csv_button(kept(_slot_rows, detail), labels, f"creneaux-{detail.uai}")


def _week_cells(detail: SchoolDetail) -> pd.DataFrame:
    slots = detail.slots.assign(text=[french.plural(n, "présence") if n else "" for n in detail.slots["presences"]])
    cells = slots.pivot_table("text", "weekday", "slot", "first").reindex(columns=[*SLOTS, OTHER])
    cells.index = pd.Index([french.WEEKDAYS[weekday].capitalize() for weekday in cells.index])
    cells.columns = pd.Index([*(name.capitalize() for name, *_ in SLOTS.values()), "Autre heure"])
    return cells


def _slot_rows(detail: SchoolDetail) -> pd.DataFrame:
    names = {**{code: slot[0] for code, slot in SLOTS.items()}, OTHER: "autre heure"}
    return detail.slots.assign(
        weekday=detail.slots["weekday"].map(lambda day: french.WEEKDAYS[day]), slot=detail.slots["slot"].map(names)
    )


def gap_sentence(detail: SchoolDetail) -> str:
    """Which slots the school never saw a presence at, in one sentence."""
    if detail.gaps.empty:
        return "Établissement sans cible de présence"
    if not detail.gaps["weeks"].iloc[0]:
        return "Aucun jour de classe connu sur ces semaines\u00a0: les créneaux ne se jugent pas"
    missed, words = detail.gaps["never_covered"].iloc[0], str(detail.gaps["never_covered_words"].iloc[0])
    if not missed:
        return "Présence vue au moins une fois à chaque créneau de la semaine"
    if len(missed) > _SEVERAL:
        return f"Présence jamais vue à {len(missed)} créneaux sur 15"
    return f"Présence jamais vue {french.listed([f'le {slot}' for slot in words.split(', ')])}"


def presences(detail: SchoolDetail) -> None:
    """The window's presences, down to file, sheet and row."""
    st.html('<h3 class="vg-chart">Présences de la fenêtre</h3>')
    if detail.presences.empty:
        st.html('<p class="vg-question">Aucune présence enregistrée dans la fenêtre.</p>')
        return
    table, labels = kept(_presence_rows, detail)
    tables.grid(table, labels, key="presences", height=420, selectable=False)
    csv_button(table, labels, f"presences-{detail.uai}")


def _presence_rows(detail: SchoolDetail) -> tuple[pd.DataFrame, dict[str, str]]:
    labels = row_labels("presences", detail.presences)
    labels.pop("uai", None)
    return in_french("presences", detail.presences.sort_values(["date", "starts_at"])), labels
