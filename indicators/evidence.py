"""D'où vient ce chiffre: the rows that a figure, or what it is compared with, is made of."""

from enum import StrEnum

import numpy as np
import pandas as pd

from domain.catalogue import By
from domain.windows import Window
from indicators.baseline import baseline_of
from indicators.measures import Events, State, grouped, inside, within
from indicators.presences import presence_rows
from indicators.registry import indicator_of, measure_of
from indicators.situation import DEPARTMENT_SCOPE, Situation, event_field

COUNTED, OUT_OF, SHEET = "counted", "out_of", "sheet"
_PRESENCES = ("presences", "presences_joint")


class Period(StrEnum):
    """Which number of a figure: its value, one of the two comparators shown, or what it is tested against."""

    WINDOW = "window"
    PREVIOUS = "previous"
    YEAR_BEFORE = "year_before"
    BASELINE = "baseline"

    def of(self, window: Window) -> Window:
        """The days of that number; of the baseline at most, where the history is shorter."""
        return {
            Period.PREVIOUS: window.previous,
            Period.YEAR_BEFORE: window.year_before,
            Period.BASELINE: window.baseline,
        }.get(self, lambda: window)()


def evidence(
    situation: Situation,
    window: Window,
    code: str,
    by: By = By.DEPARTMENT,
    scope: str = DEPARTMENT_SCOPE,
    period: Period = Period.WINDOW,
) -> pd.DataFrame:
    """The rows behind a figure: those of its source sheet with their origin, `sheet`, `counted` and `out_of`.

    `counted` is what each row adds to a figure that is a sum, or to a share's numerator; `out_of` what it adds to a
    share's denominator. Both are missing where a row only bears a state. `sheet` is the code of the sheet that the
    row stands in: coverage rests on presences and on schools. Raises UnknownIndicator.
    """
    indicator, measure = indicator_of(situation, code, by), measure_of(code)
    if isinstance(measure, Events):
        rows = _of_events(situation, indicator.source, measure.rows(situation, by), scope, window, period)
        if code in _PRESENCES:
            rows = _with_companions(situation, rows, code, by, scope)
    elif period is Period.BASELINE:  # nothing but sums is set against it
        rows = situation.table(indicator.source).iloc[:0]
    else:
        rows = _of_state(situation, period.of(window), indicator.source, measure, by)
        rows = rows[rows["group"].eq(scope)].drop(columns="group")
    for name, value in ((COUNTED, np.nan), (OUT_OF, np.nan), (SHEET, indicator.source)):
        if name not in rows:
            rows = rows.assign(**{name: value})
    return rows


def _of_events(
    situation: Situation, source: str, events: pd.DataFrame, scope: str, window: Window, period: Period
) -> pd.DataFrame:
    days = period.of(window)
    if period is Period.BASELINE:  # of all territories: what is known by month alone in one leaves it out in each
        baseline = baseline_of(events, window, situation.history(source))
        events, days = baseline.events, baseline.window or days
    events = events[inside(events, days) & events["group"].eq(scope)]
    rows = situation.table(source).loc[events.index].assign(counted=events["value"].astype(float))
    if "denominator" in events:
        rows[OUT_OF] = events["denominator"].astype(float)
    return rows


def _with_companions(situation: Situation, rows: pd.DataFrame, code: str, by: By, scope: str) -> pd.DataFrame:
    """The presences with the other rows of the same school, day and slot, which add nothing to the count."""
    seen = presence_rows(situation)
    same = seen["presence"].isin(seen.loc[rows.index, "presence"]) & ~seen.index.isin(rows.index)
    if by is By.SERVICE and code == "presences":
        same &= seen["service"].eq(scope)
    beside = situation.table("presences").loc[seen.index[same]].assign(counted=0.0)
    return pd.concat([rows, beside]).sort_index()


def _of_state(situation: Situation, window: Window, source: str, measure: State, by: By) -> pd.DataFrame:
    if measure.rows:
        return measure.rows(situation, window, by)
    rows, date = grouped(situation, source, by), event_field(source)
    return rows[within(rows[date], window)] if date else rows
