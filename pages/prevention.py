"""Prévention: information meetings offered and held, recommendations and what was put in place."""

import streamlit as st

from analysis.prevention import prevention
from components import prevention_views as views
from components.indicator_figures import absence, row_with_sources
from components.kept import kept
from components.listings import pair
from components.notices import empty
from components.opening import opening
from components.session import ask, choice
from reports.figure_rows import figure_rows_xlsx

picked = choice()
found = ask(prevention, picked.department, picked.window)
opening("Prévention", picked, found.freshness)
row_with_sources(found.key_figures, picked.window, picked.department, workbook=figure_rows_xlsx)
if found.absent:
    empty("Aucune action de prévention connue dans cette fenêtre", absence(found.absent))
    st.stop()

meetings, advice = pair("prevention", 1, 1)
with meetings:
    st.html(f'<h2 class="vg-part">{kept(views.meetings_title, found)}</h2>')
    views.audiences(found)
    st.html(f'<h2 class="vg-part">{kept(views.never_title, found)}</h2>')
    views.schools(found)
with advice:
    st.html(f'<h2 class="vg-part">{kept(views.advice_title, found)}</h2>')
    views.advice(found)
views.one_school(found)
