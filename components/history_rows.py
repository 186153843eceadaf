"""Historique, the life of a row: choosing a sheet, searching it, choosing a row among those found."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.history import find_rows
from components import notices, tables
from components.filters import parameter, set_parameter
from components.history_address import ROW, SHEET, WORDS
from components.selection import choose, follow
from components.session import ask
from components.sheet_rows import in_french
from data_access.queries.chains import naming_fields
from data_access.queries.history import FOUND_ROWS, FoundRow
from domain import french
from domain.sheets import SHEETS, Kind

_DATES = (Kind.DATE, Kind.MONTH, Kind.PERIOD)
_COLUMNS = 8
_KEY = "vigie.lignes.mots"


def chosen(department: str, codes: Sequence[str]) -> tuple[str, str] | None:
    """The sheet and key of the row to tell the life of, as the address has them; None until one is chosen.

    `codes`: the sheets that the département has deposited.
    """
    code = _sheet(codes)
    if code is None:
        return None
    found = ask(find_rows, department, code, parameter(WORDS) or "")
    if found:
        _table(code, found)
    else:
        notices.empty(
            "Aucune ligne trouvée",
            "Aucune ligne en vigueur de cette feuille ne porte tous ces mots. Essayez un seul mot de sa référence, ou "
            "sa date sous la forme 13/01/2026.",
            link=False,
        )
    key = parameter(ROW)
    return None if key is None else (code, key)


def _sheet(codes: Sequence[str]) -> str | None:
    """The sheet and the words, both in the address."""
    asked = parameter(SHEET)
    code = asked if asked in codes else None
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        titles = {code: SHEETS[code].title for code in codes}
        choose(SHEET, "Feuille", titles, code, none="choisir une feuille", width=280)
        if code is not None:
            headers = [SHEETS[code].column(field).header for field in naming_fields(SHEETS[code])]
            st.session_state[_KEY] = parameter(WORDS) or ""
            st.text_input(
                f"Mots cherchés dans{french.NBSP}: {french.listed(headers)}",
                key=_KEY,
                placeholder="une référence, une date 13/01/2026…",
                on_change=lambda: set_parameter(WORDS, st.session_state[_KEY].strip() or None),
                width=460,
            )
    if code is None:
        st.html('<p class="vg-quiet">Choisissez une feuille pour y chercher une ligne.</p>')
    return code


def _table(code: str, found: Sequence[FoundRow]) -> None:
    sheet = SHEETS[code]
    rows = pd.DataFrame([row.values for row in found], columns=list(sheet.fields))
    named = naming_fields(sheet)
    others = [
        column.field
        for column in sheet.columns
        if column.field not in named and column.kind is not Kind.OUTLINE and rows[column.field].notna().any()
    ]
    kept = [*named, *others[: max(_COLUMNS - len(named), 0)]]
    days = {field: pd.to_datetime(rows[field]) for field in kept if sheet.column(field).kind in _DATES}
    shown = in_french(code, rows[kept]).assign(**days)
    if len(found) == FOUND_ROWS:
        st.caption(f"Les {FOUND_ROWS} lignes les plus récentes. Précisez les mots pour en trouver d’autres.")
    else:
        pick = "choisissez-la" if len(found) == 1 else "choisissez-en une"
        st.caption(f"{french.plural(len(found), 'ligne trouvée', 'lignes trouvées')}{french.NBSP}: {pick}.")
    key = f"rows.{code}.{parameter(WORDS) or ''}"
    at = tables.grid(shown, {field: sheet.column(field).header for field in kept}, key=key, height=250)
    follow(ROW, None if at is None else found[at].row_key, key=key)
