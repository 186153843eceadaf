"""Operations and mobile forces as indicators."""

from collections.abc import Callable

import pandas as pd

from domain.catalogue import By
from domain.windows import Window
from indicators.actions import sectors_without_action
from indicators.measures import Events, Measure, State, dated, grouped, numbers, territories, within
from indicators.rhythm import OPERATION_SLOTS, longest_gap, operation_slot, slot_unpredictability
from indicators.situation import DEPARTMENT_SCOPE, Situation, remembered

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


def days_since(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    """Days from each group's last operation to the window's last day; no row for a group without one."""
    events = _operations(situation, by)
    last = events[events["date"].le(pd.Timestamp(window.end))].groupby("group")["date"].max()
    return pd.DataFrame({"value": (pd.Timestamp(window.end) - last).dt.days})


def gap_days(situation: Situation, window: Window, by: By) -> pd.DataFrame:
    """The longest run of days without operation in the window, by group; the whole window without any."""
    events = _operations(situation, by)
    events = events[within(events["date"], window)]
    places = (events["date"] - pd.Timestamp(window.start)).dt.days
    codes = territories(situation, by).index
    return longest_gap(events["group"], places, window.days, codes).to_frame("value")


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
    "days_since_operation": State(days_since, "aucune opération connue jusqu’à la fin de la fenêtre"),
    "longest_gap_days": State(gap_days),
    "unpredictability": State(unpredictability_of, "moins de 8 opérations à l’heure connue dans la fenêtre"),
    **{field: Events(_sum_of(field)) for field in _YIELDS},
    "sectors_without_action": State(_forgotten, reads=("operations", "presences", "investigations", "safety")),
    "mobile_units_asked": Events(_units("units_asked")),
    "mobile_units_granted": Events(_units("units_granted")),
}
