"""Series of operations: several in one sector, close to each other."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from domain.catalogue import By
from domain.windows import Window
from indicators.situation import Situation
from indicators.street import distinct_operations

FEWEST_OPERATIONS = 3
LONGEST_GAP = 14  # days between two operations of one series


@dataclass(frozen=True, order=True)
class Series:
    """Operations of one sector, from the day of the first to that of the last."""

    sector: str
    first: date
    last: date
    operations: int

    @property
    def key(self) -> str:
        """What names the series in an address: `S07.2026-07-25`. It stays when later operations prolong it."""
        return f"{self.sector}.{self.first.isoformat()}"

    @property
    def period(self) -> Window:
        """The days of the series, both ends included."""
        return Window(self.first, self.last)


def operation_series(situation: Situation, window: Window) -> list[Series]:
    """The series of each sector, as known at the window's end, that ended in the window; the plan's order, then days.

    At least 3 distinct operations in one sector, each at most 14 days after the one before. One that begins in the
    first 14 days of the rows at hand is left out: it may have been running before.
    """
    rows = distinct_operations(situation, By.SECTOR)
    rows = rows[rows["date"].le(pd.Timestamp(window.end))].sort_values(["group", "date"])
    gaps = rows.groupby("group")["date"].diff().dt.days
    run = (~gaps.le(LONGEST_GAP)).cumsum()
    runs = rows.groupby([rows["group"], run])["date"].agg(["min", "max", "size"])
    runs = runs[runs["size"].ge(FEWEST_OPERATIONS) & runs["max"].ge(pd.Timestamp(window.start))]
    if situation.loaded is not None:
        runs = runs[runs["min"].ge(pd.Timestamp(situation.loaded.start) + pd.Timedelta(days=LONGEST_GAP))]
    found = [
        Series(str(sector), first.date(), last.date(), int(size))
        for (sector, _), first, last, size in zip(runs.index, runs["min"], runs["max"], runs["size"], strict=True)
    ]
    places = {code: place for place, code in enumerate(situation.table("sectors")["code"])}
    known = [series for series in found if series.sector in places]
    return sorted(known, key=lambda series: (places[series.sector], series.first))
