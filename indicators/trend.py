"""The trend of a series of equal periods."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import kendalltau, theilslopes


@dataclass(frozen=True)
class Trend:
    """Kendall's tau against time and its p-value; Theil-Sen slope a period, with its 95 % interval.

    All None for a series too short (under 3 periods); tau and p None for a constant one.
    """

    tau: float | None
    p_value: float | None
    slope: float | None
    low: float | None
    high: float | None


def sector_trend(counts: Sequence[float]) -> Trend:
    """The trend of counts a period, oldest first; NaN where a period is not known, which keeps its place in time.

    The test is Kendall's tau against time (`scipy.stats.kendalltau`), that is Mann-Kendall without
    the classical continuity correction: its p-values are a little smaller than those of the
    classical form. The slope is Theil and Sen's median of pairwise slopes (Sen, JASA, 1968).
    """
    series = np.asarray(counts, dtype=float)
    periods = np.flatnonzero(~np.isnan(series))
    series = series[periods]
    if len(series) < 3:
        return Trend(None, None, None, None, None)
    slope = theilslopes(series, periods)
    bounds = (float(slope.slope), float(slope.low_slope), float(slope.high_slope))
    if np.ptp(series) == 0:
        return Trend(None, None, *bounds)
    test = kendalltau(periods, series)
    return Trend(float(test.statistic), float(test.pvalue), *bounds)
