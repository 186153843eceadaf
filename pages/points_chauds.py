"""Points chauds: the sectors on the map and ranked, one of them in detail; the published series."""

import pandas as pd
import streamlit as st

from analysis.hexagons import hexagons
from analysis.hotspots import Hotspots, hotspots, sector_detail
from analysis.peers import peers
from analysis.recorded import recorded
from components import hexagons as hexagon_views
from components import notices, ranking, sectors
from components import recorded as recorded_views
from components import sector_detail as detail_views
from components.address import SECTOR, TAB, Choice
from components.filters import parameter, set_parameter
from components.opening import opening
from components.selection import forget, map_key
from components.session import ask, choice
from domain.french import NBSP
from domain.sheets import SHEETS

_TABS = {"secteurs": "Secteurs", "mailles": "Mailles", "enregistres": "Faits enregistrés"}
_SCHOOLS, _OPERATIONS = "Établissements", "Opérations"


def _page() -> None:
    picked = choice()
    found = ask(hotspots, picked.department, picked.window)
    opening("Points chauds", picked, found.freshness)
    asked = _TABS.get(parameter(TAB) or "", _TABS["secteurs"])
    names = {label: name for name, label in _TABS.items()}

    def switched() -> None:
        set_parameter(TAB, names[st.session_state["onglets"]])

    places, cells, published = st.tabs(list(names), default=asked, key="onglets", on_change=switched)
    if places.open:
        with places:
            _sectors(picked, found)
    if cells.open:
        with cells:
            hexagon_views.draw(ask(hexagons, picked.department, picked.window.end))
    if published.open:
        with published:
            recorded_views.draw(ask(recorded, picked.department), ask(peers, picked.department))


def _sectors(picked: Choice, found: Hotspots) -> None:
    if found.sectors.empty:
        notices.empty(
            "Aucun secteur",
            "Aucun plan n’est enregistré pour ce département\u00a0: la préfecture dépose le classeur du plan.",
        )
        return
    chosen, asked = ranking.chosen_sector(found.sectors["code"].tolist())
    kept = _filtered(found)
    left, right = st.columns([7, 11], gap="medium")
    with left:
        _map(found, kept, chosen)
    with right:
        ranking.draw(kept, found.months, chosen)
    _detail(picked, found, chosen, asked)


def _filtered(found: Hotspots) -> pd.DataFrame:
    """The sectors that the filters keep; their rank stays that of the département."""
    kind = SHEETS["sectors"].column("kind").label_of
    table = found.sectors.merge(found.outlines[["code", "task_group", "asset_district"]], on="code")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        areas = st.multiselect("Zone", sorted(table["force_area"].dropna().unique()), placeholder="Toutes", width=220)
        kinds = st.multiselect("Type", table["kind"].unique().tolist(), format_func=kind, placeholder="Tous", width=380)
        group = st.checkbox("Groupe cité")
        assets = st.checkbox("Quartier patrimonial")
    for field, wanted in {"force_area": areas, "kind": kinds}.items():
        table = table[table[field].isin(wanted)] if wanted else table
    for field, only in {"task_group": group, "asset_district": assets}.items():
        table = table[table[field]] if only else table
    return table


def _map(found: Hotspots, kept: pd.DataFrame, chosen: str) -> None:
    if kept.empty:
        st.html('<p class="vg-quiet">Aucun secteur ne répond à ces filtres.</p>')
        return
    drawn = found.outlines[found.outlines["outline"].notna() & found.outlines["code"].isin(kept["code"])]
    if drawn.empty:
        notices.partial("Ces secteurs n’ont pas de contour\u00a0: la carte ne peut pas être tracée.")
        return
    layers = st.pills(
        "Points de la carte", [_SCHOOLS, _OPERATIONS], selection_mode="multi", default=[_SCHOOLS, _OPERATIONS]
    )
    clicked = sectors.draw(
        kept,
        found.outlines,
        key=map_key("carte-secteurs"),
        schools=found.schools if _SCHOOLS in layers else None,
        operations=found.operations if _OPERATIONS in layers else None,
        chosen=chosen,
    )
    if clicked is not None:
        forget("carte-secteurs")
        set_parameter(SECTOR, clicked)
        st.rerun()


def _detail(picked: Choice, found: Hotspots, chosen: str, asked: bool) -> None:
    detail = ask(sector_detail, picked.department, picked.window, chosen)
    if detail is None:
        return
    why = (
        "" if asked else f"<small>En tête du classement{NBSP}: choisissez-en un autre sur la carte ou la table.</small>"
    )
    st.html(f'<h2 class="vg-part">{chosen} – {detail.name}</h2>{why}')
    sector = found.sectors[found.sectors["code"] == chosen].to_dict("records")[0]
    detail_views.sentence(detail, sector, len(found.sectors))
    months = found.months[found.months["code"] == chosen]
    detail_views.months(detail, months)
    detail_views.natures(detail, months["month"])
    detail_views.plan(detail)
    detail_views.rows(detail, picked.window)


_page()
