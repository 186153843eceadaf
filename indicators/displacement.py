"""Did facts fall where a series of operations was held, and did they move next door? The test and the counts.

Weighted displacement difference: Wheeler and Ratcliffe, A simple weighted displacement difference test to evaluate
place based crime interventions, Crime Science 7:11, 2018.
"""

from dataclasses import dataclass
from math import sqrt

import pandas as pd

from domain.catalogue import By
from domain.sheets import lists
from domain.windows import Window
from indicators.comparison import DOWN, UP
from indicators.facts import fact_events
from indicators.measures import inside, summed, territories
from indicators.situation import Situation

CRITICAL_Z = 1.96
INCONCLUSIVE = "non concluant"


@dataclass(frozen=True)
class Change:
    """The facts of some sectors in two periods of equal length."""

    before: int
    after: int

    @property
    def difference(self) -> int:
        """How many more after than before."""
        return self.after - self.before

    @property
    def total(self) -> int:
        """Both periods together."""
        return self.before + self.after


@dataclass(frozen=True)
class Difference:
    """A difference of changes in facts, its standard error, z, 95 % interval, and the word that the test allows."""

    value: int
    standard_error: float
    z: float
    low: float
    high: float
    verdict: str


def weighted_displacement_difference(
    treated: Change,
    control: Change,
    buffer: Change | None = None,
    buffer_control: Change | None = None,
    doubtful: int = 0,
) -> Difference:
    """(T1 - T0) - (C1 - C0) + (D1 - D0) - (E1 - E0); without buffer, the first two terms alone.

    Its standard error is the square root of the sum of the counts (Poisson). The verdict is `hausse` or `baisse`
    only where |z| > 1.96, and where it would stay so on whichever side the `doubtful` facts, which are in none of the
    counts, were counted. Raises ValueError for a buffer without its control, or the reverse.
    """
    if (buffer is None) != (buffer_control is None):
        raise ValueError("a buffer goes with its control")
    nothing = Change(0, 0)
    plus, minus = (treated, buffer or nothing), (control, buffer_control or nothing)
    value = sum(change.difference for change in plus) - sum(change.difference for change in minus)
    total = sum(change.total for change in (*plus, *minus))
    error = sqrt(total)
    surely = abs(value) - doubtful > CRITICAL_Z * sqrt(total + doubtful)
    return Difference(
        value=value,
        standard_error=error,
        z=value / error if total else 0.0,
        low=value - CRITICAL_Z * error,
        high=value + CRITICAL_Z * error,
        verdict=(DOWN if value < 0 else UP) if surely else INCONCLUSIVE,
    )


def facts_before_and_after(situation: Situation, after: Window) -> pd.DataFrame:
    """The drug facts of each sector of the plan in `after` and in the window of equal length just before.

    Indexed by code, in the plan's order. Columns `before`, `after`; `early` and `late`, the two halves of `before`
    (its middle day in neither, where their length is odd); `doubtful`, the facts known by their month alone whose
    month lies whole in neither period: they are in no other column.
    """
    before = after.previous()
    events = fact_events(situation, By.SECTOR, lists.DRUG_OFFENCES)
    codes = territories(situation, By.SECTOR).index
    early, late = _halves(before)
    periods = {"before": before, "after": after, "early": early, "late": late}
    counts = {name: summed(events, period, codes) if period else 0.0 for name, period in periods.items()}
    span = events["date"].le(pd.Timestamp(after.end)) & events["until"].ge(pd.Timestamp(before.start))
    outside = events[span & ~inside(events, before) & ~inside(events, after)]
    counts["doubtful"] = outside["value"].groupby(outside["group"]).sum().reindex(codes).fillna(0)
    return pd.DataFrame(counts, index=codes).astype(int)


def _halves(period: Window) -> tuple[Window | None, Window | None]:
    half = pd.Timedelta(days=period.days // 2 - 1)
    if half < pd.Timedelta(0):
        return None, None
    start, end = pd.Timestamp(period.start), pd.Timestamp(period.end)
    return Window(period.start, (start + half).date()), Window((end - half).date(), period.end)
