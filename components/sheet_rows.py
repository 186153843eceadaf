"""The rows of a sheet as a reader wants them: French headers and labels, and where each row was read."""

from datetime import time

import pandas as pd

from domain.sheets import SHEETS, Column, Kind

ORIGIN = {"source_file": "fichier", "source_sheet": "feuille", "source_row": "ligne"}
COUNTED = "counted"


def row_labels(sheet: str, rows: pd.DataFrame) -> dict[str, str]:
    """The headers of the columns to show, by field: what the rows count, those of the sheet in use, their origin."""
    declared = {column.field: column.header for column in SHEETS[sheet].columns} if sheet in SHEETS else {}
    counted = {COUNTED: "compté"} if COUNTED in rows and rows[COUNTED].notna().any() else {}
    used = {field: header for field, header in declared.items() if field in rows and rows[field].notna().any()}
    origin = {field: header for field, header in ORIGIN.items() if field in rows}
    return {**counted, **used, **origin}


def in_french(sheet: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with list values as their French labels, times as `15:30` and yes or no in words."""
    declared = SHEETS[sheet].columns if sheet in SHEETS else ()
    written = {column.field: _written(column, rows[column.field]) for column in declared if column.field in rows}
    lines = {"source_row": rows["source_row"].map(str, na_action="ignore")} if "source_row" in rows else {}
    return rows.assign(**written, **lines).reset_index(drop=True)


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
