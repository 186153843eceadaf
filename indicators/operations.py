"""Operations as the page and the book show them: frequency, calendar, regularity, sites x services."""

import pandas as pd

from domain.catalogue import CATALOGUE, By
from domain.rhythm import OPERATION_SLOTS
from domain.windows import Window
from indicators.actions import action_matrix, action_totals, sectors_without_action, unknown_actions
from indicators.baseline import reaches
from indicators.exposure import is_known
from indicators.measures import numbers, territories, within
from indicators.rhythm import operation_slot, same_slot_gaps, slot_unpredictability
from indicators.situation import Situation
from indicators.steering import scaled_target
from indicators.street import days_since, distinct_operations, gap_days
from indicators.terms import absences

__all__ = [
    "action_matrix",
    "action_totals",
    "by_day",
    "frequency",
    "same_slot_regularity",
    "sectors_without_action",
    "unknown_actions",
    "unpredictability",
    "weekday_hour",
    "yields",
]

YIELDS = ("checks", "arrests", "cannabis_g", "cocaine_g", "heroin_g", "other_drugs_g", "cash_eur", "weapons")
"""What an operation yields, by field of `Opérations` and code of the catalogue alike."""


def _inside(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    rows = distinct_operations(situation, by)
    return rows[within(rows["date"], window)]


def frequency(situation: Situation, window: Window) -> pd.DataFrame:
    """How often operations are held in each sector that stood in a plan of the window, in the plan's order.

    Columns code, name, operations (distinct references in the window), per_week, target and target_per (the
    sector's own row of `Cibles` for operations, missing without one), expected (the target brought to the
    days of the window on which the sector stood), reached (missing without target), days_since (from the
    last operation to the window's end, NaN without any), longest_gap (days in a row without operation). Where no file
    tells of operations in the window, nothing is known but the target.
    """
    names = territories(situation, By.SECTOR, window)
    counts = _inside(situation, window, By.SECTOR).groupby("group").size().reindex(names.index).fillna(0).astype(int)
    targets = situation.table("targets")
    targets = targets[targets["indicator"].eq("operations") & targets["sector"].notna()]
    targets = targets.drop_duplicates("sector").set_index("sector").reindex(names.index)
    stood = [window.days - sum(part.days for part in absences(situation, str(code), window)) for code in names.index]
    expected = [
        scaled_target(float(value), per, days) if pd.notna(value) else float("nan")
        for value, per, days in zip(targets["value"], targets["per"], stood, strict=True)
    ]
    table = pd.DataFrame({"name": names, "operations": counts, "per_week": counts * 7 / window.days})
    table = table.assign(target=targets["value"].astype("Float64"), target_per=targets["per"], expected=expected)
    table["reached"] = table["operations"].ge(table["expected"]).astype("boolean").mask(table["expected"].isna())
    table["days_since"] = days_since(situation, window, By.SECTOR)["value"].reindex(names.index).astype(float)
    table["longest_gap"] = gap_days(situation, window, By.SECTOR)["value"].reindex(names.index)
    table = table.astype({"operations": "Int64", "longest_gap": "Int64"})
    if not is_known(situation, "operations", window):
        table[["operations", "per_week", "reached", "longest_gap"]] = pd.NA
    return table.rename_axis("code").reset_index()


def unpredictability(situation: Situation, window: Window, by: By = By.SECTOR) -> pd.Series:
    """The unpredictability of operations by territory, from 0 to 1; NaN under 8 with a known start."""
    rows = _inside(situation, window, by)
    slots = operation_slot(rows["date"], rows["starts_at"])
    found = slot_unpredictability(rows["group"], slots, OPERATION_SLOTS)
    return found.reindex(territories(situation, by).index)


def same_slot_regularity(situation: Situation, window: Window, by: By = By.SECTOR) -> pd.Series:
    """The share of gaps of exactly 7 or 14 days within one slot, by territory; NaN without such a gap."""
    rows = _inside(situation, window, by)
    slots = operation_slot(rows["date"], rows["starts_at"])
    return same_slot_gaps(rows["group"], rows["date"], slots).reindex(territories(situation, by).index)


def by_day(situation: Situation, window: Window) -> pd.DataFrame:
    """Every day of the window: date, operations, raids."""
    rows = _inside(situation, window, By.DEPARTMENT)
    days = pd.date_range(window.start, window.end, unit="us", name="date")
    counts = {
        "operations": rows.groupby("date").size(),
        "raids": rows[rows["kind"].eq("raid")].groupby("date").size(),
    }
    table = pd.DataFrame({name: count.reindex(days).fillna(0).astype(int) for name, count in counts.items()})
    return table.reset_index()


def weekday_hour(situation: Situation, window: Window, sector: str | None = None) -> pd.DataFrame:
    """Operations of a known start: weekday (0 is Monday), hour, operations; empty cells included."""
    rows = _inside(situation, window, By.SECTOR if sector else By.DEPARTMENT)
    rows = rows[rows["starts_at"].notna() & (rows["group"].eq(sector) if sector else True)]
    hours = rows["starts_at"].map(lambda time: time.hour)
    counts = rows.groupby([rows["date"].dt.day_of_week, hours]).size()
    cells = pd.MultiIndex.from_product([range(7), range(24)], names=["weekday", "hour"])
    counts.index.names = ["weekday", "hour"]
    return counts.reindex(cells).fillna(0).astype(int).rename("operations").reset_index()


def yields(situation: Situation, window: Window, sector: str | None = None) -> pd.DataFrame:
    """What an operation yields in the window, over the département or one sector; never by service.

    One row for each of `YIELDS`: code, label, unit, operations (distinct references), filled (those whose row gives
    that figure), total, per_operation (total over operations; NaN without any), previous (the same in the window
    before, NaN where the history does not reach it, or where the sector did not stand all through it). An empty cell
    adds nothing, as in the catalogue's totals.
    """
    now = _held(situation, window, sector)
    before = _held(situation, window.previous(), sector)
    known = reaches(situation.history("operations"), window.previous())
    known &= sector is None or not absences(situation, sector, window.previous())

    def mean(rows: pd.DataFrame, field: str) -> float:
        return float(numbers(rows[field]).sum()) / len(rows) if len(rows) else float("nan")

    return pd.DataFrame(
        {
            "code": YIELDS,
            "label": [CATALOGUE[field].label for field in YIELDS],
            "unit": [CATALOGUE[field].unit for field in YIELDS],
            "operations": len(now),
            "filled": [int(now[field].notna().sum()) for field in YIELDS],
            "total": [float(numbers(now[field]).sum()) for field in YIELDS],
            "per_operation": [mean(now, field) for field in YIELDS],
            "previous": [mean(before, field) if known else float("nan") for field in YIELDS],
        }
    )


def _held(situation: Situation, window: Window, sector: str | None) -> pd.DataFrame:
    rows = _inside(situation, window, By.SECTOR if sector else By.DEPARTMENT)
    return rows[rows["group"].eq(sector)] if sector else rows
