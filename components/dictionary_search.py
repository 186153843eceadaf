"""Dictionnaire: the words sought, which stand in the address, and how much of the dictionary holds them."""

import streamlit as st

from analysis.dictionary import Dictionary, dictionary, looked_up
from components.dictionary_address import WORDS
from components.filters import parameter, set_parameter
from domain import french

_KEY = "dictionnaire.mots"
_LONGEST = 100  # characters


def searched() -> Dictionary:
    """Draw the search; return what it found, the whole dictionary where nothing is sought."""

    def typed() -> None:
        set_parameter(WORDS, st.session_state[_KEY].strip() or None)

    words = (parameter(WORDS) or "")[:_LONGEST]
    st.session_state[_KEY] = words
    label = "Chercher un mot, un code, un titre de colonne"
    st.text_input(label, key=_KEY, max_chars=_LONGEST, on_change=typed, width=520)
    found = looked_up(words)
    if found is not dictionary():
        st.html(f'<p class="vg-quiet" role="status">Trouvé{french.NBSP}: {_counts(found)}.</p>')
    return found


def _counts(found: Dictionary) -> str:
    columns = french.plural(sum(len(sheet.columns) for sheet in found.sheets), "colonne")
    counts = {
        french.plural(len(found.indicators), "indicateur"): found.indicators,
        f"{columns} de {french.plural(len(found.sheets), 'feuille')}": found.sheets,
        french.plural(len(found.method), "point de méthode", "points de méthode"): found.method,
    }
    return french.listed([words for words, some in counts.items() if some]) or "rien"
