"""Operations and mobile forces as indicators."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from domain.catalogue import By
from domain.rhythm import MINIMUM_EVENTS, OPERATION_SLOTS
from domain.windows import Window
from indicators.actions import sectors_without_action
from indicators.measures import Events, Measure, State, dated, grouped, in_groups, numbers, territories, within
from indicators.rhythm import longest_gap, operation_slot, slot_unpredictability
from indicators.situation import DEPARTMENT_SCOPE, Situation, remembered
from indicators.terms import absences

Rows = Callable[[Situation, By], pd.DataFrame]


@remembered
def distinct_operations(situation: Situation, by: By) -> pd.DataFrame:
    """Operations with a column `group`, one row a group and reference."""
    return grouped(situation, "operations", by).drop_duplicates(["group", "reference"])


def _operations(situation: Situation, by: By) -> pd.DataFrame:
    return dated(distinct_operations(situation, by), "date", 1.0)


def _raids(situation: Situation, by: By) -> pd.DataFrame:
    rows = distinct_operations(situation, by)
    return dated(rows[rows["kind"].eq("raid")], "date", 1.0)


def _sum_of(field: str) -> Rows:
    def rows(situation: Situation, by: By) -> pd.DataFrame:
        operations = distinct_operations(situation, by)
        return dated(operations, "date", numbers(operations[field]))

    return rows


def _units(field: str) -> Rows:
    def rows(situation: Situation, by: By) -> pd.DataFrame:
        asked = grouped(situation, "mobile_forces", by)
        return dated(asked, "from_date", numbers(asked[field]))

    return rows


def last_operations(situation: Situation, until: date, by: By) -> pd.Series:
    """The day of each group's last operation up to `until`, by group; those without any are left out."""
    events = _operations(situation, by)
    recent = events.loc[events["date"].le(pd.Timestamp(until)), ["group", "date"]]
    earlier = situation.earlier.get("operations")
    if earlier is not None:
        recent = pd.concat([in_groups(situation, "operations", earlier, by)[["group", "date"]], recent])
    return pd.to_datetime(recent.groupby("group")["date"].max())


def days_since(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    """Days from each group's last operation to the window's last day; no row for a group without one."""
    last = last_operations(situation, window.end, by)
    return pd.DataFrame({"value": (pd.Timestamp(window.end) - last).dt.days})


def gap_days(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    """The longest run of days without operation in the window, by group; the whole window without any.

    The days on which a sector stood in no plan are no part of such a run.
    """
    events = _operations(situation, by)
    events = events[within(events["date"], window)]
    codes = territories(situation, by, window).index
    days, groups = [events["date"]], [events["group"]]
    for code in codes if by is By.SECTOR else ():
        absent = [day for part in absences(situation, str(code), window) for day in part.each_day()]
        days.append(pd.Series(pd.DatetimeIndex(absent).as_unit("us")))
        groups.append(pd.Series([code] * len(absent), dtype=object))
    places = (pd.concat(days, ignore_index=True) - pd.Timestamp(window.start)).dt.days
    return longest_gap(pd.concat(groups, ignore_index=True), places, window.days, codes).to_frame("value")


def unpredictability_of(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    """The unpredictability of each group's operations in the window; NaN under 8 with a known start."""
    rows = distinct_operations(situation, by)
    rows = rows[within(rows["date"], window)]
    slots = operation_slot(rows["date"], rows["starts_at"])
    return slot_unpredictability(rows["group"], slots, OPERATION_SLOTS).to_frame("value")


def _forgotten(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    codes = pd.Series(1.0, index=sectors_without_action(situation, window)["code"])
    if by is By.DEPARTMENT:
        return pd.DataFrame({"value": [float(len(codes))]}, index=[DEPARTMENT_SCOPE])
    return codes.to_frame("value")


def _last_rows(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    rows = distinct_operations(situation, by)
    return rows[rows["date"].eq(rows["group"].map(last_operations(situation, window.end, by)))]


def _timed_rows(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    rows = distinct_operations(situation, by)
    return rows[within(rows["date"], window) & rows["starts_at"].notna()]


def _forgotten_rows(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    """The plan's rows of the sectors without action, each counting 1."""
    rows = situation.table("sectors").drop_duplicates("code")
    rows = rows[rows["code"].isin(sectors_without_action(situation, window)["code"])]
    return rows.assign(group=DEPARTMENT_SCOPE if by is By.DEPARTMENT else rows["code"], counted=1.0)


_YIELDS = (
    "checks",
    "arrests",
    "fines",
    "cannabis_g",
    "cocaine_g",
    "heroin_g",
    "other_drugs_g",
    "cash_eur",
    "weapons",
    "disorder",
)
STREET: dict[str, Measure] = {
    "operations": Events(_operations),
    "operations_raids": Events(_raids),
    "days_since_operation": State(days_since, "aucune opération connue jusqu’à la fin de la fenêtre", rows=_last_rows),
    "longest_gap_days": State(gap_days),
    "unpredictability": State(
        unpredictability_of,
        f"moins de {MINIMUM_EVENTS} opérations à l’heure connue dans la fenêtre",
        rows=_timed_rows,
    ),
    **{field: Events(_sum_of(field)) for field in _YIELDS},
    "sectors_without_action": State(
        _forgotten, reads=("operations", "presences", "investigations", "safety"), rows=_forgotten_rows
    ),
    "mobile_units_asked": Events(_units("units_asked")),
    "mobile_units_granted": Events(_units("units_granted")),
}
