"""Historique: every deposit and its undoing, the life of a row, what is remembered of the services' files."""

from functools import partial

import streamlit as st

from analysis.deposit import services_of
from analysis.history import History, history, row_life
from analysis.past_deposit import past_deposit
from components import history_deposits, history_layouts, history_life, history_rows, history_undo, notices
from components.history_address import chosen_deposit
from components.history_deposits import ReceiptFile
from components.kept import kept
from components.session import ask, choice
from components.tabs import tabs
from domain import french
from domain.sheets import SHEETS
from domain.territories import DEPARTMENTS
from reports.receipt import receipt_pdf, receipt_xlsx

_TABS = {"depots": "Dépôts", "lignes": "Vie d’une ligne", "correspondances": "Correspondances retenues"}
_RECEIPTS = [
    ReceiptFile("Reçu (.pdf)", "pdf", "application/pdf", partial(receipt_pdf, reissued=True)),
    ReceiptFile(
        "Reçu (.xlsx)",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        partial(receipt_xlsx, reissued=True),
    ),
]


def _page() -> None:
    history_undo.outcome()  # first: after the last deposit is undone, there is no département left to choose
    department = choice().department
    found = ask(history, department)
    notices.heading("Historique", _context(department, found))
    deposits, rows, layouts = tabs(_TABS, usual="depots")
    if deposits.open:
        with deposits:
            _deposits(department, found)
    if rows.open:
        with rows:
            _rows(department, found)
    if layouts.open:
        with layouts:
            history_layouts.draw(department, ask(services_of, department))


def _context(department: str, found: History) -> str:
    count = len(found.deposits)
    undone = kept(history_deposits.undone, found.deposits)
    without = f", dont {french.plural(undone, 'annulé', 'annulés')}" if undone else ""
    label = DEPARTMENTS[department].label
    return f"{label}{french.NBSP}: {french.plural(count, 'dépôt')}{without}, du plus récent au plus ancien."


def _deposits(department: str, found: History) -> None:
    if found.deposits.empty:
        notices.empty("Aucun dépôt", "Aucun fichier n’a été déposé pour ce département par votre service.")
        return
    history_deposits.table(found.deposits, department)
    number = chosen_deposit()
    if number is None:
        st.html('<p class="vg-quiet">Choisissez un dépôt pour en voir les feuilles, le reçu, et l’annuler.</p>')
        return
    past = ask(past_deposit, department, number)
    if past is None:
        notices.partial(
            f"Le dépôt n°{french.NBSP}{number} n’est pas de ce département. Choisissez-en un dans la table."
        )
        return
    history_deposits.chosen(past, _RECEIPTS)
    if past.record.undone_at is None:
        history_undo.draw(number)


def _rows(department: str, found: History) -> None:
    deposited = set(found.sheets["recognised"])
    codes = [code for code in SHEETS if code in deposited]
    if not codes:
        notices.empty("Aucune ligne", "Aucune feuille n’a encore été déposée pour ce département.")
        return
    row = history_rows.chosen(department, codes)
    if row is not None:
        history_life.draw(row[0], ask(row_life, department, *row))


_page()
