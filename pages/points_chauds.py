"""Points chauds: the sectors on the map and ranked, one of them in detail; the grid; the published series."""

from html import escape

import streamlit as st

from analysis.hexagons import hexagons
from analysis.hotspots import Hotspots, hotspots, sector_detail
from analysis.peers import peers
from analysis.recorded import recorded
from components import hexagons as hexagon_views
from components import notices, ranking, sector_filters, sectors
from components import recorded as recorded_views
from components import sector_detail as detail_views
from components.address import SECTOR, Choice
from components.filters import parameter, set_parameter
from components.kept import kept
from components.opening import opening
from components.selection import choose, forget, map_key
from components.session import ask, choice
from components.tabs import tabs
from domain.french import NBSP

_TABS = {"secteurs": "Secteurs", "mailles": "Mailles", "enregistres": "Faits enregistrés"}


def _page() -> None:
    picked = choice()
    found = ask(hotspots, picked.department, picked.window)
    opening("Points chauds", picked, found.freshness)
    places, cells, published = tabs(_TABS, usual="secteurs")
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
    chosen, asked = ranking.chosen_sector(found.sectors)
    notices.unknown("le secteur", parameter(SECTOR), known=asked)
    st.html(f'<h2 class="vg-part">{escape(kept(sectors.title, found.sectors))}</h2>')
    shown = sector_filters.draw(found)
    left, right = st.columns([7, 11], gap="medium")
    with left:
        _map(found, shown, chosen)
    with right:
        ranking.draw(shown.sectors, found.months, chosen)
    _detail(picked, found, chosen, asked)


def _map(found: Hotspots, shown: sector_filters.Shown, chosen: str) -> None:
    if shown.sectors.empty:
        st.html('<p class="vg-quiet">Aucun secteur ne répond à ces filtres.</p>')
        return
    if not kept(sectors.can_be_drawn, shown.sectors, found.outlines):
        notices.partial("Ces secteurs n’ont pas de contour\u00a0: la carte ne peut pas être tracée.")
        return
    clicked = sectors.draw(
        shown.sectors,
        found.outlines,
        key=map_key("carte-secteurs"),
        schools=found.schools if sector_filters.SCHOOLS in shown.layers else None,
        operations=found.operations if sector_filters.OPERATIONS in shown.layers else None,
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
    st.html(f'<h2 class="vg-part">{escape(chosen)} – {escape(detail.name)}</h2>{why}')
    choose(SECTOR, "Secteur", kept(ranking.names, found.sectors), chosen if asked else None, none="En tête", width=420)
    detail_views.sentence(found, detail)
    detail_views.months(found, detail)
    detail_views.natures(found, detail)
    detail_views.plan(detail)
    detail_views.rows(detail, picked.window)


_page()
