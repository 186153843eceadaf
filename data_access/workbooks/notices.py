"""What is said of a sheet that was read, beside its faults."""

import re
from collections.abc import Sequence

from data_access.workbooks.control import control_notices
from data_access.workbooks.draft import Draft
from data_access.workbooks.parsed import ControlTotal
from data_access.workbooks.raw import column_letter
from data_access.workbooks.units import factor, is_remark
from domain.sheets import Column, Kind
from domain.text import fold

_BRACKETED = re.compile(r"[(\[]\s*(?:en\s+)?([^)\]]+?)\s*[)\]]")
_SPELLINGS = {"g": {"g", "gr", "gramme", "grammes"}, "€": {"€", "eur", "euro", "euros"}}


def notices(draft: Draft, totals: Sequence[ControlTotal], headers: dict[int, str]) -> list[str]:
    """French sentences for the reader; `headers` are the sheet's by column, 0-based."""
    said = control_notices(totals, draft.match.header_row)
    if not draft.raw.visible:
        said.append("Cette feuille est masquée\u00a0: elle a été lue comme les autres.")
    if hidden := sum(row + 1 in draft.raw.hidden_rows for row in draft.rows):
        said.append(f"{hidden} ligne(s) masquée(s) ont été lues comme les autres.")
    hidden_columns = {column_letter(at) for at in draft.match.columns.values() if at + 1 in draft.raw.hidden_columns}
    if hidden_columns:
        said.append(f"Colonne(s) masquée(s) lues comme les autres\u00a0: {', '.join(sorted(hidden_columns))}.")
    return said + _twins(draft) + _units(draft, headers)


def _twins(draft: Draft) -> list[str]:
    """The columns that are not read because another one bears the same meaning."""
    match = draft.match
    read = {name: column for column in draft.sheet.columns if column.field in match.columns for name in column.names()}
    twins = {at: (header, read[name]) for at, header in match.unmatched.items() if (name := fold(header)) in read}
    return [
        f"La colonne {column_letter(at)} n’est pas lue\u00a0: la colonne {column_letter(match.columns[column.field])} "
        f"donne déjà «\u00a0{column.header}\u00a0». {_what_to_do(column)}"
        for at, (header, column) in twins.items()
        if factor(column, [header]) is not None  # else it counts something else
    ]


def _what_to_do(column: Column) -> str:
    if column.kind in (Kind.INT, Kind.FLOAT):
        return "Si ce sont deux quantités, additionnez-les dans une seule colonne."
    return "Vérifiez que c’est bien elle qu’il faut lire."


def _units(draft: Draft, headers: dict[int, str]) -> list[str]:
    """The columns whose numbers were converted, and those whose header bears a unit that is not known."""
    said = []
    for name, at in draft.match.columns.items():
        column = draft.sheet.column(name)
        written = _BRACKETED.search(headers.get(at, ""))
        if name in draft.match.factors:
            said.append(
                f"La colonne «\u00a0{column.header}\u00a0» a été convertie dans l’unité attendue ({column.unit})."
            )
        elif written and column.unit in _SPELLINGS and _is_doubtful(written[1], column.unit):
            said.append(
                f"La colonne {column_letter(at)} est lue en {column.unit}\u00a0: son titre porte «\u00a0{written[1]}"
                "\u00a0», qui n’est pas une unité connue. Vérifiez-la."
            )
    return said


def _is_doubtful(written: str, unit: str) -> bool:
    return written.lower() not in _SPELLINGS[unit] and not is_remark(written)
