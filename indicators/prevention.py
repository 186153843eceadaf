"""Prevention, prevention by design, repeat offenders and the seizure fund as indicators."""

from collections.abc import Callable

import pandas as pd

from domain.catalogue import By
from indicators.measures import Events, Measure, dated, grouped, month_ends, numbers
from indicators.situation import Situation

NO_RECOMMENDATION = "non calculable\u00a0: aucune recommandation dans la fenêtre"
Rows = Callable[[Situation, By], pd.DataFrame]


def _offered(situation: Situation, by: By) -> pd.DataFrame:
    return dated(grouped(situation, "prevention", by), "date", 1.0)


def _held(situation: Situation, by: By) -> pd.DataFrame:
    rows = grouped(situation, "prevention", by)
    return dated(rows[rows["held"].fillna(True).astype(bool)], "date", 1.0)


def _recommendations(situation: Situation, by: By) -> pd.DataFrame:
    rows = grouped(situation, "safety", by)
    return dated(rows, "date", numbers(rows["recommendations"]))


def _done(situation: Situation, by: By) -> pd.DataFrame:
    rows = grouped(situation, "safety", by)
    return dated(rows, "date", numbers(rows["implemented"]), numbers(rows["recommendations"]))


def _monthly(field: str) -> Rows:
    def rows(situation: Situation, by: By) -> pd.DataFrame:
        table = grouped(situation, "repeat_offenders", by)
        events = dated(table, "month", numbers(table[field]))
        return events.assign(until=month_ends(events["date"]))

    return rows


def _fund(direction: str) -> Rows:
    def rows(situation: Situation, by: By) -> pd.DataFrame:
        table = grouped(situation, "seizure_fund", by)
        table = table[table["direction"].eq(direction)]
        return dated(table, "date", numbers(table["amount_eur"]))

    return rows


PREVENTION: dict[str, Measure] = {
    "information_meetings_held": Events(_held),
    "information_meetings_offered": Events(_offered),
    "recommendations": Events(_recommendations),
    "recommendations_done_share": Events(_done, absent=NO_RECOMMENDATION),
    "repeat_followed": Events(_monthly("followed")),
    "removals": Events(_monthly("removals")),
    "mayors_informed": Events(_monthly("mayors_informed")),
    "fund_paid_in": Events(_fund("paid_in")),
    "fund_received": Events(_fund("received")),
}
