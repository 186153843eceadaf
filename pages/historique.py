"""Historique: every deposit, its author and counts, sheet by sheet."""

import streamlit as st

from analysis.history import history
from components import downloads, notices, tables
from components.deposits import KINDS
from components.session import ask, choice
from data_access.workbooks.parsed import FileKind
from domain import french
from domain.sheets import SHEETS
from domain.territories import DEPARTMENTS

DEPOSITS = {
    "id": "N°",
    "stored_at": "Déposé le",
    "file": "Fichier",
    "kind": "Nature",
    "service": "Service",
    "author": "Auteur",
    "new": "Nouvelles",
    "replaced": "Remplacées",
    "unchanged": "Inchangées",
    "refused": "Fautives",
}
SHEET_LABELS = {
    "sheet": "Feuille",
    "recognised": "Reconnue comme",
    "new": "Nouvelles",
    "replaced": "Remplacées",
    "unchanged": "Inchangées",
    "refused": "Fautives",
    "first_date": "Couvre du",
    "last_date": "au",
}

chosen = choice()
found = ask(history, chosen.department)
count = french.plural(len(found.deposits), "dépôt")
notices.heading(
    "Historique", f"{DEPARTMENTS[chosen.department].label}{french.NBSP}: {count}, du plus récent au plus ancien."
)
shown = found.deposits.assign(
    kind=[KINDS[FileKind(kind)] for kind in found.deposits["kind"]],
    stored_at=found.deposits["stored_at"].dt.tz_convert("Europe/Paris").dt.strftime("%d/%m/%Y %H:%M"),
)
row = tables.grid(shown, DEPOSITS, key="deposits", units={"new": "lignes", "replaced": "lignes", "unchanged": "lignes"})
downloads.csv_button(shown, DEPOSITS, "historique")
if row is None:
    st.caption("Choisissez un dépôt pour en voir les feuilles.")
else:
    deposit = shown.iloc[row]
    sheets = found.sheets[found.sheets["deposit_id"] == deposit["id"]]
    sheets = sheets.assign(recognised=[SHEETS[code].title for code in sheets["recognised"]])
    st.html(f"<h2>Dépôt {deposit['id']}</h2>")
    tables.plain(sheets, SHEET_LABELS, caption=f"Feuilles de {deposit['file']}")
