"""Typed frames of declared sheets: one dtype a kind, and back to plain values for the database."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from domain.sheets import Kind, Sheet

DTYPES: dict[Kind, str] = {
    Kind.INT: "Int64",
    Kind.FLOAT: "Float64",
    Kind.BOOL: "boolean",
    Kind.DATE: "datetime64[us]",
    Kind.MONTH: "datetime64[us]",
    Kind.PERIOD: "datetime64[us]",
}
"""The dtype of a column by its kind; the kinds left out are object columns of str, time or None."""


def typed_frame(sheet: Sheet, values: Mapping[str, Sequence[object]], rows: Sequence[int]) -> pd.DataFrame:
    """A frame with every field of the sheet in order, indexed by row number; fields not given are empty."""
    index = pd.Index(np.asarray(rows, dtype="int64"), name="row")
    data = {
        column.field: pd.Series(
            list(values.get(column.field, [None] * len(rows))), index=index, dtype=DTYPES.get(column.kind, "object")
        )
        for column in sheet.columns
    }
    return pd.DataFrame(data, index=index)


def plain_columns(sheet: Sheet, frame: pd.DataFrame) -> dict[str, list[object]]:
    """The frame's columns as lists of plain values: int, float, bool, date, time, str, None where empty."""
    return {column.field: _plain(frame[column.field], column.kind) for column in sheet.columns}


def _plain(series: pd.Series, kind: Kind) -> list[object]:
    missing = series.isna()
    if kind in (Kind.DATE, Kind.MONTH, Kind.PERIOD):
        stamps: list[object] = list(pd.to_datetime(series).dt.date)
        return [None if empty else stamp for stamp, empty in zip(stamps, missing, strict=True)]
    values = series.astype("object").tolist()
    if missing.any():
        return [None if empty else value for value, empty in zip(values, missing, strict=True)]
    return list(values)
