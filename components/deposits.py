"""What Dépôt draws of a file: its sheets, its faults cell by cell, the columns to map, the receipt."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from analysis.deposit import Examined
from components import downloads, notices, tables
from data_access.imports import Receipt
from data_access.workbooks.parsed import FileKind, ParsedFile, ParsedSheet
from domain import french
from domain.faults import Rule
from domain.sheets import SHEETS
from domain.text import fold

KINDS = {
    FileKind.PLAN: "classeur du plan",
    FileKind.INDICATORS: "classeur d’indicateurs",
    FileKind.ETAT4001_SERVICES: "État 4001 par service",
    FileKind.ETAT4001_MONTHS: "État 4001 par mois",
    FileKind.SSMSI_DEPARTEMENTS: "base départementale du service statistique",
    FileKind.SCHOOL_DIRECTORY: "annuaire des établissements",
    FileKind.LAYER: "couche géographique",
    FileKind.UNKNOWN: "non reconnu",
}
RULES = {
    Rule.REQUIRED: "obligatoire",
    Rule.TYPE: "forme",
    Rule.UNKNOWN_LIST_VALUE: "hors liste",
    Rule.UNKNOWN_REFERENCE: "code inconnu",
    Rule.OUT_OF_RANGE: "valeur peu plausible",
    Rule.DUPLICATE_KEY: "doublon",
    Rule.INCONSISTENT: "incohérence",
    Rule.FUTURE_DATE: "date future",
    Rule.BAD_CHECK_LETTER: "UAI faux",
    Rule.OUTSIDE_OUTLINE: "hors du contour",
    Rule.PERSONAL_DATA: "donnée nominative",
    Rule.FORMULA_ERROR: "formule en erreur",
}
_SHEET_LABELS = {
    "sheet": "Feuille",
    "recognised": "Reconnue comme",
    "rows": "Lignes lues",
    "new": "Nouvelles",
    "replaced": "Remplacées",
    "unchanged": "Inchangées",
    "refused": "Fautives",
}
_FAULT_LABELS = {
    "sheet": "Feuille",
    "cell": "Cellule",
    "rule": "Règle",
    "value": "Valeur lue",
    "message": "Que faire",
}
IGNORED = "ne pas lire"
FAULTS_SHOWN = 50


def file_title(examined: Examined) -> str:
    """A file's name, what it is, and how it stands, in one line."""
    parsed = examined.parsed
    if examined.hindrance is not None:
        return f"▲ {parsed.name}{french.NBSP}: refusé"
    faults = french.plural(len(parsed.faults), "erreur") if parsed.faults else "aucune erreur"
    rows = french.plural(sum(sheet.rows for sheet in parsed.sheets), "ligne")
    sign = "▲" if parsed.faults else "✓"
    return f"{sign} {parsed.name}{french.NBSP}: {KINDS[parsed.kind]}, {rows}, {faults}"


def sheets(examined: Examined) -> None:
    """The sheets of a file: as what each was recognised, and what storing it would change."""
    foreseen = examined.foreseen
    if foreseen is not None:
        rows = {sheet.sheet: sheet.rows for sheet in examined.parsed.sheets}
        _receipt_table(foreseen, rows, f"Ce que {examined.parsed.name} changerait")
    for notice in _notices(examined.parsed):
        st.caption(notice)


def _notices(parsed: ParsedFile) -> list[str]:
    several = len(parsed.sheets) > 1
    of_sheets = [
        f"{sheet.sheet}{french.NBSP}: {notice}" if several else notice
        for sheet in parsed.sheets
        for notice in sheet.notices
    ]
    return [*parsed.notices, *of_sheets]


def receipt(done: Receipt) -> None:
    """What a deposit stored."""
    st.success(
        f"Dépôt n°{french.NBSP}{done.deposit_id}{french.NBSP}: {done.file} est enregistré.", icon=":material/check:"
    )
    _receipt_table(done, None, f"Reçu du dépôt {done.deposit_id}")


def _receipt_table(done: Receipt, rows: dict[str, int] | None, caption: str) -> None:
    table = pd.DataFrame([vars(sheet) for sheet in done.sheets])
    if table.empty:
        return
    table = table.assign(recognised=[SHEETS[code].title for code in table["recognised"]])
    labels = {name: label for name, label in _SHEET_LABELS.items() if name != "rows" or rows is not None}
    if rows is not None:
        table = table.assign(rows=table["sheet"].map(rows))
    tables.plain(table, labels, caption=caption)


def faults(parsed: ParsedFile, key: str) -> None:
    """The faults of a file, cell by cell, in the order in which one mends them, and their download."""
    if not parsed.faults:
        return
    table = pd.DataFrame([vars(fault) for fault in parsed.faults])
    table = table.assign(
        rule=[RULES[rule] for rule in table["rule"]],
        message=[_sentence(message) for message in table["message"]],
    )
    st.html(f"<h3>{french.plural(len(table), 'erreur')} à corriger</h3>")
    shown = f"les {FAULTS_SHOWN} premières, toutes dans le fichier" if len(table) > FAULTS_SHOWN else "dans leur ordre"
    tables.plain(table.head(FAULTS_SHOWN), _FAULT_LABELS, caption=f"Erreurs de {parsed.name}, {shown}")
    downloads.csv_button(table, _FAULT_LABELS, f"erreurs-{key}")


def _sentence(message: str) -> str:
    """A fault's sentence without its place, which has columns of its own."""
    what = message.split(f"{french.NBSP}: ", 1)[-1]
    return what[:1].upper() + what[1:]


def mapping(parsed: ParsedFile, key: str, remember: Callable[[str, str, str], None]) -> None:
    """The headers that no column takes: what each is, chosen once and remembered for the service.

    `remember` is given the sheet's code, the folded header and the field.
    """
    open_sheets = [sheet for sheet in parsed.sheets if sheet.recognised in SHEETS and sheet.unmatched]
    open_sheets = [sheet for sheet in open_sheets if parsed.kind in (FileKind.PLAN, FileKind.INDICATORS)]
    if not open_sheets:
        return
    names = french.listed([header for sheet in open_sheets for header in sheet.unmatched])
    with st.expander(f"Colonnes non reconnues{french.NBSP}: {names}"):
        st.caption("Elles ne sont pas enregistrées. Dites ce qu’elles sont, s’il le faut\u202f: Vigie s’en souviendra.")
        for sheet in open_sheets:
            _map_sheet(sheet, key, remember)


def _map_sheet(sheet: ParsedSheet, key: str, remember: Callable[[str, str, str], None]) -> None:
    declared = SHEETS[sheet.recognised or ""]
    free = {column.field: column.header for column in declared.columns if column.field not in sheet.columns}
    for header in sheet.unmatched:
        st.selectbox(
            f"{sheet.sheet}, colonne «{french.NBSP}{header}{french.NBSP}»",
            [None, *free],
            format_func=lambda field: IGNORED if field is None else free[field],
            key=f"map-{key}-{sheet.sheet}-{header}",
            on_change=_mapped,
            args=(f"map-{key}-{sheet.sheet}-{header}", declared.code, fold(header), remember),
        )


def _mapped(widget: str, code: str, header: str, remember: Callable[[str, str, str], None]) -> None:
    field = st.session_state[widget]
    if field is not None:
        remember(code, header, field)


def outcome(done: Sequence[Receipt | str]) -> None:
    """Receipts and refusals, one after the other."""
    for one in done:
        if isinstance(one, str):
            notices.partial(one)
        else:
            receipt(one)
