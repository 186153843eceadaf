"""The first start: nothing was deposited yet, so what to do comes in three steps, each with what it needs."""

from collections.abc import Callable
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import blank_workbooks, notices
from domain import french
from domain.sheets import Book

_PLAN = (
    "1. La préfecture remplit le classeur du plan",
    f"Secteurs, établissements, services, objectifs{french.NBSP}: sans lui, aucun fait n’est situé.",
)
_INDICATORS = (
    "2. Chaque service remplit le classeur d’indicateurs",
    f"Faits, opérations, présences, enquêtes, avoirs{french.NBSP}: les feuilles qui le concernent, et elles seules.",
)
_DEPOSIT = (
    "3. Déposez-les, le plan d’abord",
    "Vigie dit cellule par cellule ce qui est à corriger. Rien n’est enregistré sans votre accord.",
)
_DEMONSTRATION = (
    f"Pour voir d’abord Vigie à l’œuvre{french.NBSP}: sur le poste du serveur, <code>make run</code> ou "
    "<code>vigie demo --serve</code> ouvre la démonstration, un département fictif dans une base à part."
)


def draw(template: Callable[[Book], bytes]) -> None:
    """Draw the page; `template` gives the blank workbook of a kind, as the bytes of an .xlsx."""
    notices.heading("Bienvenue", "Aucun classeur n’a encore été déposé sur ce serveur. Trois étapes suffisent.")
    plan, indicators, deposit = st.columns(3, gap="medium")
    for column, words, book in ((plan, _PLAN, Book.PLAN), (indicators, _INDICATORS, Book.INDICATORS)):
        with _step(column, *words):
            blank_workbooks.button(book, template(book))
    with _step(deposit, *_DEPOSIT):
        notices.deposit_link()
    st.html(f'<p class="vg-quiet">{_DEMONSTRATION}</p>')


def _step(column: DeltaGenerator, title: str, words: str) -> DeltaGenerator:
    frame = column.container(border=True, height="stretch", vertical_alignment="distribute")
    frame.html(f'<div class="vg-empty"><h2>{escape(title)}</h2><p>{escape(words)}</p></div>')
    return frame
