"""Opérations."""

import streamlit as st

from analysis.operations import operations, rhythm
from components import operation_views as views
from components.indicator_figures import absence, row_with_sources
from components.notices import empty
from components.opening import opening
from components.session import ask, choice

chosen = choice()
found = ask(operations, chosen.department, chosen.window)
opening("Opérations", chosen, found.freshness)
row_with_sources(found.key_figures, chosen.window, chosen.department)

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

st.html('<h2 class="vg-part">Régularité et liste</h2>')
sector = views.chosen_sector(found)
views.choose_sector(found, sector)
views.rhythm(ask(rhythm, chosen.department, chosen.window, sector), found.sectors.get(sector or "", "Département"))
views.listing(found, sector)

st.html('<h2 class="vg-part">Forces mobiles</h2>')
with st.columns(2)[0]:
    row_with_sources(found.mobile_figures, chosen.window, chosen.department)
