"""Dépôt, after storing: the receipt to keep, and where to go from there."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from components import filters, notices
from components.address import DEPARTMENT
from components.deposit_preview import counts_table
from components.history_address import DEPOSIT
from components.quoting import escaped
from data_access.imports import Receipt
from domain import french
from reports.receipt import receipt_pdf, receipt_xlsx

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(outcome: Sequence[Receipt | str]) -> None:
    """Receipts and refusals, one after the other."""
    for one in outcome:
        if isinstance(one, str):
            notices.partial(one)
        else:
            _receipt(one)


def _receipt(done: Receipt) -> None:
    name = f"recu-depot-{done.deposit_id}"
    with st.container(border=True):
        st.success(
            f"Dépôt n°{french.NBSP}{done.deposit_id}{french.NBSP}: {escaped(done.file)} est enregistré.",
            icon=":material/check:",
        )
        counts_table(done, f"Reçu du dépôt {done.deposit_id}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _button("Reçu (.pdf)", partial(receipt_pdf, done), f"{name}.pdf", "application/pdf")
            _button("Reçu (.xlsx)", partial(receipt_xlsx, done), f"{name}.xlsx", _XLSX)
            there = {**filters.carried(), DEPARTMENT: done.department}
            undo = {**there, DEPOSIT: str(done.deposit_id)}
            st.page_link("pages/synthese.py", label="Voir la synthèse", query_params=there)
            st.page_link("pages/historique.py", label="Annuler ce dépôt", query_params=undo, icon=":material/undo:")


def _button(label: str, content: Callable[[], bytes], name: str, kind: str) -> None:
    st.download_button(label, content, name, kind, icon=":material/download:", on_click="ignore", key=name)
