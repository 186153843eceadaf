"""The indicators that a département counts in addition, under its own codes."""

from dataclasses import replace

import pandas as pd

from domain.catalogue import LOCAL, LOCAL_PREFIX, By, Indicator
from indicators.measures import Events, dated, grouped, month_ends, numbers
from indicators.situation import Situation

_NAMED = {By.SECTOR: "sector", By.SERVICE: "service"}
"""The levels below the département, and the column by which a row names its territory there."""


def bare(code: str) -> str:
    """The département's own code, without the catalogue's prefix."""
    return code.removeprefix(LOCAL_PREFIX)


def local_codes(situation: Situation) -> list[str]:
    """The catalogue codes (`local:CODE`) of the local indicators that have rows, sorted."""
    codes = situation.table("local_indicators")["indicator"].dropna().unique()
    return sorted({LOCAL_PREFIX + bare(code) for code in codes})


def local_indicator(situation: Situation, code: str) -> Indicator | None:
    """The entry of a local indicator, labelled as its latest row labels it; None where it has no row.

    It exists for the département, and by sector or by service where some of its rows name one: what is
    counted for the département alone is not 0 in each sector.
    """
    rows = _rows(situation.table("local_indicators"), code).sort_values("period")
    if rows.empty:
        return None
    labels = rows["label"].dropna()
    return replace(
        LOCAL,
        code=LOCAL_PREFIX + bare(code),
        label=bare(code) if labels.empty else str(labels.iloc[-1]),
        levels=(By.DEPARTMENT, *(by for by, field in _NAMED.items() if rows[field].notna().any())),
        decimals=0 if bool(numbers(rows["value"]).mod(1).eq(0).all()) else 2,
    )


def local_measure(code: str) -> Events:
    """The function of a local indicator: the sum of its values.

    A period may be a day or a month, and both are stored as a day: what a service hands in is read as
    monthly where every row of it stands on the first of a month, whatever the others do.
    """

    def rows(situation: Situation, by: By) -> pd.DataFrame:
        table = _rows(grouped(situation, "local_indicators", by), code).dropna(subset="period")
        events = dated(table, "period", numbers(table["value"]))
        every = _rows(situation.table("local_indicators"), code).dropna(subset="period")
        monthly = every["period"].dt.day.eq(1).groupby(every["service"].fillna("")).all()
        of_month = table["service"].fillna("").map(monthly).to_numpy(dtype=bool)
        return events.assign(until=events["until"].mask(of_month, month_ends(events["date"])))

    return Events(rows)


def _rows(table: pd.DataFrame, code: str) -> pd.DataFrame:
    return table[table["indicator"].isin([bare(code), LOCAL_PREFIX + bare(code)])]
