"""Synthèse: what got worse, where nothing was done, what has to be decided."""

from functools import partial

import streamlit as st

from analysis.hotspots import fortnight_until
from analysis.summary import Summary, summary
from components import action_matrix, matters, notices, sectors
from components.address import SECTOR, Choice
from components.book_download import BookFile, for_circulation, offer
from components.filters import carried
from components.indicator_figures import row_with_sources
from components.kept import kept
from components.opening import opening
from components.selection import forget, map_key
from components.session import ask, choice, state
from components.summary_titles import forgotten, where
from domain.french import window_words
from reports.book import BookFormat, render
from reports.figure_rows import figure_rows_xlsx
from reports.meeting_book import book_until

_NO_PLAN = (
    "Aucun plan n’est enregistré pour ce département\u00a0: ni secteurs, ni établissements, ni services. La préfecture "
    "dépose le classeur du plan, puis chaque service ses indicateurs."
)


def _page() -> None:
    picked = choice()
    found = ask(summary, picked.department, picked.window)
    with st.container(gap="xsmall"):  # close together, so that the first screen holds all of it and what is to decide
        opening("Synthèse", picked, found.freshness)
        if found.sectors.empty and not found.findings:
            notices.empty("Aucun plan", _NO_PLAN)
            return
        findings, decisions = st.columns([6, 5], gap="large")
        with findings:
            matters.remembered(found.findings)
        with decisions:
            matters.to_decide(found.to_decide)
        figures = [key.figure for key in found.key_figures]
        sparks = {key.figure.indicator.code: key.spark for key in found.key_figures}
        row_with_sources(figures, picked.window, picked.department, sparks, workbook=figure_rows_xlsx)
    places, book = st.columns([7, 4], gap="large")
    with places:
        _map(found)
    with book:
        _book(picked)
    _matrix(found)


def _map(found: Summary) -> None:
    st.html(f'<h2 class="vg-part">{kept(where, found)}</h2>')
    if kept(sectors.can_be_drawn, found.sectors, found.outlines):
        clicked = sectors.draw(found.sectors, found.outlines, key=map_key("carte-synthese"), height=380)
        if clicked is not None:
            forget("carte-synthese")
            st.switch_page("pages/points_chauds.py", query_params={**carried(), SECTOR: clicked})
    elif not found.sectors.empty:
        notices.partial("Les secteurs du plan n’ont pas de contour\u00a0: la carte ne peut pas être tracée.")


def _matrix(found: Summary) -> None:
    if found.totals.empty:
        notices.empty("Aucun plan", _NO_PLAN)
        return
    if found.nothing_known:
        notices.empty("Actions non connues", found.unknown_words, link=False)
        return
    st.html(f'<h2 class="vg-part">{kept(forgotten, found)}</h2>')
    names = dict(zip(found.sectors["code"], found.sectors["name"], strict=True))
    ordered = {code: names[code] for code in found.totals["sector"]}
    action_matrix.draw(found.matrix, found.totals, ordered, found.services, found.unknown_words)


def _book(picked: Choice) -> None:
    until = picked.window.end
    st.html(
        '<h2 class="vg-part">Livret de la réunion</h2><p class="vg-quiet">Le livret porte sur la quinzaine qui finit '
        f"avec la fenêtre, {window_words(fortnight_until(until))}.</p>"
    )
    circulation = for_circulation()
    name = f"vigie-{picked.department}-{until}{'-circulation' if circulation else ''}"
    files = [
        BookFile(form.label, f"{name}.{form}", form.mime, partial(_make, picked, form, circulation))
        for form in BookFormat
    ]
    offer(f"{state()}.{name}", files)


def _make(picked: Choice, form: BookFormat, circulation: bool) -> bytes:
    book, _ = ask(book_until, picked.department, picked.window.end, circulation=circulation)
    return render(book, form)


_page()
