"""Recorded facts: drug offences and the connected ones."""

from collections.abc import Callable

import pandas as pd

from domain.catalogue import By
from domain.sheets import lists
from indicators.measures import Events, Measure, dated, grouped, month_ends, numbers
from indicators.situation import Situation


def fact_events(situation: Situation, by: By, offences: tuple[str, ...]) -> pd.DataFrame:
    """The facts of those natures as events; one known by its month alone stands for the whole month."""
    facts = grouped(situation, "facts", by)
    facts = facts[facts["offence"].isin(offences)]
    events = dated(facts, "date", numbers(facts["count"].fillna(1)))
    by_month = facts["precision"].eq("month").fillna(False).reindex(events.index)
    events["until"] = events["date"].where(~by_month, month_ends(events["date"]))
    return events


def _of(offences: tuple[str, ...]) -> Callable[[Situation, By], pd.DataFrame]:
    return lambda situation, by: fact_events(situation, by, offences)


_READS = ("facts",)
FACTS: dict[str, Measure] = {
    "facts_drugs": Events(_of(lists.DRUG_OFFENCES), _READS),
    "facts_traffic": Events(_of(lists.TRAFFIC_OFFENCES), _READS),
    "facts_use": Events(_of(("use",)), _READS),
    "facts_connected": Events(_of(lists.CONNECTED_OFFENCES), _READS),
}
