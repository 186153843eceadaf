"""The comparators of summed events: which periods can be set against a window, and on which rows.

A row known by its month alone counts in a window that holds its whole month, and nowhere else. Two
windows are therefore comparable only where both hold such rows whole, or neither counts any.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from domain.windows import Window, last_full_month_end, month_end, month_start, next_month
from indicators.measures import cut, inside, summed


@dataclass(frozen=True)
class Baseline:
    """The period before a window that it is tested against, and the events that both sides count."""

    window: Window | None
    events: pd.DataFrame

    def counts(self, codes: pd.Index) -> pd.Series:
        """The sum of each group over the period; NaN where there is none."""
        return pd.Series(float("nan"), index=codes) if self.window is None else summed(self.events, self.window, codes)


def by_month_only(events: pd.DataFrame) -> pd.Series:
    """Which events are known by their month alone."""
    return events["until"].gt(events["date"])


def whole_months(window: Window) -> bool:
    """Whether the window is made of whole calendar months."""
    return window.start == month_start(window.start) and window.end == month_end(window.end)


def first_month(start: date) -> date:
    """The first day of the first month that begins on that day or after it."""
    return start if start == month_start(start) else next_month(start)


def _only_months(window: Window) -> Window | None:
    start, end = first_month(window.start), last_full_month_end(window.end)
    return Window(start, end) if start <= end else None


def _near(events: pd.DataFrame, window: Window) -> pd.Series:
    """Which events share a day with the window or its baseline."""
    first, last = pd.Timestamp(window.baseline().start), pd.Timestamp(window.end)
    return events["until"].ge(first) & events["date"].le(last)


def only_months_compare(events: pd.DataFrame, window: Window) -> bool:
    """Whether window and baseline know their events by month alone while the window is not made of months."""
    near = events[_near(events, window)]
    return not near.empty and not whole_months(window) and bool(by_month_only(near).all())


def baseline_of(events: pd.DataFrame, window: Window, history: Window | None) -> Baseline:
    """The 364 days before the window, or the history there is of them.

    Where some events of either are known by their month alone, a window of whole months is set against the
    whole months of its baseline; any other window is tested on the events known by their day.
    """
    full = window.baseline()
    months = by_month_only(events) & _near(events, window)
    if months.any() and not whole_months(window):
        events, months = events[~months], months[~months]
    start = None if history is None else max(full.start, history.start)
    period = Window(start, full.end) if start is not None and start <= full.end else None
    if period is not None and months.any():
        period = _only_months(period)
    return Baseline(period, events)


def reaches(history: Window | None, window: Window) -> bool:
    """Whether the history goes back to the window's first day."""
    return history is not None and history.start <= window.start


def comparable(events: pd.DataFrame, window: Window, other: Window) -> bool:
    """Whether the sums of the two windows stand on the same kinds of rows."""
    months = events[by_month_only(events)]
    if months.empty:
        return True
    counted = inside(months, window).any() or inside(months, other).any()
    left_out = len(cut(months, window)) + len(cut(months, other))
    return not (counted and left_out)


def knows_no_day(events: pd.DataFrame, window: Window) -> bool:
    """Whether all events are known by month alone while the window holds no whole month."""
    if events.empty or month_end(first_month(window.start)) <= window.end:
        return False
    return bool(by_month_only(events).all())
