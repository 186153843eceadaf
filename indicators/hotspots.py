"""The sectors of the plan, ranked; their months, trend, and lasting degradation."""

from datetime import date

import numpy as np
import pandas as pd

from domain.catalogue import By
from domain.sheets import lists
from domain.windows import Window, last_full_month_end, month_start, months_back, whole_month
from indicators.comparison import UP, adjust
from indicators.exposure import is_known, known_parts
from indicators.facts import fact_events
from indicators.figures import Figure, figures
from indicators.grid import LASTING, Grid, grid_hotspots
from indicators.measures import territories
from indicators.situation import Situation
from indicators.street import distinct_operations, last_operations
from indicators.terms import former_sectors
from indicators.trend import sector_trend

DURABLE_MONTHS = 9  # of the last 12, in the upper quartile
UPPER_QUARTILE = 0.75


def _by_month(events: pd.DataFrame, cells: pd.MultiIndex) -> pd.Series:
    months = events["date"].dt.to_period("M").dt.to_timestamp().astype("datetime64[us]")
    return events["value"].groupby([events["group"], months]).sum().reindex(cells).fillna(0).astype(int)


def sector_months(situation: Situation, until: date, months: int = 12) -> pd.DataFrame:
    """Each sector's last full months up to `until`: code, month, facts, connected, operations.

    The sectors are those of the plan in force on `until`. Facts are drug facts. Facts and connected facts are missing
    (Int64) in months before the first fact of the département and in those that no file brought, operations in
    those before its first operation; all are in months on some day of which the sector stood in no plan.
    """
    starts = pd.DatetimeIndex(months_back(last_full_month_end(until), months)).as_unit("us")
    codes = territories(situation, By.SECTOR).index
    cells = pd.MultiIndex.from_product([codes, starts], names=["code", "month"])
    operations = distinct_operations(situation, By.SECTOR).assign(value=1.0)
    counts = {
        "facts": _by_month(fact_events(situation, By.SECTOR, lists.DRUG_OFFENCES), cells),
        "connected": _by_month(fact_events(situation, By.SECTOR, lists.CONNECTED_OFFENCES), cells),
        "operations": _by_month(operations, cells),
    }
    table = pd.DataFrame(counts).astype("Int64").reset_index()
    for sheet, columns in {"facts": ["facts", "connected"], "operations": ["operations"]}.items():
        history = situation.history(sheet)
        first = pd.Timestamp.max if history is None else pd.Timestamp(month_start(history.start))
        whole = [whole_month(month.date()) for month in table["month"]]
        gone = np.array(
            [
                known_parts(situation, (sheet,), By.SECTOR, str(code), month) != (month,)
                for code, month in zip(table["code"], whole, strict=True)
            ],
            dtype=bool,
        )
        table.loc[table["month"].lt(first) | gone, columns] = pd.NA
    return table


def upper_quartile_months(months: pd.DataFrame) -> pd.Series:
    """In how many months each sector stood in the upper quartile of the département, by code.

    Takes what `sector_months` gives. A sector stands there with a count at or above the third
    quartile of the sectors and above their median, so that equal counts put nobody there.
    """
    facts = months["facts"].astype("Float64").astype(float)
    by_month = facts.groupby(months["month"])
    high = facts.ge(by_month.transform("quantile", UPPER_QUARTILE)) & facts.gt(by_month.transform("median"))
    return high.groupby(months["code"]).sum().astype(int)


def lasting_degradation(situation: Situation, months: pd.DataFrame, grid: Grid | None) -> pd.Series:
    """Whether each sector shows the circular's "dégradation durable", by code.

    Where facts carry coordinates, a sector with a cell that is persistent or intensifying; without
    grid, or with one of fewer than 9 months, one in the upper quartile of the département in at least 9 of the 12.
    """
    codes = territories(situation, By.SECTOR).index
    if grid is None or len(grid.months) < DURABLE_MONTHS:
        return upper_quartile_months(months).reindex(codes).fillna(0).ge(DURABLE_MONTHS)
    lasting = grid.cells.loc[grid.cells["class_code"].isin(LASTING), "sector"].dropna()
    return pd.Series(codes.isin(lasting), index=codes)


