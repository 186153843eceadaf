"""Dépôt, before storing: what the file states against what was read, and what would change, cell by cell."""

import pandas as pd
import streamlit as st

from analysis.deposit import Examined
from components import tables
from components.quoting import escaped
from data_access.foreseen import Foreseen, Replacement
from data_access.imports import Receipt
from data_access.workbooks.control import control_notices
from data_access.workbooks.parsed import ControlTotal, ParsedFile
from domain import french
from domain.sheets import SHEETS

_SHEET_LABELS = {
    "sheet": "Feuille",
    "recognised": "Lue comme",
    "rows": "Lignes lues",
    "new": "Nouvelles",
    "replaced": "Remplacées",
    "unchanged": "Inchangées",
    "refused": "Fautives",
}
_CHANGE_LABELS = {
    "place": "Ligne",
    "identity": "Ce qu’elle est",
    "field": "Colonne",
    "former": "Valeur enregistrée",
    "value": "Valeur du fichier",
}
_UNREAD_LABELS = {"row": "Ligne", "why": "Pourquoi elle n’est pas comptée"}


def draw(file: Examined) -> None:
    """The counts by sheet, the control totals, and the rows that would be replaced."""
    if file.foreseen is None:
        return
    st.html('<h2 class="vg-part">Avant d’enregistrer</h2>')
    rows = {sheet.sheet: sheet.rows for sheet in file.parsed.sheets}
    counts_table(file.foreseen, f"Ce que {file.parsed.name} changerait, en lignes", rows)
    _totals(file.parsed)
    _replacements(file.foreseen)
    for notice in _notices(file.parsed):
        st.caption(escaped(notice))


def counts_table(done: Receipt | Foreseen, caption: str, rows: dict[str, int] | None = None) -> None:
    """The counts of each sheet; `rows` adds how many were read."""
    if not done.sheets:
        return
    records = [{name: value for name, value in vars(sheet).items() if name != "totals"} for sheet in done.sheets]
    table = pd.DataFrame(records)
    table = table.assign(recognised=[SHEETS[code].title for code in table["recognised"]])
    labels = {name: label for name, label in _SHEET_LABELS.items() if name != "rows" or rows is not None}
    if rows is not None:
        table = table.assign(rows=table["sheet"].map(rows))
    tables.plain(table, labels, caption=caption)


def _totals(parsed: ParsedFile) -> None:
    for sheet in parsed.sheets:
        for total in sheet.totals:
            if total.difference:
                st.markdown(f"▲ {escaped(total_words(total))}")
                if total.unread:
                    table = pd.DataFrame(total.unread, columns=["row", "why"])
                    table = table.assign(row=[f"ligne {row}" for row in table["row"]])
                    tables.plain(table, _UNREAD_LABELS, caption=f"Lignes de {sheet.sheet} qui ne sont pas comptées")
            else:
                st.markdown(f"✓ {escaped(total_words(total))}")


def total_words(total: ControlTotal) -> str:
    """What a file states of itself, against what was read: « votre fichier annonce 412 lignes, 409 lues »."""
    stated, read = (french.number(value, 0 if float(value).is_integer() else 2) for value in (total.stated, total.read))
    where = f"ligne {total.row}"
    if total.of == "lignes":
        said = f"Votre fichier annonce {stated} lignes ({where}), {read} lues"
    else:
        said = f"Votre fichier annonce {stated} pour «{french.NBSP}{total.of}{french.NBSP}» ({where}), {read} lus"
    if not total.difference:
        return f"{said}{french.NBSP}: le compte y est."
    if not total.unread:
        return f"{said}. Vérifiez les lignes et le total."
    many = len(total.unread)
    return f"{said}{french.NBSP}: voici " + ("l’autre ligne." if many == 1 else f"les {many} autres lignes.")


def _replacements(foreseen: Foreseen) -> None:
    if not foreseen.replacements:
        return
    replaced = sum(sheet.replaced for sheet in foreseen.sheets)
    with st.expander(
        f"{_replaced_rows(replaced)}{french.NBSP}: valeur enregistrée → valeur du fichier", type="compact"
    ):
        table = pd.DataFrame([record for one in foreseen.replacements for record in _changes(one)])
        tables.plain(table, _CHANGE_LABELS, caption=f"Cellules qui changent ({len(foreseen.replacements)} lignes)")


def _replaced_rows(count: int) -> str:
    return french.plural(count, "ligne remplacée", "lignes remplacées")


def _changes(one: Replacement) -> list[dict[str, str]]:
    declared = SHEETS[one.recognised]
    identity = ", ".join(tables.written(value) for value in one.identity if value is not None)
    return [
        {
            "place": f"{one.sheet}, {one.row}",
            "identity": identity,
            "field": declared.column(cell.field).header,
            "former": _shown(declared.code, cell.field, cell.former),
            "value": _shown(declared.code, cell.field, cell.value),
        }
        for cell in one.cells
    ]


def _shown(code: str, field: str, value: object) -> str:
    if isinstance(value, str):
        return SHEETS[code].column(field).label_of(value)
    decimals = 0 if not isinstance(value, float) or value.is_integer() else 3
    return tables.written(value, decimals)


def _notices(parsed: ParsedFile) -> list[str]:
    """What else is said of a file and its sheets; their totals are said already."""
    several = len(parsed.sheets) > 1
    of_sheets = [
        f"{sheet.sheet}{french.NBSP}: {notice}" if several else notice
        for sheet in parsed.sheets
        for notice in sheet.notices
        if notice not in control_notices(sheet.totals, (sheet.header_row or 1) - 1)
    ]
    return [*parsed.notices, *of_sheets]
