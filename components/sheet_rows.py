"""The rows of a sheet as a reader wants them: French headers and labels, and where each row was read."""

from datetime import time

import pandas as pd

from domain.sheets import SHEETS, Column, Kind
from indicators.evidence import COUNTED, OUT_OF, SHEET

ORIGIN = {"deposit_id": "dépôt", "source_file": "fichier", "source_sheet": "feuille", "source_row": "ligne"}
_ADDED = {COUNTED: "compté", OUT_OF: "sur"}


def row_labels(sheet: str, rows: pd.DataFrame) -> dict[str, str]:
    """The headers of the columns to show, by field: what the rows count, those of the sheet in use, their origin."""
    declared = {column.field: column.header for column in _columns(sheet, rows)}
    counted = {field: header for field, header in _ADDED.items() if field in rows and rows[field].notna().any()}
    used = {field: header for field, header in declared.items() if field in rows and rows[field].notna().any()}
    origin = {field: header for field, header in ORIGIN.items() if field in rows}
    return {**counted, **used, **origin}


def in_french(sheet: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with list values as their French labels, times as `15:30` and yes or no in words."""
    declared = _columns(sheet, rows)
    written = {column.field: _written(column, rows[column.field]) for column in declared if column.field in rows}
    lines = {name: rows[name].map(str, na_action="ignore") for name in ("source_row", "deposit_id") if name in rows}
    return rows.assign(**written, **lines).reset_index(drop=True)


def _columns(sheet: str, rows: pd.DataFrame) -> list[Column]:
    """The declared columns of that sheet, then of the others that the rows stand in."""
    codes = [sheet, *(str(code) for code in rows[SHEET].unique())] if SHEET in rows else [sheet]
    found = [column for code in dict.fromkeys(codes) if code in SHEETS for column in SHEETS[code].columns]
    return list({column.field: column for column in reversed(found)}.values())[::-1]


def _written(column: Column, values: pd.Series) -> pd.Series:
    if column.kind is Kind.CHOICE:
        return values.map(lambda code: column.label_of(str(code)), na_action="ignore")
    if column.kind is Kind.BOOL:
        return values.map({True: "oui", False: "non"}).astype(object)
    if column.kind is Kind.TIME:
        return values.map(_time, na_action="ignore")
    return values


def _time(moment: object) -> str:
    return f"{moment:%H:%M}" if isinstance(moment, time) else str(moment)
