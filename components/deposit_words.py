"""Dépôt, the words: those that are in no list or no plan, each with its count, and what it stands for."""

from collections.abc import Mapping

import streamlit as st

from analysis import deposit_columns as columns
from analysis.deposit import admitted
from analysis.deposit_columns import Word
from components.desk import Desk
from components.quoting import quoted
from components.session import ask, database, scope
from data_access.workbooks.parsed import ParsedSheet
from domain import french
from domain.sheets import Column

MOST_SHOWN = 30


def draw(desk: Desk, file: str, sheet: ParsedSheet, key: str) -> None:
    """One line a word: how often it stands there, what it may stand for, the proposed one preselected."""
    words = columns.words(sheet)
    if not words:
        return
    st.html('<h3 class="vg-chart">Mots à faire correspondre</h3>')
    st.caption(
        "Ces mots ne sont ni dans les listes ni dans le plan. Ce que vous validez vaut pour toutes les lignes, et "
        "Vigie s’en souvient pour les prochains fichiers."
    )
    for word in words[:MOST_SHOWN]:
        _line(desk, sheet, word, _admitted(desk, file, word.column), key)
    if len(words) > MOST_SHOWN:
        st.caption(f"Et {french.plural(len(words) - MOST_SHOWN, 'autre mot', 'autres mots')} après ceux-ci.")


def _admitted(desk: Desk, file: str, column: Column) -> Mapping[str, str]:
    plans = list(desk.plans_beside(file).values())
    if plans:
        return admitted(database(), scope(), desk.department, column, plans)
    return ask(admitted, desk.department, column)


def _line(desk: Desk, sheet: ParsedSheet, word: Word, choices: Mapping[str, str], key: str) -> None:
    widget = f"{key}.word.{word.column.field}.{word.written}"
    options = list(choices)

    def confirmed() -> None:
        typed = st.session_state[widget]
        if typed is not None:
            desk.remember(sheet, columns.from_word(sheet, word, typed))

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f"{quoted(word.written)} ({word.column.header}){french.NBSP}: {french.plural(word.rows, 'ligne')} →",
            width=360,
        )
        st.selectbox(
            f"Ce que veut dire {quoted(word.written)}",
            options,
            options.index(word.proposed) if word.proposed in options else None,
            format_func=lambda option: choices[option],
            placeholder="Choisir",
            key=widget,
            label_visibility="collapsed",
            width=360,
        )
        st.button("Valider", key=f"{widget}.ok", on_click=confirmed)
