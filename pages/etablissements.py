"""Établissements."""

import streamlit as st

from analysis.schools import school_detail, schools
from components import school_detail as detail_views
from components import school_views as views
from components.address import SCHOOL
from components.filters import parameter
from components.indicator_figures import absence, row_with_sources
from components.notices import empty, partial, unknown
from components.opening import opening
from components.session import ask, choice
from domain.catalogue import By
from reports.figure_rows import figure_rows_xlsx

chosen = choice()
found = ask(schools, chosen.department, chosen.window)
opening("Établissements", chosen, found.freshness)
row_with_sources(found.key_figures, chosen.window, chosen.department, workbook=figure_rows_xlsx)

if found.gaps.empty:
    empty("Aucun établissement suivi", "Le plan ne nomme aucun établissement sensible\u00a0: la préfecture l’envoie.")
    st.stop()
if found.unknown_calendar:
    views.unknown_calendar(found)
if found.absent:
    empty("Aucune présence connue dans cette fenêtre", absence(found.absent))
    st.stop()
if found.without_class:
    partial("La fenêtre ne contient aucun jour de classe. Les semaines d’avant restent lisibles ci-dessous.")

views.matrix(found)
views.planned(found)
st.html('<h2 class="vg-part">Ce qui a manqué</h2>')
views.gaps(found)

asked = parameter(SCHOOL)
detail = ask(school_detail, chosen.department, chosen.window, asked) if asked else None
st.html('<h2 class="vg-part">Un établissement</h2>')
unknown("l’établissement", asked, known=detail is not None)
left, right = st.columns(2, gap="large")
with left:
    views.choose_on_map(found, asked)
with right:
    views.choose_school(found, asked)
    if detail is None:
        st.html('<p class="vg-quiet">Choisissez un établissement dans la liste, sur la carte ou dans la table.</p>')
    else:
        detail_views.week_of(detail)
if detail is not None:
    row_with_sources(detail.key_figures, chosen.window, chosen.department, by=By.SCHOOL, workbook=figure_rows_xlsx)
    detail_views.presences(detail)
    detail_views.prevention(detail)