def _trends(months: pd.DataFrame, codes: pd.Index) -> pd.DataFrame:
    known = months.sort_values("month").astype({"facts": "Float64"})
    found = {code: sector_trend(part["facts"].astype(float).tolist()) for code, part in known.groupby("code")}
    rows = {code: (trend.tau, trend.slope, trend.p_value) for code, trend in found.items()}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["tau", "slope", "trend_p"], dtype=float)
    table["trend_p"] = np.array(adjust([None if pd.isna(p_value) else p_value for p_value in table["trend_p"]]), float)
    return table.reindex(codes)


def _compared(facts: list[Figure], connected: list[Figure]) -> pd.DataFrame:
    rows = [
        {
            "code": figure.scope,
            "facts": figure.value,
            "previous": figure.previous,
            "year_before": figure.year_before,
            "baseline": figure.baseline,
            "baseline_days": figure.baseline_days,
            "rate_ratio": figure.rate_ratio,
            "low": figure.interval[0] if figure.interval else None,
            "high": figure.interval[1] if figure.interval else None,
            "p_adjusted": figure.p_adjusted,
            "statement": figure.statement,
            "connected": other.value,
        }
        for figure, other in zip(facts, connected, strict=True)
    ]
    numbers = ["facts", "previous", "year_before", "baseline", "rate_ratio", "low", "high", "p_adjusted", "connected"]
    columns = ["code", *numbers[:4], "baseline_days", *numbers[4:8], "statement", "connected"]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({**dict.fromkeys(numbers, float), "baseline_days": "Int64"})


def _last_operations(situation: Situation, window: Window, codes: pd.Index) -> pd.DataFrame:
    rows = distinct_operations(situation, By.SECTOR)
    rows = rows[rows["date"].le(pd.Timestamp(window.end))]
    last = pd.to_datetime(last_operations(situation, window.end, By.SECTOR).reindex(codes))
    count = rows[rows["date"].ge(pd.Timestamp(window.start))].groupby("group").size()
    held = count.reindex(codes).astype("Int64")
    if is_known(situation, "operations", window):
        held = held.fillna(0)
    table = pd.DataFrame({"operations": held, "last_operation": last})
    return table.assign(days_since_operation=(pd.Timestamp(window.end) - last).dt.days.astype(float))


def rank_sectors(situation: Situation, window: Window, grid: Grid | None = None) -> pd.DataFrame:
    """The sectors of the plan, and those that only an earlier plan of the window named; worst first.

    Columns rank, code, name, kind, force_area, priority, facts (drug facts of the window), previous,
    year_before, baseline, baseline_days, rate_ratio, low, high, p_adjusted, statement, connected
    (facts of the window), tau, slope (facts a month), trend_p (over the last 12 full months, adjusted
    over the sectors), operations (of the window; missing where no file tells of them), last_operation,
    days_since_operation, durable.

    Order: sectors in significant hausse first, since a rise is what asks for a decision; within each
    part by facts of the window (one length for all, so a rate), then connected facts, then the plan's
    priority and the code. Pass `grid` where it is at hand; otherwise it is computed here.
    """
    grid = grid if grid is not None else grid_hotspots(situation, window.end)
    columns = ["code", "name", "kind", "force_area", "priority"]
    sectors = pd.concat([situation.table("sectors")[columns], former_sectors(situation, window)])
    sectors = sectors.drop_duplicates("code").set_index("code")
    months = sector_months(situation, window.end)
    compared = _compared(
        figures(situation, window, ["facts_drugs"], By.SECTOR),
        figures(situation, window, ["facts_connected"], By.SECTOR),
    ).set_index("code")
    table = sectors.join(compared).join(_trends(months, sectors.index))
    table = table.join(_last_operations(situation, window, sectors.index))
    table["durable"] = lasting_degradation(situation, months, grid).reindex(sectors.index).fillna(False).astype(bool)
    table = table.assign(rising=table["statement"].str.startswith(UP)).rename_axis("code").reset_index()
    table = table.sort_values(
        ["rising", "facts", "connected", "priority", "code"], ascending=[False, False, False, True, True]
    )
    table.insert(0, "rank", np.arange(1, len(table) + 1))
    return table.drop(columns="rising").reset_index(drop=True)
