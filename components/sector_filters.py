"""Which sectors and which points the map of Points chauds shows: chosen in one line, kept in the address."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis.hotspots import Hotspots
from components.address import FORCE_AREA, KINDS, LAYERS, MARKS, codes_of, codes_written
from components.filters import parameter, set_parameter
from components.kept import kept
from components.selection import choose_several
from domain.sheets import SHEETS

_MARKS = {"task_group": "Groupe cité", "asset_district": "Quartier patrimonial"}
SCHOOLS, OPERATIONS = "etablissements", "operations"
_LAYERS = {SCHOOLS: "Établissements", OPERATIONS: "Opérations"}


@dataclass(frozen=True)
class Shown:
    """The sectors that the filters keep, their rank that of the département, and the layers of points."""

    sectors: pd.DataFrame
    layers: Sequence[str]


def draw(found: Hotspots) -> Shown:
    """Draw the filters in one line and return what they keep."""
    areas = {area: area for area in sorted(found.sectors["force_area"].dropna().unique())}
    label = SHEETS["sectors"].column("kind").label_of
    kinds = {code: label(code) for code in found.sectors["kind"].unique()}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        area = choose_several(FORCE_AREA, "Zone", areas, none="Toutes", width=140)
        kind = choose_several(KINDS, "Type", kinds, none="Tous", width=200)
        marks = choose_several(MARKS, "Marque", _MARKS, none="Toutes", width=200)
        layers = _layers()
    return Shown(kept(_filtered, found, area, kind, marks), layers)


def _layers() -> tuple[str, ...]:
    """The points drawn on the map: all of them unless the address says which."""

    def changed() -> None:
        chosen = st.session_state["choose.points"]
        set_parameter(LAYERS, None if len(chosen) == len(_LAYERS) else codes_written(chosen))

    asked = codes_of(parameter(LAYERS))
    st.session_state["choose.points"] = [code for code in _LAYERS if asked is None or code in asked]
    st.pills(
        "Points de la carte",
        list(_LAYERS),
        selection_mode="multi",
        key="choose.points",
        format_func=_LAYERS.__getitem__,
        on_change=changed,
    )
    return tuple(st.session_state["choose.points"])


def _filtered(found: Hotspots, areas: Sequence[str], kinds: Sequence[str], marks: Sequence[str]) -> pd.DataFrame:
    table = found.sectors.merge(found.outlines[["code", *_MARKS]], on="code")
    for field, wanted in {"force_area": areas, "kind": kinds}.items():
        table = table[table[field].isin(wanted)] if wanted else table
    for mark in marks:
        table = table[table[mark].fillna(False).astype(bool)]
    return table
