"""Enquêtes et avoirs: what is still to send to the national office, and what the investigations bring."""

import streamlit as st

from analysis.investigations import Investigations, investigations
from components import investigation_views as views
from components import slip_desk
from components.address import Choice
from components.indicator_figures import absence, row_with_sources
from components.kept import kept
from components.listings import pair
from components.notices import empty
from components.opening import opening
from components.session import ask, choice
from indicators.figures import Figure
from reports.figure_rows import figure_rows_xlsx
from reports.slip import slip_pdf, slip_xlsx

_SLIPS = {"pdf": slip_pdf, "xlsx": slip_xlsx}


def _page() -> None:
    picked = choice()
    found = ask(investigations, picked.department, picked.window)
    opening("Enquêtes et avoirs", picked, found.freshness)
    _figures(picked, found.key_figures)
    if found.absent:
        empty("Aucune enquête connue dans cette fenêtre", absence(found.absent))
        return
    _part(kept(views.unsent_title, found))
    _figures(picked, found.office_figures)
    views.unsent(found)
    slip_desk.draw(found, _SLIPS)
    _aims(found)
    _part(kept(views.minors_title, found))
    _figures(picked, found.minor_figures)
    views.minors(found)
    repeated, funded = pair("suivi", 7, 5)
    with repeated:
        _part(kept(views.repeat_title, found))
        views.repeat_offenders(found)
        _figures(picked, found.repeat_figures)
    with funded:
        _part(kept(views.fund_title, found))
        views.fund(found)
        _figures(picked, found.fund_figures)


def _aims(found: Investigations) -> None:
    aimed, seized = pair("objectifs", 7, 6)
    with aimed:
        _part(kept(views.flow_title, found))
        views.flow(found)
        views.under_objective(found)
    with seized:
        _part(kept(views.districts_title, found))
        views.districts(found)
        views.money(found)


def _figures(picked: Choice, figures: tuple[Figure, ...]) -> None:
    row_with_sources(figures, picked.window, picked.department, workbook=figure_rows_xlsx)


def _part(title: str) -> None:
    st.html(f'<h2 class="vg-part">{title}</h2>')


_page()
