"""Mobile forces over a defence zone: the days on which its départements together ask for more than it has."""

import pandas as pd

from domain.territories import DEPARTMENTS
from domain.windows import Window

REQUEST_COLUMNS = ("department", "reference", "from_date", "to_date", "units_asked", "units_granted", "answer")
ZONE_DAY_COLUMNS = ("zone", "day", "departments", "asked", "granted", "pending", "capacity", "missing", "short")


def zone_days(requests: pd.DataFrame, window: Window) -> pd.DataFrame:
    """What each defence zone was asked and gave, one row a zone and day of the window with a request.

    `requests`: columns `REQUEST_COLUMNS`, of several départements; a request counts on each of its days. Gives the
    columns `ZONE_DAY_COLUMNS`, by zone then day: departments (how many ask), asked, granted and pending (units; pending
    those of requests without an answer), missing (units asked in answered requests and not granted), capacity, short.

    No workbook says how many units a zone has, and a figure kept elsewhere would be stale by the next redeployment.
    What it had is what it gave when it could not give all: on a day on which answered requests got less than they
    asked, `short` is True and `capacity` is what was granted. On another day all that is known is that the zone had at
    least what it gave: `capacity` is missing, and `short` is False, or missing while a request waits for its answer.

    An answer "accordé" without a number grants all that was asked: a cell left empty is no shortage. A request without
    an answer but with units granted has been answered.
    """
    rows = _answered(requests).drop_duplicates(["department", "reference"], keep="last")
    days = [
        pd.date_range(max(first, pd.Timestamp(window.start)), min(last, pd.Timestamp(window.end)), unit="us")
        for first, last in zip(rows["from_date"], rows["to_date"], strict=True)
    ]
    each = rows.assign(day=pd.Series(days, index=rows.index, dtype=object)).explode("day")
    each = each[each["day"].notna()].astype({"day": "datetime64[us]"})
    by = each.groupby(["zone", "day"])
    table = by[["asked", "granted", "pending", "missing"]].sum().assign(departments=by["department"].nunique())
    lacking = table["missing"].gt(0)
    table["capacity"] = table["granted"].astype("Int64").where(lacking)
    table["short"] = lacking.astype("boolean").mask(~lacking & table["pending"].gt(0))
    return table.reset_index()[list(ZONE_DAY_COLUMNS)]


def _answered(requests: pd.DataFrame) -> pd.DataFrame:
    """The requests with their zone and the units asked, granted, pending and missing."""
    asked = requests["units_asked"].astype("Int64").fillna(0).astype(int)
    stated = requests["units_granted"].astype("Int64")
    refused = requests["answer"].eq("refused").fillna(False)
    answered = requests["answer"].isin(["granted", "refused"]) | stated.notna()
    granted = stated.fillna(asked.where(~refused, 0)).astype(int).where(answered, 0)
    return requests.assign(
        zone=[DEPARTMENTS[code].defence_zone for code in requests["department"]],
        asked=asked,
        granted=granted,
        pending=asked.where(~answered, 0),
        missing=(asked - granted).where(answered, 0),
    )
