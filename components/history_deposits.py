"""Historique, the deposits: all of them in a table; of the chosen one its sheets, what was amended, its files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.history import original
from analysis.past_deposit import PastDeposit
from components import downloads, tables
from components.deposit_cells import RULES
from components.history_address import DEPOSIT
from components.kept import kept
from components.moments import PARIS, long_moment, moment
from components.selection import follow
from components.session import database, scope
from data_access.receipts import Receipt
from data_access.workbooks.parsed import KIND_LABELS, Amendment, FileKind
from domain import french
from domain.sheets import SHEETS

_DEPOSITS = {
    "id": "N°",
    "stored_at": "Déposé le",
    "state": "État",
    "file": "Fichier",
    "service": "Service",
    "new": "Nouvelles",
    "replaced": "Remplacées",
    "unchanged": "Inchangées",
    "refused": "Refusées",
    "kind": "Nature",
    "author": "Auteur",
}
_COUNTS = {"new": "lignes", "replaced": "lignes", "unchanged": "lignes", "refused": "lignes"}
_SHEETS = {"sheet": "Feuille", "recognised": "Reconnue comme"} | {name: _DEPOSITS[name] for name in _COUNTS}
_AMENDED = {"cell": "Cellule", "sheet": "Feuille", "field": "Colonne", "done": "Ce qui a été fait"}


@dataclass(frozen=True)
class ReceiptFile:
    """One form of the receipt: what the button says, how its file name ends, its type, and how it is made."""

    label: str
    suffix: str
    mime: str
    make: Callable[[Receipt], bytes]


def table(deposits: pd.DataFrame, department: str) -> None:
    """All deposits, the undone ones marked; the chosen one goes to the address."""
    shown = kept(_shown, deposits)
    at = tables.grid(shown, _DEPOSITS, key="deposits", units=_COUNTS, height=320)
    downloads.csv_button(shown, _DEPOSITS, f"historique-{department}")
    follow(DEPOSIT, None if at is None else str(shown["id"].iloc[at]), key="deposits")


def undone(deposits: pd.DataFrame) -> int:
    """How many of them were undone."""
    return int(deposits["undone_at"].notna().sum())


def _shown(deposits: pd.DataFrame) -> pd.DataFrame:
    return deposits.assign(
        kind=[KIND_LABELS[FileKind(kind)] for kind in deposits["kind"]],
        state=[_state(row) for row in deposits.to_dict("records")],
        stored_at=deposits["stored_at"].dt.tz_convert(PARIS).dt.strftime("%d/%m/%Y %H:%M"),
    )


def _state(row: Mapping[Any, Any]) -> str:
    if pd.notna(row["undone_at"]):
        return f"✕ annulé le {french.day(row['undone_at'].tz_convert(PARIS))}"
    return "en vigueur" if pd.isna(row["corrects"]) else f"en vigueur, corrige le n°{french.NBSP}{row['corrects']}"


def chosen(past: PastDeposit, receipts: list[ReceiptFile]) -> None:
    """One deposit: who and when, its sheets, what was amended, and its files to download."""
    receipt = past.receipt
    number = f"Dépôt n°{french.NBSP}{receipt.deposit_id}"
    st.html(f'<h2 class="vg-part">{number} – {escape(receipt.file)}</h2><p class="vg-quiet">{_story(past)}</p>')
    if receipt.sheets:
        rows = [{**vars(sheet), "recognised": SHEETS[sheet.recognised].title} for sheet in receipt.sheets]
        tables.plain(
            pd.DataFrame(rows), _SHEETS, caption="Lignes de chaque feuille, telles que le dépôt les a trouvées"
        )
    if receipt.amendments:
        corrected = pd.DataFrame([_amended(receipt, amendment) for amendment in receipt.amendments])
        tables.plain(corrected, _AMENDED, caption="Corrigé ou gardé par l’analyste avant l’enregistrement")
    _files(past, receipts)


def _story(past: PastDeposit) -> str:
    receipt, record = past.receipt, past.record
    whose = "fichier départemental" if receipt.service is None else f"service {receipt.service}"
    told = [f"Déposé le {long_moment(receipt.stored_at)} par {receipt.author}, {whose}."]
    if receipt.corrects is not None:
        told.append(f"Corrige le fichier du dépôt n°{french.NBSP}{receipt.corrects}.")
    words = " ".join(map(escape, told))
    if record.undone_at is None:
        return words
    undone = escape(f"Annulé le {moment(record.undone_at)} par {record.undone_by}")
    return f'{words} <strong class="vg-warn">✕ {undone}</strong>{french.NBSP}: ses lignes ne comptent plus.'


def _amended(receipt: Receipt, amendment: Amendment) -> dict[str, str]:
    recognised = {sheet.sheet: sheet.recognised for sheet in receipt.sheets}.get(amendment.sheet)
    headers = {column.field: column.header for column in SHEETS[recognised].columns} if recognised in SHEETS else {}
    doubt = "" if amendment.rule is None else f", malgré un doute ({RULES[amendment.rule]})"
    done = (
        f"valeur gardée{doubt}{french.NBSP}: {amendment.reason}"
        if amendment.reason
        else f"corrigée en «{french.NBSP}{amendment.value}{french.NBSP}»"
    )
    field = headers.get(amendment.field, amendment.field)
    return {"cell": amendment.cell, "sheet": amendment.sheet, "field": field, "done": done}


def _files(past: PastDeposit, receipts: list[ReceiptFile]) -> None:
    """The receipt in each form and, while it is kept, the file as it came."""
    receipt = past.receipt
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for form in receipts:
            st.download_button(
                form.label,
                partial(form.make, receipt),
                file_name=f"recu-depot-{receipt.deposit_id}.{form.suffix}",
                mime=form.mime,
                icon=":material/receipt_long:",
                on_click="ignore",
                key=f"receipt.{form.suffix}",
            )
        if receipt.kept:
            st.download_button(
                "Fichier d’origine",
                _bytes_of(receipt),
                file_name=receipt.file,
                mime="application/octet-stream",
                icon=":material/download:",
                on_click="ignore",
                key="original",
            )
        st.html(f'<p class="vg-quiet">{_kept(past)}</p>')


def _bytes_of(receipt: Receipt) -> Callable[[], bytes]:
    """What reads the file when it is asked for, and not before: the browser's request is no turn of the page."""
    opened, account = database(), scope()

    def read() -> bytes:
        found = original(opened, account, receipt.department, receipt.deposit_id)
        return b"" if found is None else found[1]

    return read


def _kept(past: PastDeposit) -> str:
    if not past.receipt.kept:
        return "Le fichier d’origine n’est pas, ou n’est plus, gardé. L’annulation n’en a pas besoin."
    until = past.kept_until
    if until is None:
        return "Fichier d’origine gardé."
    if until < date.today():
        return "Fichier d’origine au terme de sa conservation\u202f; il sera effacé au prochain dépôt."
    return f"Fichier d’origine gardé jusqu’au {french.day(until)}."
