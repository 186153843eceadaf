"""Opérations."""

import streamlit as st

from analysis.deconfliction import deconfliction
from analysis.displacement import series_until
from analysis.mobile_forces import zone_shortages
from analysis.operations import operations, rhythm, yields
from components import deconfliction_views, displacement_panel
from components import operation_views as views
from components.address import SECTOR
from components.filters import parameter
from components.indicator_figures import absence, row_with_sources
from components.notices import empty, unknown
from components.opening import opening
from components.session import ask, choice
from reports.figure_rows import figure_rows_xlsx

chosen = choice()
found = ask(operations, chosen.department, chosen.window)
opening("Opérations", chosen, found.freshness)
row_with_sources(found.key_figures, chosen.window, chosen.department, workbook=figure_rows_xlsx)

if not found.sectors:
    empty("Aucun secteur", "Le plan de ce département n’est pas encore déposé\u00a0: la préfecture l’envoie.")
    st.stop()
if found.absent:
    empty("Aucune opération connue dans cette fenêtre", absence(found.absent))
    st.stop()

st.html('<h2 class="vg-part">Fréquence par secteur</h2>')
views.frequency(found)
st.html('<h2 class="vg-part">Calendrier</h2>')
views.year(found)

st.html('<h2 class="vg-part">Régularité, rendement et liste</h2>')
sector = views.chosen_sector(found)
unknown("le secteur", parameter(SECTOR), known=sector is not None)
place = found.sectors.get(sector or "", "Département")
views.choose_sector(found, sector)
hours, yielded = st.columns([11, 8], gap="large")
with hours:
    views.rhythm(ask(rhythm, chosen.department, chosen.window, sector), place)
with yielded:
    views.yields(ask(yields, chosen.department, chosen.window, sector), place, chosen.window)
views.listing(found, sector)

st.html('<h2 class="vg-part">Effet et déplacement</h2>')
displacement_panel.draw(
    ask(series_until, chosen.department, chosen.window.end), found.sectors, chosen.department, sector
)

st.html('<h2 class="vg-part">Forces mobiles</h2>')
asked, by_day = st.columns([8, 11], gap="large")
with asked:
    row_with_sources(found.mobile_figures, chosen.window, chosen.department, workbook=figure_rows_xlsx)
with by_day:
    deconfliction_views.zone(ask(zone_shortages, chosen.department, chosen.window), chosen.window)

st.html('<h2 class="vg-part">Déconfliction</h2>')
deconfliction_views.pairs(ask(deconfliction, chosen.department, chosen.window), found.sectors)
