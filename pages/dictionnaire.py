"""Dictionnaire: every sheet, column and indicator, from the declarations, and the workbooks to fill in."""

from functools import partial

import streamlit as st

from analysis.dictionary import BOOKS, Dictionary, dictionary
from components import dictionary_entries as entries
from components import notices
from components.address import DEPARTMENT
from components.dictionary_address import INDICATOR, SHEET
from components.dictionary_search import searched
from components.downloads import file_button, template_buttons
from components.filters import carried, parameter
from components.selection import choose
from components.tabs import tabs
from domain import french
from domain.sheets import Book
from domain.territories import DEPARTMENTS
from reports.dictionary import COLUMNS, INDICATORS, TEXT, as_text, columns_table, indicators_table

_TABS = {"indicateurs": "Indicateurs", "feuilles": "Feuilles et colonnes", "methode": "Méthode"}


def _page() -> None:
    whole = dictionary()
    counts = f"{french.plural(len(whole.sheets), 'feuille')}, {french.plural(len(whole.indicators), 'indicateur')}"
    notices.heading("Dictionnaire", f"Ce que Vigie reçoit et ce qu’elle calcule{french.NBSP}: {counts}.")
    found = searched()
    drawn = tabs(_TABS, usual="feuilles" if parameter(SHEET) else "indicateurs")
    for tab, draw in zip(drawn, (_indicators, _sheets, _method), strict=True):
        if tab.open:
            with tab:
                draw(whole, found)


def _indicators(whole: Dictionary, found: Dictionary) -> None:
    known = {entry.code: entry for entry in whole.indicators}
    options = {code: f"{entry.label} ({code})" for code, entry in known.items()}
    chosen = _local_rule(parameter(INDICATOR))
    choose(INDICATOR, "Indicateur", options, chosen if chosen in known else None, none="Tous", width=520)
    if chosen in known:
        entries.indicator(known[chosen])
    elif chosen:
        notices.partial(f"Aucun indicateur ne porte le code {chosen}.")
    if not found.indicators:
        st.html('<p class="vg-quiet">Aucun indicateur ne contient ces mots.</p>')
    for subject, listed in found.by_subject().items():
        entries.indicators(subject, listed, opened=len(found.indicators) <= entries.FEW)
    file_button(partial(indicators_table, whole), INDICATORS, "Tous les indicateurs (.csv)")


def _local_rule(code: str | None) -> str | None:
    """A local indicator's own code leads to the rule that all of them follow."""
    return dictionary().indicators[-1].code if code and code.startswith("local:") else code


def _sheets(whole: Dictionary, found: Dictionary) -> None:
    known = {entry.code: entry for entry in whole.sheets}
    chosen = parameter(SHEET)
    department = carried().get(DEPARTMENT, "")
    template_buttons(department if department in DEPARTMENTS else next(iter(DEPARTMENTS)))
    choose(
        SHEET,
        "Feuille",
        {code: entry.title for code, entry in known.items()},
        chosen if chosen in known else None,
        none="Toutes",
        width=520,
    )
    if chosen in known:
        entries.sheet(known[chosen])
    elif chosen:
        notices.partial(f"Aucune feuille ne porte le code {chosen}.")
    if not found.sheets:
        st.html('<p class="vg-quiet">Aucune feuille, aucune colonne ne contient ces mots.</p>')
    for book, listed in found.by_book().items():
        entries.sheets(book, listed, opened=len(found.sheets) <= entries.FEW)
        if book == BOOKS[Book.PUBLISHED]:
            st.html('<p class="vg-quiet">Ces séries se déposent telles qu’elles sont publiées, sans modèle.</p>')
    file_button(partial(columns_table, whole), COLUMNS, "Toutes les colonnes (.csv)")


def _method(whole: Dictionary, found: Dictionary) -> None:
    if not found.method:
        st.html('<p class="vg-quiet">Aucun point de méthode ne contient ces mots.</p>')
    entries.method(found.method)
    file_button(lambda: as_text(whole).encode(), TEXT, "Tout le dictionnaire (.md)")


_page()
