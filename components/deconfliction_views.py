"""Mobile forces of the defence zone by day, and the pairs that two services should speak of."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analysis.deconfliction import Deconfliction
from analysis.mobile_forces import ZoneShortages
from components import tables
from components.downloads import csv_button
from components.kept import kept
from domain import french
from domain.windows import Window
from indicators.deconfliction import CLOSE_HOURS

_DAYS = {
    "day": "jour",
    "departments": "départements",
    "asked": "demandées",
    "granted": "accordées",
    "pending": "en attente",
    "words": "la zone",
}
_OPERATIONS = {
    "sector": "secteur",
    "moment_a": "première",
    "lead_service_a": "service pilote",
    "reference_a": "référence",
    "moment_b": "seconde",
    "lead_service_b": "autre service pilote",
    "reference_b": "autre référence",
    "hours_apart": "heures d’écart",
}
_OBJECTIVES = {
    "shared_reference": "référence croisée",
    "code_a": "objectif",
    "lead_service_a": "service pilote",
    "title_a": "intitulé",
    "code_b": "autre objectif",
    "lead_service_b": "autre service pilote",
    "title_b": "autre intitulé",
}
_ORIGIN = {
    f"{name}_{side}": f"{words} {rank}"
    for side, rank in (("a", 1), ("b", 2))
    for name, words in (("source_file", "fichier"), ("source_sheet", "feuille"), ("source_row", "ligne"))
}


def zone(found: ZoneShortages, window: Window) -> None:
    """The zone's days with a request, those on which it was short in words, and how far this can be seen."""
    st.html(f'<h3 class="vg-chart">{_zone_title(found)}</h3><p class="vg-question">{_zone_reach(found, window)}</p>')
    if found.days.empty:
        return
    days = kept(_day_rows, found)
    tables.grid(days, _DAYS, key="zone", height=320, selectable=False)
    csv_button(days, _DAYS, "zone-de-defense")


def _day_rows(found: ZoneShortages) -> pd.DataFrame:
    return found.days.assign(words=[_day_words(row) for row in found.days.to_dict("records")])


def _zone_title(found: ZoneShortages) -> str:
    if found.days.empty:
        return f"Zone de défense {found.zone}{french.NBSP}: aucune unité demandée"
    short = len(found.short)
    if short:
        asked = f"sur {len(found.days)} où des unités ont été demandées"
        return f"Zone de défense {found.zone}{french.NBSP}: à court d’unités {french.plural(short, 'jour')}, {asked}"
    return f"Zone de défense {found.zone}{french.NBSP}: aucun jour où il est établi qu’elle a manqué d’unités"


def _zone_reach(found: ZoneShortages, window: Window) -> str:
    seen = f"{french.plural(len(found.seen), 'département')} sur {found.departments}"
    return (
        f"Unités par jour, {french.window_words(window)}, feuilles Forces mobiles de {seen} de la zone. La zone est à "
        "court le jour où les demandes répondues ont obtenu moins qu’elles ne demandaient."
    )


def _day_words(row: Mapping[object, object]) -> str:
    if row["short"] is pd.NA:
        return "réponse attendue"
    if row["short"]:
        return f"▲ à court de {french.plural(float(str(row['missing'])), 'unité')}"
    return "a donné ce qui était demandé"


def pairs(found: Deconfliction, sectors: Mapping[str, str]) -> None:
    """The operations and the objectives that two services hold in common without naming each other."""
    left, right = st.columns([11, 8], gap="large")
    with left:
        _operations(found.operations, sectors)
    with right:
        _objectives(found.objectives)


def _operations(rows: pd.DataFrame, sectors: Mapping[str, str]) -> None:
    title = (
        f"Deux services dans un secteur à {CLOSE_HOURS}{french.NBSP}h ou moins{french.NBSP}: "
        f"{french.plural(len(rows), 'fois', 'fois')}"
        if len(rows)
        else f"Jamais deux services dans un secteur à {CLOSE_HOURS}{french.NBSP}h ou moins"
    )
    below = (
        "Dans un même secteur, deux services pilotes qui ne se nomment pas comme associés\u202f; sans heure de début, "
        "l’opération peut avoir commencé à toute heure du jour"
    )
    st.html(f'<h3 class="vg-chart">{title}</h3><p class="vg-question">{below}</p>')
    if rows.empty:
        return
    shown = kept(_operation_rows, rows, sectors)
    tables.grid(shown, {**_OPERATIONS, **_ORIGIN}, key="croisements", height=320, selectable=False)
    csv_button(shown, {**_OPERATIONS, **_ORIGIN}, "operations-croisees")


def _operation_rows(rows: pd.DataFrame, sectors: Mapping[str, str]) -> pd.DataFrame:
    return rows.assign(
        sector=[f"{code} {sectors.get(code, '')}".strip() for code in rows["sector"]],
        hours_apart=rows["hours_apart"].round(1),
        **{f"moment_{side}": _moments(rows, side) for side in "ab"},
    )


def _objectives(rows: pd.DataFrame) -> None:
    title = (
        f"{french.plural(len(rows), 'paire')} d’objectifs de deux services sous une même référence croisée"
        if len(rows)
        else "Aucun objectif de deux services sous une même référence croisée"
    )
    st.html(f'<h3 class="vg-chart">{title}</h3><p class="vg-question">Plan en vigueur, feuille Objectifs</p>')
    if rows.empty:
        return
    tables.grid(rows, {**_OBJECTIVES, **_ORIGIN}, key="objectifs-croises", height=320, selectable=False)
    csv_button(rows, {**_OBJECTIVES, **_ORIGIN}, "objectifs-croises")


def _moments(rows: pd.DataFrame, side: str) -> list[str]:
    return [
        french.day(when) + ("" if pd.isna(start) else f" {start:%H:%M}")
        for when, start in zip(rows[f"date_{side}"], rows[f"starts_at_{side}"], strict=True)
    ]
