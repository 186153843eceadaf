"""Dépôt, after storing: the receipt to keep, and where to go from there."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from components import filters, notices
from components.address import DEPARTMENT
from components.deposit_preview import counts_table
from components.history_address import DEPOSIT
from components.history_deposits import ReceiptFile
from components.quoting import escaped
from data_access.imports import Receipt
from domain import french

SIDE_BY_SIDE = 3
_MANY_PIXELS = 380


def draw(outcome: Sequence[Receipt | str], forms: Sequence[ReceiptFile]) -> None:
    """Receipts and refusals, one after the other; of many the receipts are folded."""
    if not outcome:
        return
    many = len(outcome) > SIDE_BY_SIDE
    with st.container(height=_MANY_PIXELS if many else "content", border=False):
        for one in outcome:
            if isinstance(one, str):
                notices.partial(one)
                continue
            stored = sum(sheet.new + sheet.replaced + sheet.unchanged for sheet in one.sheets)
            done = "est enregistré" if stored else "n’apporte aucune ligne"
            said = f"Dépôt n°{french.NBSP}{one.deposit_id}{french.NBSP}: {escaped(one.file)} {done}."
            icon = ":material/check:" if stored else ":material/warning:"
            with st.expander(said, expanded=not many, icon=icon, key=f"paper-{one.deposit_id}"):
                _receipt(one, forms)


def _receipt(done: Receipt, forms: Sequence[ReceiptFile]) -> None:
    counts_table(done, f"Reçu du dépôt {done.deposit_id}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for form in forms:
            name = f"recu-depot-{done.deposit_id}.{form.suffix}"
            made = partial(form.make, done)  # once it is asked for
            st.download_button(
                form.label, made, name, form.mime, icon=":material/download:", on_click="ignore", key=name
            )
        there = {**filters.carried(), DEPARTMENT: done.department}
        undo = {**there, DEPOSIT: str(done.deposit_id)}
        st.page_link("pages/synthese.py", label="Voir la synthèse", query_params=there)
        st.page_link("pages/historique.py", label="Annuler ce dépôt", query_params=undo, icon=":material/undo:")
