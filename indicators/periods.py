"""Sums by calendar period: month, quarter, year."""

from typing import Literal

import pandas as pd

from domain.windows import Window

Every = Literal["month", "quarter", "year"]
_FREQUENCIES = {"month": "M", "quarter": "Q", "year": "Y"}


def sums_by_period(
    values: pd.DataFrame, dates: pd.Series, window: Window, every: Every, history: Window | None
) -> pd.DataFrame:
    """The sum of each column of `values` in each period that the window touches, up to the window's last day.

    `history`: the first to the last day on file, None without any. Columns period (its first day), those
    of `values`, and whole (False for a period that runs past the window's end or began before the first
    day on file). A period over before that day is NaN: nothing is known of it.
    """
    frequency = _FREQUENCIES[every]
    periods = pd.period_range(window.start, window.end, freq=frequency)
    end = pd.Timestamp(window.end)
    counted = values[dates.le(end)]
    sums = counted.groupby(dates.dt.to_period(frequency)).sum().reindex(periods, fill_value=0.0).astype(float)
    begun = pd.Timestamp.max if history is None else pd.Timestamp(history.start)
    starts, ends = periods.start_time.as_unit("us"), periods.end_time.normalize()
    known = sums.where(pd.Series(ends >= begun, index=periods), float("nan"))
    table = known.assign(period=starts, whole=(starts >= begun) & (ends <= end)).reset_index(drop=True)
    return table[["period", *values.columns, "whole"]]
