"""Opérations: frequency against target, the calendar, days since the last one, the list."""

from dataclasses import dataclass

import pandas as pd

from analysis.freshness import freshness
from analysis.situation import situation
from data_access.database import Database
from domain.catalogue import By
from domain.scope import Scope
from domain.windows import Window
from indicators.figures import Figure, figures
from indicators.measures import within
from indicators.operations import by_day, frequency

KEY_CODES = ("operations", "operations_raids", "days_since_operation", "unpredictability", "arrests", "cannabis_g")


@dataclass(frozen=True)
class Operations:
    """What the screen Opérations shows of a window.

    `key_figures`: the département's. `frequency`: columns of `indicators.operations.frequency`.
    `calendar`: date, operations, raids, one row a day of the year that ends with the window. `rows`: the
    window's operations, every declared field and their origin. `sectors`, `services`: names by code.
    """

    department: str
    window: Window
    key_figures: tuple[Figure, ...]
    frequency: pd.DataFrame
    calendar: pd.DataFrame
    rows: pd.DataFrame
    sectors: dict[str, str]
    services: dict[str, str]
    freshness: pd.DataFrame


def operations(database: Database, scope: Scope, department: str, window: Window) -> Operations:
    """The operations of a département in a window. Raises ScopeError."""
    known = situation(database, scope, department, window.end)
    rows = known.table("operations")
    year = Window((pd.Timestamp(window.end) - pd.DateOffset(years=1) + pd.Timedelta(days=1)).date(), window.end)
    return Operations(
        department=department,
        window=window,
        key_figures=tuple(figures(known, window, KEY_CODES, By.DEPARTMENT)),
        frequency=frequency(known, window),
        calendar=by_day(known, year),
        rows=rows[within(rows["date"], window)].reset_index(drop=True),
        sectors=_names(known.table("sectors")),
        services=_names(known.table("services")),
        freshness=freshness(known, window),
    )


def _names(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table["code"], table["name"], strict=True))
