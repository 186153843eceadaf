"""What the command line prints for programs: plain objects with English keys, as the contract words them."""

import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from analysis.hotspots import Hotspots
from analysis.recorded import Recorded
from data_access.imports import Receipt
from data_access.undo import UndoReceipt
from data_access.workbooks.parsed import ParsedFile, ParsedSheet
from domain.windows import Window
from indicators.figures import Figure
from indicators.grid import Grid

Record = dict[str, Any]


def plain(value: object) -> object:
    """A cell as JSON knows it: None for what is missing, ISO 8601 for dates, whole floats as integers."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, datetime | date):
        return (
            value.isoformat()
            if not isinstance(value, pd.Timestamp) or value.time() != datetime.min.time()
            else (value.date().isoformat())
        )
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        return value
    number = float(value)
    if math.isnan(number):
        return None
    return int(number) if number.is_integer() else number


def rows_of(frame: pd.DataFrame, columns: Sequence[str] | None = None) -> list[Record]:
    """A frame as a list of plain objects, one a row."""
    kept = frame[list(columns)] if columns is not None else frame
    return [{str(name): plain(value) for name, value in row.items()} for row in kept.astype(object).to_dict("records")]


def checked_file(parsed: ParsedFile) -> Record:
    """One file of `vigie check --json`."""
    return {
        "file": parsed.name,
        "kind": str(parsed.kind),
        "refused": None
        if parsed.refused is None
        else {"rule": str(parsed.refused.rule), "message": parsed.refused.message},
        "sheets": [_checked_sheet(sheet) for sheet in parsed.sheets],
        "faults": [
            {
                "sheet": fault.sheet,
                "cell": fault.cell,
                "column": fault.column,
                "rule": str(fault.rule),
                "value": fault.value,
                "message": fault.message,
            }
            for fault in parsed.faults
        ],
        "notices": [*parsed.notices, *(notice for sheet in parsed.sheets for notice in sheet.notices)],
    }


def _checked_sheet(sheet: ParsedSheet) -> Record:
    return {
        "sheet": sheet.sheet,
        "recognised": sheet.recognised,
        "header_row": sheet.header_row,
        "rows": sheet.rows,
        "sound": sheet.sound,
        "columns": sheet.columns,
        "unmatched": list(sheet.unmatched),
    }


def receipt(done: Receipt) -> Record:
    """One deposit of `vigie import --json`."""
    named = ("sheet", "recognised", "new", "replaced", "unchanged", "refused")
    sheets = [{name: getattr(sheet, name) for name in named} for sheet in done.sheets]
    return {"id": done.deposit_id, "file": done.file, "sheets": sheets}


def undone(done: UndoReceipt) -> Record:
    """The object of `vigie undo --json`: counts of rows by declared sheet, and the later deposits concerned."""
    deposit = done.plan.deposit
    sheets = [
        {"sheet": sheet.code, "removed": sheet.removed, "restored": sheet.restored, "lost": sheet.lost}
        for sheet in done.plan.sheets
    ]
    concerned = {
        name: [{"id": later.deposit.id, "file": later.deposit.file, "rows": later.rows} for later in deposits]
        for name, deposits in (("later", done.plan.later), ("confirming", done.plan.confirming))
    }
    return {
        "id": deposit.id,
        "file": deposit.file,
        "undone_at": done.undone_at.isoformat(),
        "sheets": sheets,
    } | concerned


def figures_record(department: str, window: Window, figures: Sequence[Figure]) -> Record:
    """The object of `vigie figures --json`."""
    return {
        "departement": department,
        "from": window.start.isoformat(),
        "to": window.end.isoformat(),
        "figures": [
            {
                "code": figure.indicator.code,
                "scope": figure.scope,
                "value": plain(figure.value),
                "previous": plain(figure.previous),
                "year_before": plain(figure.year_before),
                "baseline": plain(figure.baseline),
                "baseline_days": figure.baseline_days,
                "rate_ratio": figure.rate_ratio,
                "interval": None if figure.interval is None else list(figure.interval),
                "p_adjusted": figure.p_adjusted,
                "statement": figure.statement,
                "complete": figure.complete,
                "behind": list(figure.behind),
            }
            for figure in figures
        ],
    }


def recorded_record(found: Recorded, by_service: bool = False) -> Record:
    """The object of `vigie recorded --json`; one entry a service where asked."""
    series = found.services if by_service else found.series
    columns = ["year", "month", "force", "service", "index", "count", "source"]
    return {"departement": found.department, "series": rows_of(series, columns)}


def hotspots_record(found: Hotspots, grid: Grid | None) -> Record:
    """The object of `vigie hotspots --json`: the sectors ranked, and the cells whose class is not `none`."""
    cells = [] if grid is None else rows_of(grid.cells[grid.cells["class_code"] != "none"])
    return {
        "departement": found.department,
        "from": found.window.start.isoformat(),
        "until": found.window.end.isoformat(),
        "sectors": rows_of(found.sectors),
        "resolution": None if grid is None else grid.resolution,
        "months": [] if grid is None else [month.isoformat() for month in grid.months],
        "cells": cells,
    }
