"""D'où vient ce chiffre: the rows that a figure is made of."""

import pandas as pd

from domain.catalogue import By
from domain.windows import Window
from indicators.measures import Events, grouped, within
from indicators.registry import indicator_of, measure_of
from indicators.situation import DEPARTMENT_SCOPE, Situation, event_field


def evidence(
    situation: Situation,
    window: Window,
    code: str,
    by: By = By.DEPARTMENT,
    scope: str = DEPARTMENT_SCOPE,
) -> pd.DataFrame:
    """The rows of the source sheet behind a figure, with `counted`, what each adds to it.

    For a figure that adds up, exactly the rows that it sums (for a share, its denominator's). For a
    state, which no row adds to, the rows that it rests on, and `counted` is missing. Raises UnknownIndicator.
    """
    indicator = indicator_of(situation, code, by)
    measure = measure_of(code)
    table = situation.table(indicator.source)
    if isinstance(measure, Events):
        events = measure.rows(situation, by)
        inside = events["date"].ge(pd.Timestamp(window.start)) & events["until"].le(pd.Timestamp(window.end))
        events = events[inside & events["group"].eq(scope)]
        return table.loc[events.index].assign(counted=events["value"].astype(float))
    rows = measure.rows(situation, window, by) if measure.rows else _of_window(situation, indicator.source, window, by)
    return rows[rows["group"].eq(scope)].drop(columns="group").assign(counted=float("nan"))


def _of_window(situation: Situation, source: str, window: Window, by: By) -> pd.DataFrame:
    rows = grouped(situation, source, by)
    date = event_field(source)
    return rows[within(rows[date], window)] if date else rows
